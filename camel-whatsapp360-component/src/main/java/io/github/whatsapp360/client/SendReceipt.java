package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The API accepted a message. That is not <em>delivered</em>: delivery comes as status events with this message id.
 *
 * <p>Immutable and thread-safe.
 *
 * @param messageId the {@code wamid}
 * @param recipientId the {@code wa_id} that the API made of the recipient; may differ from what was sent, and is absent for
 *     groups and for users who hide their number
 * @param userId the business-scoped user id; absent in older answers
 * @param messageStatus {@code accepted}, {@code held_for_quality_assessment} or {@code paused}; templates only, as a rule
 */
public record SendReceipt(
        String messageId,
        @Nullable String recipientId,
        @Nullable String userId,
        @Nullable String messageStatus) {

    public SendReceipt {
        requireNonNull(messageId, "messageId");
    }

    /** The message id alone. */
    @Override
    public String toString() {
        return "SendReceipt[" + messageId + "]";
    }
}
