/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.flows.FlowToken;
import io.github.whatsapp360.flows.FlowTokens;
import io.github.whatsapp360.flows.InvalidFlowTokenException;
import java.util.function.BooleanSupplier;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Checks flow tokens: whether they were issued here, have not expired, and belong to no completed form.
 *
 * <p>Thread-safe.
 *
 * @param tokens null to accept all tokens
 * @param used the ids of the tokens of completed forms
 */
public record TokenCheck(@Nullable FlowTokens tokens, IdempotentRepository used) {

    /**
     * Verifies a token, which may belong to a completed form.
     *
     * @return null if tokens are not checked
     * @throws InvalidFlowTokenException if the token was not issued here, or has expired
     */
    @Nullable
    FlowToken verify(@Nullable String token) {
        return tokens == null ? null : tokens.verify(token);
    }

    /**
     * Verifies a token of a form that is still open.
     *
     * @return null if tokens are not checked
     * @throws InvalidFlowTokenException if the token is not valid
     * @throws UnusableReplyException if the repository fails
     */
    @Nullable
    FlowToken verifyOpen(@Nullable String token) {
        FlowToken verified = verify(token);
        if (verified != null && ask(() -> used.contains(verified.id()))) {
            throw new InvalidFlowTokenException("The form of the flow token is completed");
        }
        return verified;
    }

    /**
     * Marks the token of a completed form as used.
     *
     * @return false if it was used already
     * @throws UnusableReplyException if the repository fails
     */
    boolean use(@Nullable FlowToken token) {
        return token == null || ask(() -> used.add(token.id()));
    }

    private static boolean ask(BooleanSupplier repository) {
        try {
            return repository.getAsBoolean();
        } catch (RuntimeException failure) {
            throw new UnusableReplyException(
                    "usedTokens failed with " + failure.getClass().getName());
        }
    }
}
