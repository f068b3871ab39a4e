/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.Contact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status of a payment (India). Before you deliver goods, verify the payment by its reference id.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the status exactly as received
 * @param contact the user's contact data
 * @param id the id of the order message
 * @param status {@code captured}, {@code pending}, {@code failed}, or the received value
 * @param timestamp time of the event; precision one second
 * @param recipientId the user's number, otherwise the business-scoped user id
 * @param recipientUserId the business-scoped user id
 * @param payment the payment
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/pg"
 *     >Payments</a>
 */
public record PaymentStatus(
        EventSource source,
        RawJson raw,
        @Nullable Contact contact,
        String id,
        String status,
        @Nullable Instant timestamp,
        @Nullable String recipientId,
        @Nullable String recipientUserId,
        @Nullable Payment payment)
        implements InboundEvent {

    public PaymentStatus {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(id, "id");
        requireNonNull(status, "status");
    }

    @Override
    public String family() {
        return EventFamily.STATUS.word();
    }

    @Override
    public String eventId() {
        return id;
    }

    @Override
    public String messageId() {
        return id;
    }

    @Override
    public String toString() {
        return "PaymentStatus[id=" + id + ", status=" + status + "]";
    }

    /**
     * A payment.
     *
     * @param referenceId the order number of the business
     * @param amount the amount to pay
     * @param currency three letters, ISO 4217
     * @param transaction the transaction of the payment provider
     * @param receipt the provider's receipt
     * @param notes the notes of the business on the order, by name
     * @param fields the custom fields of the business, {@code udf1}, {@code additional_info1} and so on, by name
     */
    public record Payment(
            @Nullable String referenceId,
            @Nullable Amount amount,
            @Nullable String currency,
            @Nullable Transaction transaction,
            @Nullable String receipt,
            Map<String, String> notes,
            Map<String, String> fields) {

        public Payment {
            notes = present(notes);
            fields = present(fields);
        }

        /** The same with these fields. */
        public Payment withFields(Map<String, String> others) {
            return new Payment(referenceId, amount, currency, transaction, receipt, notes, others);
        }

        private static Map<String, String> present(@Nullable Map<String, String> values) {
            Map<String, String> present = new LinkedHashMap<>(values == null ? Map.of() : values);
            present.values().removeIf(Objects::isNull);
            return Collections.unmodifiableMap(present);
        }

        @Override
        public String toString() {
            return "Payment";
        }
    }

    /** An amount: value divided by offset, which is usually 100. */
    public record Amount(
            @Nullable BigDecimal value, @Nullable BigDecimal offset) {}

    /**
     * The transaction of the payment provider.
     *
     * @param id WhatsApp's id
     * @param pgTransactionId the provider's id
     * @param type the provider, for example {@code razorpay}
     * @param status {@code success}, {@code failed} or {@code pending}
     * @param createdTimestamp when it began
     * @param updatedTimestamp when its status changed
     * @param amount the amount of this transaction
     * @param currency three letters, ISO 4217
     * @param method the payment method
     * @param error the reason of a failure
     * @param refunds the refunds
     */
    public record Transaction(
            @Nullable String id,
            @Nullable String pgTransactionId,
            @Nullable String type,
            @Nullable String status,
            @Nullable Instant createdTimestamp,
            @Nullable Instant updatedTimestamp,
            @Nullable Amount amount,
            @Nullable String currency,
            @Nullable Method method,
            @Nullable Failure error,
            List<Refund> refunds) {

        public Transaction {
            refunds = refunds == null
                    ? List.of()
                    : refunds.stream().filter(Objects::nonNull).toList();
        }

        /**
         * A refund.
         *
         * @param id the provider's id
         * @param amount how much
         * @param speedProcessed {@code normal} or {@code instant}
         * @param status {@code success}, {@code failed} or {@code pending}
         */
        public record Refund(
                @Nullable String id,
                @Nullable Amount amount,
                @Nullable String speedProcessed,
                @Nullable String status) {}

        /** The payment method, for example {@code upi}. */
        public record Method(@Nullable String type) {}

        /** The reason of a failure, by the codes of the provider. */
        public record Failure(
                @Nullable String code, @Nullable String reason) {}
    }
}
