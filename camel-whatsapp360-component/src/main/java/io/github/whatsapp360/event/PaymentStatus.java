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
 * How far a payment got (India). Not enough to hand out goods: look the payment up by its reference id.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the status exactly as it came
 * @param contact what WhatsApp tells of the user
 * @param id the order message
 * @param status {@code captured}, {@code pending}, {@code failed}, or the word as it came
 * @param timestamp when; precision one second
 * @param recipientId the user's number, else the business-scoped user id
 * @param recipientUserId the business-scoped user id
 * @param payment the payment
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/pg">Payments</a>
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
     * @param referenceId the business's own number of the order
     * @param amount what was to be paid
     * @param currency three letters, ISO 4217
     * @param transaction what the payment provider did
     * @param receipt the provider's receipt
     * @param notes what the business noted on the order, by name
     * @param fields the business's own fields, {@code udf1} and {@code additional_info1} and so on, by name
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

    /** An amount: value divided by offset, which is 100 as a rule. */
    public record Amount(
            @Nullable BigDecimal value, @Nullable BigDecimal offset) {}

    /**
     * What the payment provider did.
     *
     * @param id WhatsApp's id
     * @param pgTransactionId the provider's id
     * @param type the provider, for example {@code razorpay}
     * @param status {@code success}, {@code failed} or {@code pending}
     * @param createdTimestamp when it began
     * @param updatedTimestamp when it got here
     * @param amount what this transaction moved
     * @param currency three letters, ISO 4217
     * @param method how it was paid
     * @param error why it failed
     * @param refunds what was given back
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
         * Money that was given back.
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

        /** How it was paid, for example {@code upi}. */
        public record Method(@Nullable String type) {}

        /** Why it failed, by the provider's codes. */
        public record Failure(
                @Nullable String code, @Nullable String reason) {}
    }
}
