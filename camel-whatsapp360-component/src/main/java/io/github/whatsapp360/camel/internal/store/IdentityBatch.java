/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.identity.internal.IdentityChange;
import io.github.whatsapp360.identity.internal.IdentityEvidence;
import io.github.whatsapp360.identity.internal.IdentityUpdater;
import io.github.whatsapp360.identity.internal.IdentityUpdater.Learned;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.inbox.InboxEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one delivery, or the answer to one send, tell about customers; and the events to store.
 *
 * <p>Immutable, but for the conflicts. Confined to one thread at a time.
 */
final class IdentityBatch {

    private final List<IdentityEvidence> evidence;
    private final Map<String, PersonIds> persons;
    private final List<InboxEvent> wanted;
    private final IdentityEvents events;
    private final List<String> conflicts = new ArrayList<>();

    /**
     * Creates a batch.
     *
     * @param persons the persons whom events concern that run in the order of a user, by the key of the event
     * @param wanted the events to store
     * @param events makes events of changes
     */
    IdentityBatch(
            List<IdentityEvidence> evidence,
            Map<String, PersonIds> persons,
            List<InboxEvent> wanted,
            IdentityEvents events) {
        this.evidence = List.copyOf(evidence);
        this.persons = Map.copyOf(persons);
        this.wanted = List.copyOf(wanted);
        this.events = events;
    }

    /** Learns everything, then moves each event to the conversation of its customer. May be repeated. */
    <X extends Exception> List<InboxEvent> learn(IdentityUpdater<X> updater) throws X {
        conflicts.clear();
        List<IdentityChange> changes = new ArrayList<>();
        for (IdentityEvidence each : evidence) {
            Learned learned = updater.learn(each);
            changes.addAll(learned.changes());
            conflicts.addAll(learned.conflicts());
        }
        List<InboxEvent> stored = new ArrayList<>(wanted.size());
        for (InboxEvent event : wanted) {
            String conversation = conversation(persons.get(event.key()), updater);
            stored.add(conversation == null ? event : event.inConversation(conversation));
        }
        changes.forEach(change -> stored.addAll(events.of(change)));
        return stored;
    }

    private static <X extends Exception> @Nullable String conversation(
            @Nullable PersonIds person, IdentityUpdater<X> updater) throws X {
        String customer = person == null ? null : updater.find(person);
        return customer == null ? null : updater.conversation(customer);
    }

    /** The events to store, before anything was learned. */
    List<InboxEvent> wanted() {
        return wanted;
    }

    /** Pairs of customers with a history under different numbers that the last attempt kept apart, by their ids. */
    List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** All ids of the batch. */
    List<PersonIds> ids() {
        return Stream.of(
                        evidence.stream().map(IdentityEvidence::ids),
                        evidence.stream().flatMap(each -> Stream.ofNullable(each.before())),
                        evidence.stream()
                                .flatMap(each -> Stream.ofNullable(each.writtenAs()))
                                .map(phone -> new PersonIds(phone, null, null, null)),
                        persons.values().stream())
                .flatMap(each -> each)
                .toList();
    }

    /** Number of events and of pieces of evidence, as a measure of its size. */
    int size() {
        return evidence.size() + wanted.size();
    }
}
