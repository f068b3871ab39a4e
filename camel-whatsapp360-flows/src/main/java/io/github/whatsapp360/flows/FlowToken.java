/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The content of a flow token that was issued by {@link FlowTokens}.
 *
 * @param id unique for each token
 * @param customer the customer that the form was sent to
 * @param data data of the issuer; empty if there is none
 * @param expires after this time the token is refused
 */
public record FlowToken(String id, String customer, String data, Instant expires) {

    public FlowToken {
        requireNonNull(id, "id");
        requireNonNull(customer, "customer");
        requireNonNull(data, "data");
        requireNonNull(expires, "expires");
    }

    /** Without customer and data. */
    @Override
    public String toString() {
        return "FlowToken[id=" + id + ", expires=" + expires + "]";
    }
}
