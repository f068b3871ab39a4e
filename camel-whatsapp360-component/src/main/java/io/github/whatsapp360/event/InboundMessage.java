/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.Contact;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.event.content.Identity;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.InteractiveReply;
import io.github.whatsapp360.event.content.MediaContent;
import io.github.whatsapp360.event.content.Referral;
import io.github.whatsapp360.event.content.ReplyContext;
import io.github.whatsapp360.event.content.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message from a customer. In Simple: {@code ${body.from}}, {@code ${body.text}}, {@code ${body.content.body}}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the message exactly as received
 * @param contact the user's contact data
 * @param id the message id, for example {@code wamid.…}; null if absent
 * @param from the sender: a phone number, otherwise the business-scoped user id; in a group the participant
 * @param fromUserId the business-scoped user id
 * @param fromParentUserId the parent user id of linked portfolios
 * @param groupId id of the group; a reply to {@code from} does not appear in the group
 * @param timestamp when it was sent; precision one second
 * @param context the message that it replies to or quotes
 * @param referral the advertisement that brought the user
 * @param errors the reason why unsupported content was not delivered
 * @param identity the user's identity key, if the identity change check is on
 * @param conversationContext the conversation before it was handed over to this number
 * @param content the content of the message
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages"
 *     >Messages
 *     webhook</a>
 */
public record InboundMessage(
        EventSource source,
        RawJson raw,
        @Nullable Contact contact,
        @Nullable String id,
        @Nullable String from,
        @Nullable String fromUserId,
        @Nullable String fromParentUserId,
        @Nullable String groupId,
        @Nullable Instant timestamp,
        @Nullable ReplyContext context,
        @Nullable Referral referral,
        List<ErrorItem> errors,
        @Nullable Identity identity,
        @Nullable ConversationContext conversationContext,
        InboundContent content)
        implements InboundEvent {

    public InboundMessage {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(content, "content");
        errors = List.copyOf(errors);
    }

    @Override
    public String family() {
        return EventFamily.MESSAGE.word();
    }

    /**
     * The text of the message, see {@link InboundContent#text()}, followed in square brackets by its context: a
     * product, the advertisement that the customer came from, and the earlier conversation.
     */
    @Override
    public String text() {
        ReplyContext.Product product = context == null ? null : context.referredProduct();
        return Words.lines(
                said(),
                Words.lines(errors.stream().map(ErrorItem::text).toArray()),
                product == null ? null : product.text(),
                referral == null ? null : referral.text(),
                conversationContext == null ? null : conversationContext.text());
    }

    private String said() {
        String text = content.text();
        if (text.isEmpty()) {
            return EventText.ofUnrecognized(raw, content.type());
        }
        // Not all members of a product are known.
        boolean more = content instanceof InboundContent.Interactive interactive
                && interactive.reply() instanceof InteractiveReply.ProductReply;
        return more ? Words.lines(text, EventText.ofContent(raw)) : text;
    }

    @Override
    public @Nullable String eventId() {
        return id;
    }

    @Override
    public @Nullable String messageId() {
        return id;
    }

    @Override
    public String messageType() {
        return content.type();
    }

    @Override
    public @Nullable String contextMessageId() {
        return context == null ? null : context.id();
    }

    @Override
    public @Nullable String mediaId() {
        return content instanceof MediaContent media ? media.id() : null;
    }

    @Override
    public @Nullable String mimeType() {
        return content instanceof MediaContent media ? media.mimeType() : null;
    }

    @Override
    public @Nullable String mediaFileName() {
        return content instanceof MediaContent media ? media.filename() : null;
    }

    @Override
    public @Nullable String buttonId() {
        return content.buttonId();
    }

    @Override
    public @Nullable Integer errorCode() {
        return errors.isEmpty() ? null : errors.get(0).code();
    }

    @Override
    public String toString() {
        return "InboundMessage[id=" + id + ", type=" + content.type() + "]";
    }
}
