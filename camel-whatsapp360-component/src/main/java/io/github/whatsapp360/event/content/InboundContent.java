/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message. An unknown or unreadable type becomes {@link Unrecognized}, never an exception.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages"
 *     >Messages
 *     webhook</a>
 */
public sealed interface InboundContent
        permits MediaContent,
                InboundContent.Text,
                InboundContent.Location,
                InboundContent.Contacts,
                InboundContent.Button,
                InboundContent.Interactive,
                InboundContent.Reaction,
                InboundContent.Order,
                InboundContent.Notice,
                InboundContent.RequestWelcome,
                InboundContent.Edit,
                InboundContent.Revoke,
                InboundContent.Unsupported,
                InboundContent.LegacyUnsupported,
                InboundContent.Ephemeral,
                InboundContent.MediaPlaceholder,
                InboundContent.Unrecognized {

    /** The wire name, for example {@code text}. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /**
     * The readable text: the customer's text, otherwise a description in square brackets. Empty only for {@link
     * Unrecognized}, whose content is only in the JSON of the event.
     */
    default String text() {
        return "";
    }

    /** The payload or id of the tapped button or list row; null if there is none. */
    default @Nullable String buttonId() {
        return null;
    }

    /**
     * Plain text, in WhatsApp's own markup.
     *
     * @param body 1 to 4096 characters
     */
    @JsonTypeName("text")
    record Text(String body) implements InboundContent {
        public Text(@Nullable String body) {
            this.body = body == null ? "" : body;
        }

        @Override
        public String text() {
            return body;
        }

        @Override
        public String toString() {
            return "Text";
        }
    }

    /**
     * A place.
     *
     * @param latitude in degrees, with the received precision; null if missing, which the API does not document
     * @param longitude likewise
     * @param name of the place, if it was picked from a list
     * @param address in one line
     * @param url of the place, for some businesses
     */
    @JsonTypeName("location")
    record Location(
            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude,
            @Nullable String name,
            @Nullable String address,
            @Nullable String url)
            implements InboundContent {

        /** A line with name and address, one with the two coordinates, and one with the link. */
        @Override
        public String text() {
            String coordinates = latitude == null || longitude == null
                    ? ""
                    : latitude.toPlainString() + ", " + longitude.toPlainString();
            String text = Words.lines(Words.list(name, address), coordinates, url);
            return text.isEmpty() ? Words.note("location") : text;
        }

        @Override
        public String toString() {
            return "Location";
        }
    }

    /**
     * Contact cards.
     *
     * @param contacts usually one
     */
    @JsonTypeName("contacts")
    record Contacts(@JsonValue List<ContactCard> contacts) implements InboundContent {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Contacts {
            contacts = contacts.stream().filter(Objects::nonNull).toList();
        }

        /** The content of the cards, separated by empty lines. */
        @Override
        public String text() {
            String text = contacts.stream()
                    .map(ContactCard::text)
                    .filter(card -> !card.isEmpty())
                    .collect(Collectors.joining("\n\n"));
            return text.isEmpty() ? Words.note("contact card") : text;
        }
    }

    /**
     * A tap on a quick reply button of a template.
     *
     * @param payload the payload of the button in the template; its text if it has none
     * @param text the label of the button
     */
    @JsonTypeName("button")
    record Button(@Nullable String payload, String text) implements InboundContent {
        public Button(@Nullable String payload, @Nullable String text) {
            this.payload = payload;
            this.text = text == null ? "" : text;
        }

        @Override
        public @Nullable String buttonId() {
            return payload;
        }

        @Override
        public String toString() {
            return "Button";
        }
    }

    /**
     * An answer to an interactive message.
     *
     * @param reply which answer
     */
    @JsonTypeName("interactive")
    record Interactive(@JsonValue InteractiveReply reply) implements InboundContent {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Interactive {
            requireNonNull(reply, "reply");
        }

        @Override
        public String text() {
            return reply.text();
        }

        @Override
        public @Nullable String buttonId() {
            return reply.id();
        }
    }

    /**
     * A reaction to a message of this conversation.
     *
     * @param messageId id of the message
     * @param emoji null if the user removed the reaction
     */
    @JsonTypeName("reaction")
    record Reaction(@Nullable String messageId, @Nullable String emoji) implements InboundContent {
        public Reaction {
            emoji = emoji != null && emoji.isEmpty() ? null : emoji;
        }

        @Override
        public String text() {
            return emoji == null ? Words.note("reaction removed") : emoji;
        }

        @Override
        public String toString() {
            return "Reaction";
        }
    }

    /**
     * A cart that was sent from the catalog.
     *
     * @param catalogId the catalog
     * @param comment the comment of the customer; empty if none
     * @param productItems what was ordered
     */
    @JsonTypeName("order")
    record Order(
            @Nullable String catalogId,
            @JsonProperty("text") String comment,
            List<Item> productItems) implements InboundContent {
        public Order(
                @Nullable String catalogId,
                @JsonProperty("text") @Nullable String comment,
                @Nullable List<Item> productItems) {
            this.catalogId = catalogId;
            this.comment = comment == null ? "" : comment;
            this.productItems = productItems == null
                    ? List.of()
                    : productItems.stream().filter(Objects::nonNull).toList();
        }

        /** The comment, one line per item, and the total if all items have the same currency. */
        @Override
        public String text() {
            return OrderText.of(this);
        }

        @Override
        public String toString() {
            return "Order[" + productItems.size() + " items]";
        }

        /**
         * One line of the cart.
         *
         * @param productRetailerId the product id of the business (SKU)
         * @param quantity pieces
         * @param itemPrice price per item, in the main unit of the currency
         * @param currency three letters, ISO 4217
         */
        public record Item(
                @Nullable String productRetailerId,
                @Nullable BigDecimal quantity,
                @Nullable BigDecimal itemPrice,
                @Nullable String currency) {}
    }

    /**
     * A notice of WhatsApp about the user.
     *
     * @param notice the details
     */
    @JsonTypeName("system")
    record Notice(@JsonValue SystemNotice notice) implements InboundContent {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Notice {
            requireNonNull(notice, "notice");
        }

        @Override
        public String text() {
            return notice.text();
        }
    }

    /** The user opened the conversation for the first time and has not written yet. */
    @JsonTypeName("request_welcome")
    record RequestWelcome() implements InboundContent {
        @Override
        public String text() {
            return Words.note("opened the chat");
        }
    }

    /**
     * The user edited an earlier message.
     *
     * @param originalMessageId the earlier message
     * @param content the new content
     */
    @JsonTypeName("edit")
    record Edit(
            @Nullable String originalMessageId,
            @JsonProperty("message") InboundContent content) implements InboundContent {
        public Edit(@Nullable String originalMessageId, @Nullable InboundContent content) {
            this.originalMessageId = originalMessageId;
            this.content = content == null ? new Unrecognized("", "no message") : content;
        }

        @Override
        public String text() {
            String text = content.text();
            return text.isEmpty() ? Words.note("message edited") : text;
        }

        @Override
        public String toString() {
            return "Edit[" + content + "]";
        }
    }

    /**
     * The user deleted an earlier message for everyone.
     *
     * @param originalMessageId the earlier message
     */
    @JsonTypeName("revoke")
    record Revoke(@Nullable String originalMessageId) implements InboundContent {
        @Override
        public String text() {
            return Words.note("message deleted");
        }
    }

    /**
     * A message that the API does not support; its errors contain the reason.
     *
     * @param kind the kind of content, for example {@code poll_creation}; may be absent
     */
    @JsonTypeName("unsupported")
    record Unsupported(@JsonProperty("type") @Nullable String kind) implements InboundContent {
        @Override
        public String text() {
            return Words.note("unsupported", kind);
        }
    }

    /** The old name of {@link Unsupported}. */
    @JsonTypeName("unknown")
    record LegacyUnsupported() implements InboundContent {
        @Override
        public String text() {
            return Words.note("unsupported");
        }
    }

    /** A disappearing message, whose content the on-premises API does not deliver. */
    @JsonTypeName("ephemeral")
    record Ephemeral() implements InboundContent {
        @Override
        public String text() {
            return Words.note("disappearing message");
        }
    }

    /** A placeholder in an imported history for a file that follows as a separate event. */
    @JsonTypeName("media_placeholder")
    record MediaPlaceholder() implements InboundContent {
        @Override
        public String text() {
            return Words.note("file");
        }
    }

    /**
     * An unknown type, or a known type of unexpected form. The JSON is in the event's {@code raw()}.
     *
     * @param type the received type; empty if absent
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String type, String problem) implements InboundContent {
        public Unrecognized {
            requireNonNull(type, "type");
            requireNonNull(problem, "problem");
        }
    }
}
