/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.delivery.WaitFor;
import io.github.whatsapp360.message.MessageHead;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reports the delivery of the messages of a number. The clients of the component use its sent-message log; a client of
 * its own has none, because it receives no statuses.
 *
 * <p>Implementations must be thread-safe and must not block.
 */
public interface DeliveryTracker {

    /** Without statuses nothing is known. */
    DeliveryTracker NONE = new DeliveryTracker() {
        @Override
        public CompletableFuture<SentMessage> send(
                MessageHead head,
                WaitFor target,
                Duration timeout,
                Function<String, CompletableFuture<SendReceipt>> send) {
            return CompletableFuture.failedFuture(missing());
        }

        @Override
        public CompletableFuture<@Nullable SentMessage> sentMessage(String id) {
            return CompletableFuture.failedFuture(missing());
        }

        @Override
        public CompletableFuture<?> forget(Collection<String> recipients) {
            return CompletableFuture.completedFuture(null);
        }

        private UnavailableException missing() {
            return new UnavailableException(Failure.local(
                    "This client receives no statuses: use the client of the component, Whatsapp360Component.client",
                    false,
                    null));
        }
    };

    /**
     * Sends a message and waits for its state.
     *
     * @param head the head of the message
     * @param target any state but a reply
     * @param timeout maximum time of the wait after the message was accepted
     * @param send sends the message with this text in front of its callback data
     * @return as {@link Whatsapp360Client#sendAndAwait}
     */
    CompletableFuture<SentMessage> send(
            MessageHead head, WaitFor target, Duration timeout, Function<String, CompletableFuture<SendReceipt>> send);

    /**
     * Finds a message by its message id, correlation id or key.
     *
     * @return completes with null if it is not in the log
     */
    CompletableFuture<@Nullable SentMessage> sentMessage(String id);

    /**
     * Deletes the messages that were sent to a customer.
     *
     * @param recipients all numbers and ids of the customer
     * @return completes once they are deleted
     */
    CompletableFuture<?> forget(Collection<String> recipients);
}
