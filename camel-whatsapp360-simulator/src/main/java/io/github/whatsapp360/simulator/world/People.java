/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who there is, and by what ids: a number, a business-scoped user id, a user id at the parent account. Each may change,
 * and a number may go to somebody else. Confined to the event loop.
 */
public final class People {

    private final World world;

    /** By number; by user id who has lost the number. */
    private final Map<String, Person> byName = new LinkedHashMap<>();

    People(World world) {
        this.world = world;
    }

    /** All of them, in the order in which they appeared. */
    public Collection<Person> all() {
        return byName.values();
    }

    void clear() {
        byName.clear();
    }

    /** The person with this number, made when there is none; an empty name leaves the name as it is. */
    public Person person(String waId, String name) {
        Person person = byName.get(waId);
        if (person == null) {
            person = add(waId, name, "", "", "", world.now());
        } else if (!name.isEmpty() && !name.equals(person.name())) {
            person.rename(name);
            world.changed("customer", person::view);
        }
        return person;
    }

    /** Adds a person of whom all is known; empty ids are made. */
    Person add(String waId, String name, String id, String userId, String parentUserId, Instant since) {
        String known = userId.isEmpty() ? newUserId(waId) : userId;
        Person person = new Person(
                id.isEmpty() ? known : id,
                waId,
                name,
                known,
                parentUserId.isEmpty() ? newParentUserId(waId) : parentUserId,
                since);
        byName.put(key(person), person);
        world.changed("customer", person::view);
        return person;
    }

    /** A group of people, made when there is none with this id. */
    public Person group(String groupId, String subject) {
        Person group = person(groupId, subject);
        group.becomeGroup();
        world.changed("customer", group::view);
        return group;
    }

    /** Deletes a group; its chats stay. */
    void removeGroup(Person group) {
        byName.remove(group.waId());
        world.changed("customer", group::view);
    }

    /** The person with this number or business-scoped user id. */
    public Optional<Person> find(String waIdOrUserId) {
        Person byNumber = byName.get(waIdOrUserId);
        return byNumber != null
                ? Optional.of(byNumber)
                : byName.values().stream()
                        .filter(person -> person.userId().equals(waIdOrUserId))
                        .findFirst();
    }

    /** The person with this number, business-scoped user id, or {@link Person#id}. */
    public Optional<Person> findCustomer(String id) {
        return find(id).or(() -> byName.values().stream()
                .filter(person -> person.id().equals(id))
                .findFirst());
    }

    /**
     * The person whom a message to this business-scoped user id reaches: no number is one, a parent's only while those
     * are shown, and whose number somebody else has is not reached.
     */
    public Optional<Person> recipient(String userId) {
        return byName.values().stream()
                .filter(person -> !person.waId().isEmpty())
                .filter(person -> person.userId().equals(userId)
                        || (world.on(Switch.PARENT_USER_IDS)
                                && person.parentUserId().equals(userId)))
                .findFirst();
    }

    /**
     * Gives a person another number, and other user ids with it; the chats go along. Who has that number loses it.
     */
    void moveNumber(Person person, String newWaId) {
        if (newWaId.equals(person.waId())) {
            throw new IllegalArgumentException("Expected another number, Actual the one that the customer has");
        }
        Person before = byName.get(newWaId);
        if (before != null) {
            loseNumber(before);
        }
        if (person.waId().isEmpty()) {
            person.reachable(true);
        }
        move(person, newWaId, newUserId(newWaId), newParentUserId(newWaId));
    }

    /**
     * Gives a person's number to somebody new, with another user id; who had it is on WhatsApp no longer.
     *
     * @param name of the profile; may be empty
     * @throws IllegalArgumentException when the person has no number
     */
    public Person recycleNumber(Person person, String name) {
        String waId = person.waId();
        if (waId.isEmpty()) {
            throw new IllegalArgumentException("Expected a customer with a number, Actual one who has lost it");
        }
        loseNumber(person);
        return person(waId, name);
    }

    private void loseNumber(Person person) {
        world.channels().forEach(channel -> channel.blocked().remove(person.waId()));
        person.reachable(false);
        person.online(false);
        move(person, "", person.userId(), person.parentUserId());
    }

    /**
     * Gives a person another user id; number and chats stay.
     *
     * @throws IllegalArgumentException when somebody else has it
     */
    public void changeUserId(Person person, String userId) {
        if (find(userId).filter(other -> !other.equals(person)).isPresent()) {
            throw new IllegalArgumentException("Expected a user id that nobody else has, Actual a used one");
        }
        move(person, person.waId(), userId, person.parentUserId());
    }

    private void move(Person person, String waId, String userId, String parentUserId) {
        String before = person.userId();
        byName.remove(key(person));
        person.become(waId, userId, parentUserId);
        byName.put(key(person), person);
        for (Channel channel : world.channels()) {
            Chat chat = channel.chats().remove(before);
            if (chat != null) {
                channel.chats().put(userId, chat);
            }
        }
        world.changed("customer", person::view);
    }

    private static String key(Person person) {
        return person.waId().isEmpty() ? person.userId() : person.waId();
    }

    /** A new business-scoped user id for the owner of this number. */
    String newUserId(String waId) {
        return country(waId) + "." + world.ids().digits(17);
    }

    private String newParentUserId(String waId) {
        return country(waId) + ".ENT." + world.ids().digits(14);
    }

    /**
     * Names a person in an event or answer: by the number if it is shown, and by the ids.
     *
     * @param phone the member for the number, for example {@code from}
     * @param prefix of the members for the ids, for example {@code from_}; may be empty
     */
    public ObjectNode name(ObjectNode node, Person person, String phone, String prefix) {
        if (person.showsPhone()) {
            node.put(phone, person.waId());
        }
        return nameById(node, person, prefix);
    }

    ObjectNode nameById(ObjectNode node, Person person, String prefix) {
        node.put(prefix + "user_id", person.userId());
        if (world.on(Switch.PARENT_USER_IDS) && !person.isGroup()) {
            node.put(prefix + "parent_user_id", person.parentUserId());
        }
        return node;
    }

    /** The element of {@code contacts} in events. */
    ObjectNode contact(Person person) {
        ObjectNode contact = Json.object();
        contact.set("profile", person.profile());
        return name(contact, person, "wa_id", "");
    }

    private static String country(String waId) {
        return switch (waId.isEmpty() ? '?' : waId.charAt(0)) {
            case '1' -> "US";
            case '5' -> "BR";
            case '9' -> "IN";
            default -> "DE";
        };
    }
}
