/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.part;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Products under a title. One message takes at most 10 sections and 30 products in all.
 *
 * <p>Immutable and thread-safe.
 *
 * @param title at most 24 characters; may be absent only where there is one section
 * @param productItems the products, in order
 */
public record ProductSection(
        @Nullable String title,
        @JsonProperty("product_items") List<Item> productItems) {

    public ProductSection {
        productItems = List.copyOf(productItems);
    }

    /** A section of the products with these ids. */
    public static ProductSection of(@Nullable String title, String... productRetailerIds) {
        return new ProductSection(
                title, Stream.of(productRetailerIds).map(Item::new).toList());
    }

    /**
     * One of them.
     *
     * @param productRetailerId the business's own id of the product (SKU)
     */
    public record Item(@JsonProperty("product_retailer_id") String productRetailerId) {
        public Item {
            requireNonNull(productRetailerId, "productRetailerId");
        }
    }
}
