/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * People who write, hide their number, change it, and leave it to others; and what WhatsApp tells of it. One second
 * passes with each event, so that no two have the same time.
 */
final class Persons {

    private static final long BEGIN = 1_796_000_000L;

    private final Random random;
    private final List<Person> people = new ArrayList<>();
    private final List<String> freeNumbers = new ArrayList<>();
    private final List<IdentityEvidence> events = new ArrayList<>();
    private final Map<String, Integer> owners = new HashMap<>();
    private long now = BEGIN;
    private int numbers;
    private int users;

    private static final class Person {
        String phone = "";
        String user = "";
        boolean known;
    }

    Persons(long seed) {
        random = new Random(seed);
    }

    /** Lives for a while. */
    List<IdentityEvidence> live(int steps) {
        for (int i = 0; i < steps; i++) {
            if (people.size() < 2 || (people.size() < 6 && random.nextInt(8) == 0)) {
                people.add(person());
            }
            now++;
            int who = random.nextInt(people.size());
            act(who, people.get(who));
        }
        return List.copyOf(events);
    }

    /** The person who has each user id, by its key, and the present owner of each number that was told with one. */
    Map<String, Integer> owners() {
        return owners;
    }

    private Person person() {
        Person person = new Person();
        person.phone = number();
        person.user = user();
        return person;
    }

    private String number() {
        return !freeNumbers.isEmpty() && random.nextBoolean()
                ? freeNumbers.remove(random.nextInt(freeNumbers.size()))
                : "4917000000" + (10 + numbers++);
    }

    private String user() {
        return "DE.7001" + (100 + users++);
    }

    private void act(int who, Person person) {
        switch (random.nextInt(person.known ? 8 : 3)) {
            case 0, 1 -> writes(who, person);
            case 2, 3 -> writesHidden(who, person);
            case 4 -> isToldWithoutNumber(who, person);
            case 5 -> changes(who, person, true);
            case 6 -> changes(who, person, false);
            default -> changesIdOnly(who, person);
        }
    }

    private void writes(int who, Person person) {
        person.known = true;
        owners.put("p:" + person.phone, who);
        owners.put("u:" + person.user, who);
        seen(new PersonIds(person.phone, person.user, null, null));
    }

    private void writesHidden(int who, Person person) {
        person.known = true;
        owners.put("u:" + person.user, who);
        seen(new PersonIds(null, person.user, null, null));
    }

    private void isToldWithoutNumber(int who, Person person) {
        owners.put("u:" + person.user, who);
        seen(PersonIds.of(null, person.user, null, "name" + who));
    }

    private void changes(int who, Person person, boolean numberIsTold) {
        PersonIds before = new PersonIds(numberIsTold ? person.phone : null, person.user, null, null);
        boolean wasTold = owners.getOrDefault("p:" + person.phone, -1) == who;
        if (numberIsTold && !wasTold) {
            owners.put("p:" + person.phone, who);
        }
        freeNumbers.add(person.phone);
        person.phone = number();
        person.user = user();
        owners.put("u:" + person.user, who);
        if (numberIsTold) {
            owners.put("p:" + person.phone, who);
        }
        PersonIds after = new PersonIds(numberIsTold ? person.phone : null, person.user, null, null);
        events.add(IdentityEvidence.changed(before, after, Instant.ofEpochSecond(now), "c"));
    }

    private void changesIdOnly(int who, Person person) {
        PersonIds before = new PersonIds(null, person.user, null, null);
        person.user = user();
        owners.put("u:" + person.user, who);
        PersonIds after = new PersonIds(null, person.user, null, null);
        events.add(IdentityEvidence.changed(before, after, Instant.ofEpochSecond(now), "c"));
    }

    private void seen(PersonIds ids) {
        events.add(IdentityEvidence.seen(ids, Instant.ofEpochSecond(now), "c"));
    }
}
