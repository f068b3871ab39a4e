/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asks to join a group that lets nobody in unasked. Confined to the event loop. */
public final class JoinRequests {

    private final Map<String, Map<String, Request>> byGroup = new LinkedHashMap<>();

    /**
     * Somebody asks.
     *
     * @param id of the request
     * @param person who asks
     * @param at since when
     */
    public record Request(String id, Person person, Instant at) {}

    /** The open requests of a group, the oldest first. */
    public Collection<Request> of(Person group) {
        return List.copyOf(open(group).values());
    }

    /** Takes an open request out; null if there is none with this id. */
    @Nullable
    Request take(Person group, String id) {
        return open(group).remove(id);
    }

    /** The open request of a person. */
    Optional<Request> of(Person group, Person person) {
        return open(group).values().stream()
                .filter(each -> each.person().equals(person))
                .findFirst();
    }

    void add(Person group, Request request) {
        open(group).put(request.id(), request);
    }

    void forget(Person group) {
        byGroup.remove(group.waId());
    }

    private Map<String, Request> open(Person group) {
        return byGroup.computeIfAbsent(group.waId(), id -> new LinkedHashMap<>());
    }
}
