/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.part;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of an order with tax, shipping and discount. The subtotal is the sum of amount × quantity over the items;
 * the total of the {@link OrderDetails} is subtotal + tax + shipping - discount. Only WhatsApp checks that.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status {@code pending}
 * @param items at least one
 * @param subtotal of all items
 * @param tax required by the API; may be 0
 * @param shipping absent if nothing is shipped
 * @param discount subtracted from the total
 * @param expiration when the order can no longer be paid
 * @see <a
 *     href="https://docs.360dialog.com/docs/messaging/payments/payments-india-only/receive-whatsapp-payments-via-payments-gateway">360dialog:
 *     Payments</a>
 */
public record Order(
        String status,
        List<Item> items,
        Amount subtotal,
        Amount tax,
        @Nullable Amount shipping,
        @Nullable Amount discount,
        @Nullable Expiration expiration) {

    public Order {
        requireNonNull(status, "status");
        items = List.copyOf(items);
        requireNonNull(subtotal, "subtotal");
        requireNonNull(tax, "tax");
    }

    /** A pending order of these items, to which shipping, a discount and an expiration can be added. */
    public static Order pending(List<Item> items, Amount subtotal, Amount tax) {
        return new Order("pending", items, subtotal, tax, null, null, null);
    }

    /** The same with shipping. */
    public Order withShipping(Amount amount) {
        return new Order(status, items, subtotal, tax, amount, discount, expiration);
    }

    /** The same with a discount. */
    public Order withDiscount(Amount amount) {
        return new Order(status, items, subtotal, tax, shipping, amount, expiration);
    }

    /** The same, payable until this instant; the description, at most 120 characters, is shown with it. */
    public Order withExpiration(Instant until, String description) {
        Expiration expires = new Expiration(Long.toString(until.getEpochSecond()), description);
        return new Order(status, items, subtotal, tax, shipping, discount, expires);
    }

    /**
     * One item.
     *
     * @param retailerId the business's own id of it
     * @param name shown to the customer; at most 60 characters
     * @param amount the price of one
     * @param saleAmount the reduced price of one
     * @param quantity at least 1
     */
    public record Item(
            @JsonProperty("retailer_id") String retailerId,
            String name,
            Amount amount,
            @JsonProperty("sale_amount") @Nullable Amount saleAmount,
            int quantity) {
        public Item {
            requireNonNull(retailerId, "retailerId");
            requireNonNull(name, "name");
            requireNonNull(amount, "amount");
        }
    }

    /**
     * Until when an order can be paid.
     *
     * @param timestamp seconds since 1970, as text; at least 300 seconds ahead
     * @param description why; at most 120 characters
     */
    public record Expiration(String timestamp, String description) {
        public Expiration {
            requireNonNull(timestamp, "timestamp");
            requireNonNull(description, "description");
        }
    }
}
