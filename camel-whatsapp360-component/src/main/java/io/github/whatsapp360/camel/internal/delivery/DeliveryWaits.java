/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.InboundMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sends of an account that wait in this process: for states of their messages, or for a reply. No thread waits.
 *
 * <p>Thread-safe.
 */
final class DeliveryWaits {

    /** Clocks of WhatsApp and of this machine may differ by so much. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    /** Messages that the person did not write. */
    private static final Set<String> NO_REPLY =
            Set.of("system", "reaction", "unsupported", "request_welcome", "edit", "revoke");

    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, PartWait> byKey = new ConcurrentHashMap<>();

    /** The sends with their owners. */
    private final Map<TrackedSend, Object> sends = new ConcurrentHashMap<>();

    private final Set<TrackedSend> forReply = ConcurrentHashMap.newKeySet();

    /** Counts one more waiting send. Returns false if there are as many as allowed. */
    boolean enter(int maximum) {
        for (int waiting = count.get(); waiting < maximum; waiting = count.get()) {
            if (count.compareAndSet(waiting, waiting + 1)) {
                return true;
            }
        }
        return false;
    }

    void add(TrackedSend send, Object owner) {
        sends.put(send, owner);
        if (send.awaitsReply()) {
            forReply.add(send);
        }
    }

    void leave(TrackedSend send) {
        count.decrementAndGet();
        sends.remove(send);
        forReply.remove(send);
    }

    int size() {
        return count.get();
    }

    /** The waiting sends of this owner. */
    List<TrackedSend> sendsOf(Object owner) {
        return sends.entrySet().stream()
                .filter(each -> each.getValue() == owner)
                .map(Map.Entry::getKey)
                .toList();
    }

    void add(String key, PartWait part) {
        byKey.put(key, part);
    }

    void remove(String key) {
        byKey.remove(key);
    }

    /** The keys of the messages that are waited for. */
    Collection<String> keys() {
        return List.copyOf(byKey.keySet());
    }

    void update(SentMessage message) {
        PartWait part = byKey.get(message.key());
        if (part != null) {
            part.update(message);
        }
    }

    boolean awaitsReply() {
        return !forReply.isEmpty();
    }

    /** A message has arrived: it replies to each send that it quotes, and to each waiting send to this person. */
    void onMessage(InboundMessage message) {
        if (message.messageType() == null || NO_REPLY.contains(message.messageType())) {
            return;
        }
        for (TrackedSend send : forReply) {
            if (isReply(message, send)) {
                send.replied(message);
            }
        }
    }

    private static boolean isReply(InboundMessage message, TrackedSend send) {
        for (SentMessage part : send.parts()) {
            if (part.messageId() != null && part.messageId().equals(message.contextMessageId())) {
                return true;
            }
            boolean later = message.timestamp() == null
                    || !message.timestamp().plus(CLOCK_TOLERANCE).isBefore(part.requestedAt());
            if (later && people(message).stream().anyMatch(send::isTo)) {
                return true;
            }
        }
        return false;
    }

    /** The ids of a sender. A message in a group answers what was sent to the group. */
    private static List<String> people(InboundMessage message) {
        List<String> ids = new ArrayList<>();
        add(ids, message.groupId());
        if (message.groupId() == null) {
            add(ids, message.from());
            add(ids, message.fromUserId());
        }
        return ids;
    }

    private static void add(List<String> ids, @Nullable String id) {
        if (id != null) {
            ids.add(id);
        }
    }
}
