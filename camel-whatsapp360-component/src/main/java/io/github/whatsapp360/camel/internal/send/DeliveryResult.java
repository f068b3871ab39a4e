/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.internal.delivery.TrackedSend.Outcome;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.InboundMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The headers and the exception of a send that has waited.
 *
 * <p>Immutable.
 *
 * @param outcome what became of the messages
 * @param failOnTimeout whether a time-out is an exception
 */
record DeliveryResult(Outcome outcome, boolean failOnTimeout) {

    /** Removes the headers of an earlier send of the same exchange. */
    static void clear(Message message) {
        message.removeHeader(Whatsapp360Constants.DELIVERY);
        message.removeHeader(Whatsapp360Constants.DELIVERED_AT);
        message.removeHeader(Whatsapp360Constants.READ_AT);
        message.removeHeader(Whatsapp360Constants.DELIVERY_PROBLEM);
        message.removeHeader(Whatsapp360Constants.SENT_MESSAGE_KEY);
    }

    /** Sets the header of the key. */
    static void setKey(Message message, List<SentMessage> parts) {
        if (!parts.isEmpty()) {
            message.setHeader(
                    Whatsapp360Constants.SENT_MESSAGE_KEY,
                    parts.get(parts.size() - 1).key());
        }
    }

    /** Sets the headers, and the reply as the body. */
    void describe(Message message) {
        Whatsapp360Exception failure = outcome.failure();
        message.setHeader(Whatsapp360Constants.DELIVERY, word());
        put(message, Whatsapp360Constants.DELIVERED_AT, latest(SentMessage::deliveredAt));
        put(message, Whatsapp360Constants.READ_AT, latest(SentMessage::readAt));
        if (failure != null) {
            message.setHeader(Whatsapp360Constants.DELIVERY_PROBLEM, failure.getMessage());
        }
        InboundMessage reply = outcome.reply();
        if (failure == null && reply != null) {
            message.setBody(reply);
        }
    }

    /** Sets the headers of a send that failed before it could wait. */
    static void describe(Message message, Whatsapp360Exception failure) {
        DeliveryState state = failure.outcome() == SendOutcome.unknown ? DeliveryState.unknown : DeliveryState.failed;
        message.setHeader(Whatsapp360Constants.DELIVERY, state.name());
        message.setHeader(Whatsapp360Constants.DELIVERY_PROBLEM, failure.getMessage());
    }

    private String word() {
        if (outcome.failed() != null) {
            return DeliveryState.failed.name();
        }
        if (outcome.timedOut()) {
            return "timeout";
        }
        DeliveryState least = outcome.parts().stream()
                .map(SentMessage::state)
                .min(Comparator.naturalOrder())
                .orElse(DeliveryState.unknown);
        // Who replies has the message.
        return (outcome.reply() != null && !least.isDelivered() ? DeliveryState.delivered : least).name();
    }

    /** The latest of these times; null if one of them is missing. */
    private @Nullable Instant latest(Function<SentMessage, @Nullable Instant> time) {
        List<@Nullable Instant> times = outcome.parts().stream().map(time).toList();
        return times.stream().anyMatch(Objects::isNull)
                ? null
                : times.stream()
                        .map(Objects::requireNonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    private static void put(Message message, String header, @Nullable Instant value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    /** The message ids of the messages that failed. */
    Set<String> failedMessageIds() {
        return outcome.parts().stream()
                .filter(part -> part.state() == DeliveryState.failed)
                .map(SentMessage::messageId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The exception of the exchange; null if the route continues. */
    @Nullable
    Whatsapp360Exception exception() {
        return failOnTimeout ? outcome.problem() : outcome.failure();
    }
}
