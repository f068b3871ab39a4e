/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.camel.internal.store.CustomerHeaders;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.message.Recipient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the headers of the recipient's customer to the result of a send.
 *
 * <p>Thread-safe.
 *
 * @param identities the customers of the account
 */
record CustomerOfSend(AccountIdentities identities) {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerOfSend.class);

    /** How long a result waits until a new recipient is stored. */
    private static final int LEARNING_TIMEOUT_SECONDS = 2;

    /**
     * Adds the headers of the last message's recipient. Never fails, because the message was already sent.
     *
     * @param messages the messages of the send
     */
    CompletableFuture<OperationResult> describing(List<OutgoingMessage> messages, OperationResult result) {
        Recipient recipient = messages.isEmpty()
                ? null
                : messages.get(messages.size() - 1).head().recipient();
        if (recipient == null || recipient instanceof Recipient.Group) {
            return CompletableFuture.completedFuture(with(result, null));
        }
        OperationResult described = with(result, recipient);
        CompletableFuture<?> learning = identities.learningFrom(recipient);
        return learning.isDone()
                ? CompletableFuture.completedFuture(described)
                : learning.handle((learned, failure) -> described)
                        .completeOnTimeout(described, LEARNING_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /** The customer is looked up when the result is applied: on a thread of the route, which may block. */
    private OperationResult with(OperationResult result, @Nullable Recipient recipient) {
        return message -> {
            result.on(message);
            CustomerHeaders.set(message, recipient == null ? null : find(recipient));
        };
    }

    private @Nullable CustomerIdentity find(Recipient recipient) {
        try {
            return identities.customer(recipient);
        } catch (RuntimeException unknown) {
            LOG.debug("The customer of a recipient cannot be determined", unknown);
            return null;
        }
    }
}
