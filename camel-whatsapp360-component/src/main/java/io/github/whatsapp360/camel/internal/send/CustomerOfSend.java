/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.message.Recipient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Adds the headers of the recipient's customer to the result of a send.
 *
 * <p>Thread-safe.
 *
 * @param identities the customers of the account
 */
record CustomerOfSend(AccountIdentities identities) {

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
        PersonIds ids = recipient instanceof Recipient.Phone
                ? PersonIds.of(recipient.key(), null, null, null)
                : PersonIds.of(null, recipient.key(), null, null);
        KnownCustomer known = identities.find(ids);
        CompletableFuture<?> learning = identities.afterSends();
        if (known != null || learning.isDone()) {
            return CompletableFuture.completedFuture(with(result, known == null ? identities.find(ids) : known));
        }
        return learning.handle((learned, failure) -> true)
                .completeOnTimeout(false, LEARNING_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .thenApply(learned -> with(result, identities.find(ids)));
    }

    private static OperationResult with(OperationResult result, @Nullable KnownCustomer customer) {
        return message -> {
            result.on(message);
            AccountIdentities.describe(message, customer);
        };
    }
}
