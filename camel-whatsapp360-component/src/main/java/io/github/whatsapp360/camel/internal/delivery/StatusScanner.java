/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.json.CallbackData;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statuses that carry our key. Other events cost a search in their bytes.
 *
 * <p>Thread-safe.
 */
final class StatusScanner {

    private static final byte[] MARKER = SendKeys.MARKER.getBytes(US_ASCII);

    private final EventReader reader = new EventReader(Whatsapp360Exception::of);

    /** The changes of the log that a delivery reports, in order. */
    List<SentChange> changes(List<EventElement> delivery, Instant now) {
        List<SentChange> changes = new ArrayList<>();
        for (EventElement element : delivery) {
            if (element.family().equals(EventFamily.STATUS.word())
                    && contains(element.json())
                    && read(element) instanceof MessageStatus status) {
                add(changes, status, now);
            }
        }
        return changes;
    }

    private static void add(List<SentChange> changes, MessageStatus status, Instant now) {
        String data = status.callbackData();
        String prefix = data == null ? null : SendKeys.prefixOf(data);
        DeliveryState state = stateOf(status.status());
        if (prefix != null && state != null) {
            Instant at = status.timestamp() == null ? now : status.timestamp();
            ErrorItem error = state == DeliveryState.failed ? error(status) : null;
            changes.add(new SentChange.Reported(
                    SendKeys.keyOf(prefix), status.id(), state, Instant.ofEpochMilli(at.toEpochMilli()), error));
        }
    }

    private static @Nullable DeliveryState stateOf(String status) {
        return switch (status) {
            case "sent" -> DeliveryState.sent;
            case "delivered" -> DeliveryState.delivered;
            case "read", "played" -> DeliveryState.read;
            case "failed" -> DeliveryState.failed;
            default -> null;
        };
    }

    /** The first error with a code, without what may name the recipient. */
    private static @Nullable ErrorItem error(MessageStatus status) {
        for (ErrorItem error : status.errors()) {
            if (error.code() != null) {
                String title = error.title() == null ? error.message() : error.title();
                return new ErrorItem(
                        error.code(),
                        title,
                        null,
                        Whatsapp360Exception.of(error).details(),
                        null);
            }
        }
        return null;
    }

    /** The messages of a delivery. */
    List<InboundMessage> messages(List<EventElement> delivery) {
        List<InboundMessage> messages = new ArrayList<>();
        for (EventElement element : delivery) {
            if (element.family().equals(EventFamily.MESSAGE.word())
                    && read(element) instanceof InboundMessage message) {
                messages.add(message);
            }
        }
        return messages;
    }

    private @Nullable InboundEvent read(EventElement element) {
        try {
            return reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** The same events, without our keys in front of the callback data. */
    static List<InboxEvent> withoutKeys(List<InboxEvent> events) {
        if (events.stream().noneMatch(event -> contains(event.body()))) {
            return events;
        }
        return events.stream().map(StatusScanner::withoutKey).toList();
    }

    private static InboxEvent withoutKey(InboxEvent event) {
        if (!contains(event.body())) {
            return event;
        }
        byte[] clean = CallbackData.withoutPrefix(event.body(), SendKeys::prefixOf);
        return clean == event.body()
                ? event
                : new InboxEvent(event.key(), event.conversation(), event.subscription(), event.kind(), clean);
    }

    /** A colon and lower-case letters are hardly ever written as escapes in JSON; then the key is the first of them. */
    private static boolean contains(byte[] json) {
        for (int at = 0; at <= json.length - MARKER.length; at++) {
            int matched = 0;
            while (matched < MARKER.length && json[at + matched] == MARKER[matched]) {
                matched++;
            }
            if (matched == MARKER.length) {
                return true;
            }
        }
        return false;
    }
}
