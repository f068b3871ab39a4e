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
 * How far a message of ours got. States come in any order, and may be skipped: {@code sent} &lt; {@code delivered} &lt; {@code
 * read} &lt; {@code played}; {@code failed} is final.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the status exactly as it came
 * @param contact what WhatsApp tells of the user; never for {@code failed}
 * @param id the message, as it was answered to the send
 * @param status {@code sent}, {@code delivered}, {@code read}, {@code played}, {@code failed}, {@code deleted}, {@code warning},
 *     or the word as it came
 * @param timestamp when; precision one second
 * @param recipientId a phone number or group id; else the business-scoped user id
 * @param recipientUserId the business-scoped user id
 * @param recipientParentUserId the same among linked portfolios
 * @param recipientType {@code group} for a message to a group; null otherwise
 * @param recipientIdentityKeyHash digest of the recipient's key, where the identity change check is on
 * @param groupId the group it was sent to
 * @param participant whom of the group it is about
 * @param callbackData the sender's own text from the send, up to 512 characters
 * @param templateId the template, where the API chose it
 * @param conversation the billing conversation, in older versions of the API
 * @param pricing what it costs; in {@code sent} and in one of {@code delivered} and {@code read}
 * @param errors why it failed
 * @param problem what the first error means; an exception of the family that a failed send throws; null if there is no error
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status">Status
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

    /** The state, and why if there are errors. */
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

    /** Equal if it came equal; all else follows from these. The problem is left out, because exceptions are equal to none. */
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
     * @param parentUserId the same among linked portfolios
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
     * @param expirationTimestamp until when messages belong to it
     * @param origin what opened it
     */
    public record Conversation(
            @Nullable String id,
            @Nullable Instant expirationTimestamp,
            @Nullable Origin origin) {

        /** What opened a conversation, for example {@code referral_conversion}. */
        public record Origin(@Nullable String type) {}
    }

    /**
     * What a message costs.
     *
     * @param billable to be retired; decide by type and category
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
