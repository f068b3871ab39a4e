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
 * What a message says. A type that this version does not know, or cannot read, is {@link Unrecognized}, never an exception.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages">Messages
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
     * What a person would read: the customer's words; else, in square brackets, what came instead of words. Empty for {@link
     * Unrecognized} alone, of which only the event's JSON tells.
     */
    default String text() {
        return "";
    }

    /** The payload or id of what was tapped; null if nothing was. */
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
     * @param latitude degrees, as precise as they came; null if it is missing, which the API does not document
     * @param longitude likewise
     * @param name of the place, if it was picked from a list
     * @param address in one line
     * @param url of the place, which some businesses have
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

        /** All that stands on the cards, with an empty line between two of them. */
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
     * @param payload what the template carried for this button; its text if it carried nothing
     * @param text what stands on the button
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
     * An emoji at one of the messages of this conversation.
     *
     * @param messageId the message it is at
     * @param emoji null if the user took the reaction back
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
     * @param comment what the customer wrote with it; empty if nothing
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

        /** The comment, a line for each item, and one with the sum if all items have the same currency. */
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
         * @param productRetailerId the business's own number of the product
         * @param quantity pieces
         * @param itemPrice of one piece, in the currency's main unit
         * @param currency three letters, ISO 4217
         */
        public record Item(
                @Nullable String productRetailerId,
                @Nullable BigDecimal quantity,
                @Nullable BigDecimal itemPrice,
                @Nullable String currency) {}
    }

    /**
     * WhatsApp's own word about the user, who did not write it.
     *
     * @param notice what happened
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
     * The user replaced what an earlier message said.
     *
     * @param originalMessageId the earlier message
     * @param content what it says now
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
     * The user took an earlier message back, for everyone.
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
     * Something was written that the API does not hand over; the message's errors say why.
     *
     * @param kind what it was, for example {@code poll_creation}; not always told
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

    /** A disappearing message, of which the on-premises API tells only that it was there. */
    @JsonTypeName("ephemeral")
    record Ephemeral() implements InboundContent {
        @Override
        public String text() {
            return Words.note("disappearing message");
        }
    }

    /** Stands in an imported history for a file that follows in an event of its own. */
    @JsonTypeName("media_placeholder")
    record MediaPlaceholder() implements InboundContent {
        @Override
        public String text() {
            return Words.note("file");
        }
    }

    /**
     * A type without a record, or one that does not look as it should. The JSON is in the event's {@code raw()}.
     *
     * @param type the word as it came; empty if there was none
     * @param problem why it is not typed; fit for a log, holds no customer data
     */
    record Unrecognized(String type, String problem) implements InboundContent {
        public Unrecognized {
            requireNonNull(type, "type");
            requireNonNull(problem, "problem");
        }
    }
}
