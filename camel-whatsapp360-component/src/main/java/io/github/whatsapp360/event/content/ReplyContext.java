/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message refers to.
 *
 * <p>Immutable and thread-safe.
 *
 * @param from the sender of the message that is replied to
 * @param id the id of the message that is replied to, or of the call
 * @param forwarded true if the message was forwarded up to five times
 * @param frequentlyForwarded true if it was forwarded more often
 * @param referredProduct the product that the customer asks about
 * @param mentions the mentioned users; on-premises only
 * @param groupId the group; on-premises only
 */
public record ReplyContext(
        @Nullable String from,
        @Nullable String id,
        @Nullable Boolean forwarded,
        @Nullable Boolean frequentlyForwarded,
        @Nullable Product referredProduct,
        List<String> mentions,
        @Nullable String groupId) {

    public ReplyContext(
            @Nullable String from,
            @Nullable String id,
            @Nullable Boolean forwarded,
            @Nullable Boolean frequentlyForwarded,
            @Nullable Product referredProduct,
            @Nullable List<String> mentions,
            @Nullable String groupId) {
        this.from = from;
        this.id = id;
        this.forwarded = forwarded;
        this.frequentlyForwarded = frequentlyForwarded;
        this.referredProduct = referredProduct;
        this.mentions = mentions == null
                ? List.of()
                : mentions.stream().filter(Objects::nonNull).toList();
        this.groupId = groupId;
    }

    @Override
    public String toString() {
        return "ReplyContext[id=" + id + "]";
    }

    /** A product of a catalog. */
    public record Product(
            @Nullable String catalogId, @Nullable String productRetailerId) {

        /** The product that the customer asks about. */
        public String text() {
            return Words.note(
                    "about", Words.labelled("product", productRetailerId), Words.labelled("catalog", catalogId));
        }
    }
}
