/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.internal.store.OptOutStore.Decision;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which customers of an account have opted out of marketing messages, by {@code user_preferences} events: from
 * {@code stop} until {@code resume} or {@code signup}, whether or not a route takes these events. Stored before the
 * delivery is answered.
 *
 * <p>Thread-safe.
 */
public final class OptOuts {

    private static final String EVENT = "user_preferences";

    private final Clock clock;
    private final EventReader reader = new EventReader(Whatsapp360Exception::of);
    private final OptOutStore memory = new MemoryOptOutStore();
    private volatile OptOutStore store = memory;

    OptOuts(Clock clock) {
        this.clock = clock;
    }

    void useStore(@Nullable OptOutStore opened) {
        store = opened == null ? memory : opened;
    }

    /**
     * Stores the opt-outs of a delivery.
     *
     * @return null if it tells nothing of this
     */
    @Nullable
    CompletableFuture<?> store(List<EventElement> delivery) {
        List<Decision> decisions = new ArrayList<>();
        for (EventElement element : delivery) {
            if (element.name().startsWith(EVENT)) {
                addTo(decisions, element);
            }
        }
        return decisions.isEmpty() ? null : store.store(decisions);
    }

    private void addTo(List<Decision> decisions, EventElement element) {
        InboundEvent event;
        try {
            event = reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return;
        }
        if (event instanceof UserEvent user && user.change() instanceof UserChange.Preference preference) {
            boolean stopped = preference.value().equals("stop");
            if (!stopped
                    && !preference.value().equals("resume")
                    && !preference.value().equals("signup")) {
                return;
            }
            Instant now = clock.instant();
            Instant told = preference.timestamp();
            Instant at = told == null || told.isAfter(now) ? now : told;
            for (String id : ids(preference)) {
                decisions.add(new Decision(id, stopped, at));
            }
        }
    }

    private static List<String> ids(UserChange.Preference preference) {
        List<String> ids = new ArrayList<>();
        if (preference.waId() != null && !preference.waId().isBlank()) {
            try {
                ids.add(Recipient.waId(preference.waId()).key());
            } catch (IllegalArgumentException noNumber) {
                // The id is enough.
            }
        }
        if (preference.userId() != null && !preference.userId().isBlank()) {
            ids.add(preference.userId());
        }
        return ids;
    }

    /**
     * Whether the last decision of a customer is to get no marketing messages, made under any number or id of theirs.
     * May block for the database.
     *
     * @param customer null if only the recipient is known
     * @throws io.github.whatsapp360.inbox.InboxException if it cannot be read
     */
    public boolean hasStopped(Recipient recipient, @Nullable CustomerIdentity customer) {
        Set<String> keys = customer == null ? new HashSet<>() : keysOf(customer);
        keys.add(recipient.key());
        return store.hasStopped(keys);
    }

    /** The same of a customer who is known. */
    public boolean hasStopped(CustomerIdentity customer) {
        return store.hasStopped(keysOf(customer));
    }

    /** Deletes what the owner of numbers and ids has decided. */
    CompletableFuture<?> forget(List<String> keys) {
        return store.forget(keys);
    }

    private static Set<String> keysOf(CustomerIdentity customer) {
        return customer.aliases().stream()
                .filter(alias -> alias.kind() != CustomerIdentity.Kind.username)
                .map(CustomerIdentity.Alias::value)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
