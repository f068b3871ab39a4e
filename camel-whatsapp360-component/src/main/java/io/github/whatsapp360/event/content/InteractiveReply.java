/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user answered to an interactive message.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/interactive">Interactive
 *     messages webhook</a>
 */
public sealed interface InteractiveReply {

    /** The wire name, for example {@code button_reply}. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** The id of the tapped button or list row; null for other replies. */
    default @Nullable String id() {
        return null;
    }

    /** The readable text; empty if there is none. */
    default String text() {
        return "";
    }

    /**
     * A tap on a reply button.
     *
     * @param id the id of the button
     * @param title the label of the button
     */
    @JsonTypeName("button_reply")
    record ButtonReply(@Nullable String id, @Nullable String title) implements InteractiveReply {
        @Override
        public String text() {
            return Words.lines(title);
        }

        @Override
        public String toString() {
            return "ButtonReply";
        }
    }

    /**
     * A row of a list.
     *
     * @param id the id of the row
     * @param title its first line
     * @param description its second line
     */
    @JsonTypeName("list_reply")
    record ListReply(
            @Nullable String id,
            @Nullable String title,
            @Nullable String description) implements InteractiveReply {
        /** The two lines of the row. */
        @Override
        public String text() {
            return Words.lines(title, description);
        }

        @Override
        public String toString() {
            return "ListReply";
        }
    }

    /**
     * A form that was filled in: a flow, or an address.
     *
     * @param name which kind, {@code flow} or {@code address_message}
     * @param body the text shown in the conversation, {@code Sent} for a flow
     * @param responseJson the fields as JSON in a string: usually an object, not validated
     */
    @JsonTypeName("nfm_reply")
    record FormReply(
            @Nullable String name,
            @Nullable String body,
            @Nullable String responseJson) implements InteractiveReply {

        /** What WhatsApp writes for every flow, whatever was answered. */
        private static final String SENT = "Sent";

        /**
         * The fields, one per line: {@code name: value}. The token of a flow is omitted, and files are shown by their
         * names. For a form that is not a flow, the text of the conversation comes first.
         */
        @Override
        public String text() {
            String shown = body == null ? "" : body;
            String answers = responseJson == null ? "" : answers(responseJson);
            boolean says = !shown.equalsIgnoreCase(SENT) && !"flow".equals(name);
            String text = Words.lines(says || answers.isBlank() ? shown : null, answers);
            return text.isEmpty() ? Words.note("form") : text;
        }

        /** A response that is not JSON is shown as received. */
        private static String answers(String json) {
            String lines = ReadableJson.lines(json, "flow_token"::equals);
            return lines == null ? json : lines;
        }

        @Override
        public String toString() {
            return "FormReply";
        }
    }

    /**
     * The reply to a request for permission to call.
     *
     * @param response {@code accept} or {@code reject}
     * @param permanent whether it stays so; null for a rejection
     * @param expirationTimestamp until when; null if it is permanent, or a rejection
     * @param responseSource {@code user_action}, or {@code automatic} because the user called
     */
    @JsonTypeName("call_permission_reply")
    record CallPermissionReply(
            @Nullable String response,
            @JsonProperty("is_permanent") @Nullable Boolean permanent,
            @Nullable Instant expirationTimestamp,
            @Nullable String responseSource)
            implements InteractiveReply {
        @Override
        public String text() {
            return Words.note(
                    "call permission",
                    response,
                    Boolean.TRUE.equals(permanent) ? "permanent" : null,
                    Words.labelled("until", expirationTimestamp),
                    responseSource);
        }
    }

    /**
     * The selected payment method (Brazil).
     *
     * @param paymentMethod for example {@code offsite_card_pay}
     * @param paymentTimestamp when
     * @param referenceId the order number of the business
     * @param lastFourDigits of the card
     * @param credentialId the stored card
     */
    @JsonTypeName("payment_method")
    record PaymentMethod(
            @Nullable String paymentMethod,
            @Nullable Instant paymentTimestamp,
            @Nullable String referenceId,
            @Nullable String lastFourDigits,
            @Nullable String credentialId)
            implements InteractiveReply {
        @Override
        public String text() {
            return Words.note(
                    "payment method",
                    paymentMethod,
                    Words.labelled("card ending", lastFourDigits),
                    Words.labelled("reference", referenceId),
                    paymentTimestamp);
        }

        @Override
        public String toString() {
            return "PaymentMethod";
        }
    }

    /**
     * A product of the catalog that the customer sends, since August 2026; its members are not documented in full.
     *
     * @param catalogId the catalog
     * @param productRetailerId the business's own number of the product
     */
    @JsonTypeName("product")
    record ProductReply(
            @Nullable String catalogId, @Nullable String productRetailerId) implements InteractiveReply {
        @Override
        public @Nullable String id() {
            return productRetailerId;
        }

        @Override
        public String text() {
            return Words.note("product", productRetailerId, Words.labelled("catalog", catalogId));
        }

        @Override
        public String toString() {
            return "ProductReply";
        }
    }

    /**
     * An unknown kind of reply, or a known kind of unexpected form. The JSON is in the event's {@code raw()}.
     *
     * @param type the received type; empty if absent
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String type, String problem) implements InteractiveReply {
        public Unrecognized {
            requireNonNull(type, "type");
            requireNonNull(problem, "problem");
        }
    }
}
