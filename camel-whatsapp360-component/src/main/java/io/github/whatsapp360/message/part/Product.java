/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.part;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One product of a catalogue.
 *
 * <p>Immutable and thread-safe.
 *
 * @param catalogId the catalogue that is connected with the business account
 * @param productRetailerId the business's own id of the product (SKU)
 */
public record Product(
        @JsonProperty("catalog_id") String catalogId,
        @JsonProperty("product_retailer_id") String productRetailerId) {

    public Product {
        requireNonNull(catalogId, "catalogId");
        requireNonNull(productRetailerId, "productRetailerId");
    }
}
