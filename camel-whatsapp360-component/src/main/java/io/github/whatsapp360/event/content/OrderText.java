/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import io.github.whatsapp360.event.content.InboundContent.Order;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An order as a person reads it. Thread-safe. */
interface OrderText {

    /** The comment, one line per item, and the total if it can be calculated. */
    static String of(Order order) {
        List<Order.Item> items = order.productItems();
        String lines = items.stream().map(OrderText::line).collect(Collectors.joining("\n"));
        String text = Words.lines(order.comment(), lines, total(items));
        return text.isEmpty() ? Words.note("order") : text;
    }

    /** Quantity, product and price of one piece: {@code 2 x SKU-1, 9.5 EUR each}. */
    private static String line(Order.Item item) {
        String product = item.productRetailerId() == null ? "?" : item.productRetailerId();
        String pieces = Words.joined(" x ", plain(item.quantity()), product);
        String price = Words.joined(" ", plain(item.itemPrice()), item.currency());
        return item.itemPrice() == null ? Words.list(pieces, price) : pieces + ", " + price + " each";
    }

    private static @Nullable String total(List<Order.Item> items) {
        BigDecimal total = BigDecimal.ZERO;
        for (Order.Item item : items) {
            BigDecimal quantity = item.quantity();
            BigDecimal price = item.itemPrice();
            if (quantity == null
                    || price == null
                    || !Objects.equals(item.currency(), items.get(0).currency())) {
                return null;
            }
            total = total.add(quantity.multiply(price));
        }
        return items.isEmpty()
                ? null
                : "= " + Words.joined(" ", plain(total), items.get(0).currency());
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
