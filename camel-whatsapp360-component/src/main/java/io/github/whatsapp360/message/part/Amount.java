/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.part;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A sum of money in the currency of its order: {@code value / offset}, so 1100 and 100 are 11.00.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value in the smallest unit
 * @param offset 100 for every currency that can be paid with today
 * @param description shown beside a tax, the shipping or a discount; at most 60 characters
 * @param discountProgramName for a discount in India; at most 60 characters
 * @see <a
 *     href="https://docs.360dialog.com/docs/messaging/payments/payments-india-only/receive-whatsapp-payments-via-payments-gateway">360dialog:
 *     Payments</a>
 */
public record Amount(
        long value,
        int offset,
        @Nullable String description,
        @JsonProperty("discount_program_name") @Nullable String discountProgramName) {

    /** So many hundredths. */
    public static Amount cents(long value) {
        return new Amount(value, 100, null, null);
    }

    /** The same, shown with this description. */
    public Amount withDescription(String text) {
        return new Amount(value, offset, text, discountProgramName);
    }
}
