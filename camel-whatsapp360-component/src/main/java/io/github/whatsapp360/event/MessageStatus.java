/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.event.content.Contact;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.event.content.Words;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status of a sent message. Statuses arrive in any order, and some may be missing: {@code sent} &lt; {@code
 * delivered} &lt; {@code read} &lt; {@code played}; {@code failed} is final.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the status exactly as received
 * @param contact the user's contact data; as a rule not for {@code failed}
 * @param id the message id that the send returned
 * @param status {@code sent}, {@code delivered}, {@code read}, {@code played}, {@code failed}, {@code deleted}, {@code
 *     warning}, or the received value
 * @param timestamp time of the event; precision one second
 * @param recipientId a phone number or group id, otherwise the business-scoped user id
 * @param recipientUserId the business-scoped user id
 * @param recipientParentUserId the parent user id of linked portfolios
 * @param recipientType {@code group} for a message to a group; null otherwise
 * @param recipientIdentityKeyHash hash of the recipient's identity key, if the identity change check is on
 * @param groupId id of the group it was sent to
 * @param participant the member of the group that it refers to
 * @param callbackData the callback data of the send, up to 512 characters
 * @param templateId id of the template, if the API chose it
 * @param conversation the billing conversation, in older versions of the API
 * @param pricing the price; in {@code sent} and in one of {@code delivered} and {@code read}
 * @param errors the reasons of a failure
 * @param problem the classified first error: an exception of the family that a failed send throws; null if there is no
 *     error
 * @see <a
 * href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status"
 *     >Status
 *     messages webhook</a>
 */
public record MessageStatus(
        EventSource source,
        RawJson raw,
        @Nullable Contact contact,
        String id,
        String status,
        @Nullable Instant timestamp,
        @Nullable String recipientId,
        @Nullable String recipientUserId,
        @Nullable String recipientParentUserId,
        @Nullable String recipientType,
        @Nullable String recipientIdentityKeyHash,
        @Nullable String groupId,
        @Nullable Participant participant,
        @Nullable String callbackData,
        @Nullable String templateId,
        @Nullable Conversation conversation,
        @Nullable Pricing pricing,
        List<ErrorItem> errors,
        @Nullable Problem problem)
        implements InboundEvent {

    public MessageStatus {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(id, "id");
        requireNonNull(status, "status");
        errors = List.copyOf(errors);
    }

    @Override
    public String family() {
        return EventFamily.STATUS.word();
    }

    /** The status and its errors. */
    @Override
    public String text() {
        return Words.lines(
                status, Words.lines(errors.stream().map(ErrorItem::text).toArray()));
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
    public @Nullable Integer errorCode() {
        return errors.isEmpty() ? null : errors.get(0).code();
    }

    /**
     * Compares the received values, which determine all others. The problem is excluded, because exceptions have no
     * equality.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessageStatus that
                && source.equals(that.source)
                && raw.equals(that.raw)
                && Objects.equals(contact, that.contact);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    @Override
    public String toString() {
        return "MessageStatus[id=" + id + ", status=" + status + ", errorCode=" + errorCode() + "]";
    }

    /**
     * A member of a group.
     *
     * @param id the phone number
     * @param userId the business-scoped user id
     * @param parentUserId the parent user id of linked portfolios
     */
    public record Participant(
            @Nullable String id,
            @Nullable String userId,
            @Nullable String parentUserId) {
        @Override
        public String toString() {
            return "Participant";
        }
    }

    /**
     * The unit of billing until July 2025, and for free entry points.
     *
     * @param id the conversation
     * @param expirationTimestamp the end of the conversation
     * @param origin the origin of the conversation
     */
    public record Conversation(
            @Nullable String id,
            @Nullable Instant expirationTimestamp,
            @Nullable Origin origin) {

        /** The origin of a conversation, for example {@code referral_conversion}. */
        public record Origin(@Nullable String type) {}
    }

    /**
     * The price of a message.
     *
     * @param billable deprecated by Meta; use type and category instead
     * @param model {@code PMP} per message, {@code CBP} per conversation
     * @param type {@code regular}, {@code free_customer_service} or {@code free_entry_point}
     * @param category for example {@code marketing}, {@code utility}, {@code service}
     */
    public record Pricing(
            @Nullable Boolean billable,
            @JsonProperty("pricing_model") @Nullable String model,
            @Nullable String type,
            @Nullable String category) {}
}
