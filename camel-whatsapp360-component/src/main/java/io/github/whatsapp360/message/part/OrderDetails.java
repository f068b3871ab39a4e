/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.part;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bill that the customer can review and pay. Payments exist in India, Singapore and Brazil; the settings of a
 * country's payment method are in {@code paymentSettings}, as the page of that country shows them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param referenceId the business's own and unique id of this bill; at most 35 letters, digits, underscores, dashes,
 *     dots
 * @param type {@code digital-goods} or {@code physical-goods}
 * @param paymentType such as {@code upi} or {@code br}
 * @param paymentConfiguration the name of the configuration to pay through, in India
 * @param paymentSettings left out when empty
 * @param currency ISO 4217, such as {@code INR}
 * @param totalAmount what is to be paid
 * @param order what for; Brazil and Singapore allow to leave it out
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/pg/">Meta:
 *     order_details</a>
 */
public record OrderDetails(
        @JsonProperty("reference_id") String referenceId,
        String type,
        @JsonProperty("payment_type") @Nullable String paymentType,
        @JsonProperty("payment_configuration") @Nullable String paymentConfiguration,

        @JsonProperty("payment_settings") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Map<String, Object>> paymentSettings,

        String currency,
        @JsonProperty("total_amount") Amount totalAmount,
        @Nullable Order order) {

    public OrderDetails {
        requireNonNull(referenceId, "referenceId");
        requireNonNull(type, "type");
        paymentSettings = List.copyOf(paymentSettings);
        requireNonNull(currency, "currency");
        requireNonNull(totalAmount, "totalAmount");
    }

    /** Begins a bill. */
    public static Builder builder(String referenceId, String type, String currency, Amount totalAmount) {
        return new Builder(referenceId, type, currency, totalAmount);
    }

    /** Confined to one thread. */
    public static final class Builder {
        private final String referenceId;
        private final String type;
        private final String currency;
        private final Amount totalAmount;
        private @Nullable String paymentType;
        private @Nullable String paymentConfiguration;
        private List<Map<String, Object>> paymentSettings = List.of();
        private @Nullable Order order;

        private Builder(String referenceId, String type, String currency, Amount totalAmount) {
            this.referenceId = referenceId;
            this.type = type;
            this.currency = currency;
            this.totalAmount = totalAmount;
        }

        /** How it is paid, such as {@code upi}. */
        public Builder paymentType(String word) {
            this.paymentType = word;
            return this;
        }

        /** The name of the payment configuration to pay through. */
        public Builder paymentConfiguration(String name) {
            this.paymentConfiguration = name;
            return this;
        }

        /** The country's own settings, as its page shows them. */
        public Builder paymentSettings(List<Map<String, Object>> settings) {
            this.paymentSettings = settings;
            return this;
        }

        /** What is paid for. */
        public Builder order(Order items) {
            this.order = items;
            return this;
        }

        /** The bill. */
        public OrderDetails build() {
            return new OrderDetails(
                    referenceId,
                    type,
                    paymentType,
                    paymentConfiguration,
                    paymentSettings,
                    currency,
                    totalAmount,
                    order);
        }
    }
}
