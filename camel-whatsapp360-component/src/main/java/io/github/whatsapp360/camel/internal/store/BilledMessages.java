/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.internal.LruMap;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.DedupeKeys;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the messages that statuses report as delivered with a price, each once, whether or not a route takes these
 * events; and the service messages of the month, of which WhatsApp gives each number 1,000 free. A message that was not
 * delivered costs nothing. Nothing is read unless there are metrics.
 *
 * <p>Which messages were counted, and the number of the month, are in the database of the inbox, if it has one: a
 * restart counts nothing again. Without it, the last {@value #MAXIMUM_MESSAGES} messages of this process are known.
 * Thread-safe.
 */
public final class BilledMessages {

    private static final Logger LOG = LoggerFactory.getLogger(BilledMessages.class);

    private static final int FREE_SERVICE_MESSAGES = 1_000;
    private static final int MAXIMUM_MESSAGES = 100_000;
    private static final int MAXIMUM_WORD = 40;
    private static final Set<String> DELIVERED = Set.of("delivered", "read", "played");
    private static final String SERVICE = "service";
    private static final String ENTRY_POINT = "free_entry_point";

    private final String account;
    private final Supplier<Clock> clock;
    private final EventReader reader = new EventReader(Whatsapp360Exception::of);
    private final BilledStore memory = new MemoryBilledStore();
    private final Map<Long, Boolean> counted = new LruMap<>(MAXIMUM_MESSAGES);
    private volatile BilledStore store = memory;
    private volatile boolean failing;
    private @Nullable YearMonth month;
    private long serviceMessages;

    public BilledMessages(String account, Supplier<Clock> clock) {
        this.account = account;
        this.clock = clock;
    }

    /** A message and its price. */
    private record Billed(BilledStore.Message message, String category, String type) {}

    /** Uses the database of the account's inbox, if it has one. */
    public void useStore(AccountStore opened) {
        store = opened.billed() == null ? memory : opened.billed();
    }

    /** Reads what was counted before. The store must be open. May block. */
    public void open(Meters meters) {
        if (meters != Meters.NONE) {
            YearMonth present = YearMonth.now(clock.get());
            setServiceMessages(present, store.serviceMessages(present));
        }
    }

    /** Counts what a delivery reports. */
    public void onDelivery(List<EventElement> delivery, Meters meters) {
        if (meters == Meters.NONE) {
            return;
        }
        Map<String, Billed> arrived = new LinkedHashMap<>();
        for (EventElement element : delivery) {
            boolean concerns = element.family().equals(EventFamily.STATUS.word()) && DELIVERED.contains(element.name());
            Billed billed = concerns && read(element) instanceof MessageStatus status ? billed(status) : null;
            if (billed != null && isNew(billed)) {
                arrived.put(billed.message().key(), billed);
            }
        }
        if (!arrived.isEmpty()) {
            YearMonth present = YearMonth.now(clock.get());
            CompletableFuture<?> unused = store.store(
                            arrived.values().stream().map(Billed::message).toList(), present)
                    .whenComplete((stored, failure) -> count(arrived, present, stored, failure, meters));
        }
    }

    private @Nullable InboundEvent read(EventElement element) {
        try {
            return reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /**
     * A price counts only if it came complete. A group's message is reported once for each participant, and is one
     * message of each.
     */
    private @Nullable Billed billed(MessageStatus status) {
        MessageStatus.Pricing pricing = status.pricing();
        String category = pricing == null ? null : pricing.category();
        String type = pricing == null ? null : pricing.type();
        if (category == null || type == null) {
            return null;
        }
        MessageStatus.Participant participant = status.participant();
        String key = participant == null
                ? DedupeKeys.of("billed", status.id())
                : DedupeKeys.of("billed", status.id(), participant.id(), participant.userId());
        boolean service = category.equals(SERVICE) && !type.equals(ENTRY_POINT) && isOfThisMonth(status.timestamp());
        return new Billed(new BilledStore.Message(key, service), word(category), word(type));
    }

    private boolean isOfThisMonth(@Nullable Instant at) {
        Clock now = clock.get();
        return at == null || YearMonth.from(at.atZone(now.getZone())).equals(YearMonth.now(now));
    }

    private synchronized boolean isNew(Billed billed) {
        return counted.put(KeyHash.ofConversation(billed.message().key()), true) == null;
    }

    /** What could not be stored is reported again, with the rest of its delivery. */
    private void count(
            Map<String, Billed> arrived,
            YearMonth present,
            BilledStore.@Nullable Stored stored,
            @Nullable Throwable failure,
            Meters meters) {
        if (failure != null || stored == null) {
            failed(arrived.keySet(), failure);
            return;
        }
        failing = false;
        setServiceMessages(present, stored.serviceMessages());
        for (BilledStore.Message message : stored.fresh()) {
            Billed billed = arrived.get(message.key());
            if (billed != null) {
                meters.count("whatsapp360.billed", "category", billed.category(), "type", billed.type());
            }
        }
    }

    private void failed(Set<String> keys, @Nullable Throwable failure) {
        if (!failing) {
            LOG.warn(
                    "Account {}: cannot store which messages were billed; they are counted only if reported again: {}",
                    account,
                    failure == null ? "" : failure.getMessage());
        }
        failing = true;
        synchronized (this) {
            keys.forEach(key -> counted.remove(KeyHash.ofConversation(key)));
        }
    }

    private synchronized void setServiceMessages(YearMonth of, long messages) {
        serviceMessages = of.equals(month) ? Math.max(serviceMessages, messages) : messages;
        month = of;
    }

    /** How many of the month's free service messages are used, 0 to 1,000. */
    public synchronized int freeServiceMessagesUsed() {
        return YearMonth.now(clock.get()).equals(month) ? (int) Math.min(serviceMessages, FREE_SERVICE_MESSAGES) : 0;
    }

    private static String word(String wire) {
        return wire.length() <= MAXIMUM_WORD ? wire : wire.substring(0, MAXIMUM_WORD);
    }
}
