/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message and its recipient: {@code OutboundMessage.to("491701234567", OutboundContent.text("Hello"))}.
 *
 * <p>{@code toString} shows only the type. Immutable and thread-safe.
 *
 * @param to the recipient; absent if the endpoint or a header supplies it
 * @param content the content of the message
 * @param replyToMessageId id of a message of the same chat, at most 30 days old, to be quoted; ignored for reactions
 * @param callbackData any text up to 512 characters, returned in each status of this message
 * @param recipientIdentityKeyHash the message is sent only if the recipient's identity key has this hash (otherwise
 *     error 137000)
 * @param marketing sends a template through the API for marketing messages
 * @param directSend sends it outside the customer service window without a template of one's own
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public record OutboundMessage(
        @Nullable Recipient to,
        OutboundContent content,
        @Nullable String replyToMessageId,
        @Nullable String callbackData,
        @Nullable String recipientIdentityKeyHash,
        @Nullable MarketingOptions marketing,
        DirectSend directSend) {

    public OutboundMessage {
        requireNonNull(content, "content");
        requireNonNull(directSend, "directSend");
    }

    /** A message without {@link DirectSend}. */
    public OutboundMessage(
            @Nullable Recipient to,
            OutboundContent content,
            @Nullable String replyToMessageId,
            @Nullable String callbackData,
            @Nullable String recipientIdentityKeyHash,
            @Nullable MarketingOptions marketing) {
        this(to, content, replyToMessageId, callbackData, recipientIdentityKeyHash, marketing, DirectSend.NONE);
    }

    /** A message without a recipient, which the endpoint or a header supplies. */
    public static OutboundMessage of(OutboundContent content) {
        return new OutboundMessage(null, content, null, null, null, null);
    }

    /** A message to a phone number or user id, written as {@link Recipient#parse} reads it. */
    public static OutboundMessage to(String recipient, OutboundContent content) {
        return to(Recipient.parse(recipient), content);
    }

    /** A message to this recipient. */
    public static OutboundMessage to(Recipient recipient, OutboundContent content) {
        return new OutboundMessage(recipient, content, null, null, null, null);
    }

    /** The same to this recipient. */
    public OutboundMessage withTo(Recipient recipient) {
        return new OutboundMessage(
                recipient, content, replyToMessageId, callbackData, recipientIdentityKeyHash, marketing, directSend);
    }

    /** The same with other content. */
    public OutboundMessage withContent(OutboundContent other) {
        return new OutboundMessage(
                to, other, replyToMessageId, callbackData, recipientIdentityKeyHash, marketing, directSend);
    }

    /** The same as a reply to this message. */
    public OutboundMessage withReplyTo(@Nullable String messageId) {
        return new OutboundMessage(
                to, content, messageId, callbackData, recipientIdentityKeyHash, marketing, directSend);
    }

    /** The same with this callback data. */
    public OutboundMessage withCallbackData(@Nullable String data) {
        return new OutboundMessage(
                to, content, replyToMessageId, data, recipientIdentityKeyHash, marketing, directSend);
    }

    /** The same, to be sent only while the recipient's identity key has this hash. */
    public OutboundMessage withRecipientIdentityKeyHash(@Nullable String hash) {
        return new OutboundMessage(to, content, replyToMessageId, callbackData, hash, marketing, directSend);
    }

    /** The same, to be sent through the API for marketing messages. */
    public OutboundMessage withMarketing(@Nullable MarketingOptions options) {
        return new OutboundMessage(
                to, content, replyToMessageId, callbackData, recipientIdentityKeyHash, options, directSend);
    }

    /** The same, to be sent outside the customer service window without a template of one's own. */
    public OutboundMessage withDirectSend(DirectSend options) {
        return new OutboundMessage(
                to, content, replyToMessageId, callbackData, recipientIdentityKeyHash, marketing, options);
    }

    /** The same of this category: {@code utility} and {@code authentication} need no open window. */
    public OutboundMessage withCategory(@Nullable MessageCategory category) {
        return withDirectSend(directSend.withCategory(category));
    }

    /**
     * The same of this category, {@code utility}, {@code authentication} or {@code service}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public OutboundMessage withCategory(String category) {
        return withCategory(MessageCategory.parse(category));
    }

    /** The same, tried for so long; of a message with a category only. */
    public OutboundMessage withTimeToLive(@Nullable Duration timeToLive) {
        return withDirectSend(directSend.withTimeToLive(timeToLive));
    }

    @Override
    public String toString() {
        return "OutboundMessage[" + content + "]";
    }
}
