package io.github.whatsapp360.event.content;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** What a person would read; empty if there is nothing to read. */
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
        public Text {
            requireNonNull(body, "body");
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
     * @param latitude degrees, as precise as they came
     * @param longitude degrees, as precise as they came
     * @param name of the place, if it was picked from a list
     * @param address in one line
     * @param url of the place, which some businesses have
     */
    @JsonTypeName("location")
    record Location(
            BigDecimal latitude,
            BigDecimal longitude,
            @Nullable String name,
            @Nullable String address,
            @Nullable String url)
            implements InboundContent {
        public Location {
            requireNonNull(latitude, "latitude");
            requireNonNull(longitude, "longitude");
        }

        /** Name and address, or the two coordinates if there is neither. */
        @Override
        public String text() {
            String place = Stream.of(name == null ? "" : name, address == null ? "" : address)
                    .filter(part -> !part.isBlank())
                    .collect(Collectors.joining(", "));
            return place.isEmpty() ? latitude + ", " + longitude : place;
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
            contacts = List.copyOf(contacts);
        }

        /** The names. */
        @Override
        public String text() {
            return contacts.stream().map(ContactCard::text).collect(Collectors.joining(", "));
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
        public Button {
            requireNonNull(text, "text");
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
    record Reaction(String messageId, @Nullable String emoji) implements InboundContent {
        public Reaction {
            requireNonNull(messageId, "messageId");
            emoji = emoji != null && emoji.isEmpty() ? null : emoji;
        }

        @Override
        public String text() {
            return emoji == null ? "" : emoji;
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
     * @param text a comment
     * @param productItems what was ordered
     */
    @JsonTypeName("order")
    record Order(@Nullable String catalogId, String text, List<Item> productItems) implements InboundContent {
        public Order(@Nullable String catalogId, @Nullable String text, @Nullable List<Item> productItems) {
            this.catalogId = catalogId;
            this.text = text == null ? "" : text;
            this.productItems = productItems == null ? List.of() : List.copyOf(productItems);
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
            String body = notice.body();
            return body == null ? "" : body;
        }
    }

    /** The user opened the conversation for the first time and has not written yet. */
    @JsonTypeName("request_welcome")
    record RequestWelcome() implements InboundContent {}

    /**
     * The user replaced what an earlier message said.
     *
     * @param originalMessageId the earlier message
     * @param content what it says now
     */
    @JsonTypeName("edit")
    record Edit(
            String originalMessageId,
            @JsonProperty("message") InboundContent content) implements InboundContent {
        public Edit {
            requireNonNull(originalMessageId, "originalMessageId");
            requireNonNull(content, "content");
        }

        @Override
        public String text() {
            return content.text();
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
    record Revoke(String originalMessageId) implements InboundContent {
        public Revoke {
            requireNonNull(originalMessageId, "originalMessageId");
        }
    }

    /**
     * Something was written that the API does not hand over; the message's errors say why.
     *
     * @param kind what it was, for example {@code poll_creation}; not always told
     */
    @JsonTypeName("unsupported")
    record Unsupported(@JsonProperty("type") @Nullable String kind) implements InboundContent {}

    /** The old name of {@link Unsupported}. */
    @JsonTypeName("unknown")
    record LegacyUnsupported() implements InboundContent {}

    /** A disappearing message, of which the on-premises API tells only that it was there. */
    @JsonTypeName("ephemeral")
    record Ephemeral() implements InboundContent {}

    /** Stands in an imported history for a file that follows in an event of its own. */
    @JsonTypeName("media_placeholder")
    record MediaPlaceholder() implements InboundContent {}

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
