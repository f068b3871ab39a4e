package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.whatsapp360.message.interactive.InteractiveAction;
import io.github.whatsapp360.message.interactive.InteractiveHeader;
import io.github.whatsapp360.message.interactive.ListSection;
import io.github.whatsapp360.message.interactive.Reply;
import io.github.whatsapp360.message.part.MediaRef;
import io.github.whatsapp360.message.part.Place;
import io.github.whatsapp360.message.template.TemplateComponent;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one message says: the object that stands under the name of its type in the request.
 *
 * <p>Lengths are in characters, counted as UTF-16 code units, which is never less than what the API may count. No
 * {@code toString} shows what a message says. Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public sealed interface OutboundContent
        permits OutboundContent.Text,
                OutboundMedia,
                OutboundContent.Location,
                OutboundContent.Contacts,
                OutboundContent.Reaction,
                OutboundContent.Interactive,
                OutboundContent.Template,
                OutboundContent.Raw {

    /** The wire name, for example {@code text}. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** Text without preview of its links. */
    static Text text(String body) {
        return new Text(body, false);
    }

    /** A picture. */
    static OutboundMedia.Image image(MediaRef media) {
        return new OutboundMedia.Image(media, null);
    }

    /** A film. */
    static OutboundMedia.Video video(MediaRef media) {
        return new OutboundMedia.Video(media, null);
    }

    /** A sound. */
    static OutboundMedia.Audio audio(MediaRef media) {
        return new OutboundMedia.Audio(media, null);
    }

    /** A voice note. */
    static OutboundMedia.Audio voice(MediaRef media) {
        return new OutboundMedia.Audio(media, true);
    }

    /** A document, shown under this name. */
    static OutboundMedia.Document document(MediaRef media, @Nullable String filename) {
        return new OutboundMedia.Document(media, null, filename);
    }

    /** A sticker. */
    static OutboundMedia.Sticker sticker(MediaRef media) {
        return new OutboundMedia.Sticker(media);
    }

    /** A bare point on the map. */
    static Location location(double latitude, double longitude) {
        return new Location(new Place(latitude, longitude, null, null));
    }

    /** A point on the map with its name and address. */
    static Location location(double latitude, double longitude, String name, @Nullable String address) {
        return new Location(new Place(latitude, longitude, name, address));
    }

    /** Contact cards. */
    static Contacts contacts(Contact... contacts) {
        return new Contacts(List.of(contacts));
    }

    /** An emoji on a message of the customer. */
    static Reaction reaction(String messageId, String emoji) {
        return new Reaction(messageId, emoji);
    }

    /** Takes our emoji off that message. */
    static Reaction removeReaction(String messageId) {
        return new Reaction(messageId, "");
    }

    /** A question with 1 to 3 answers to tap. */
    static Interactive buttons(String body, Reply... replies) {
        return interactive(body, new InteractiveAction.ReplyButtons(List.of(replies)));
    }

    /** A question with a menu of up to 10 rows, which the button opens. */
    static Interactive list(String body, String button, ListSection.Row... rows) {
        return interactive(body, new InteractiveAction.ListMenu(button, List.of(new ListSection(null, List.of(rows)))));
    }

    /** Words and an action, without header and footer. */
    static Interactive interactive(@Nullable String body, InteractiveAction action) {
        return new Interactive(null, body, null, action);
    }

    /** A template whose body takes these values by position; none if it has no variables. */
    static Template template(String name, String language, Object... body) {
        return template(name, language, TemplateParameters.of(List.of(body)));
    }

    /** A template with parameters of any kind. */
    static Template template(String name, String language, TemplateParameters parameters) {
        return new Template(name, new Template.Language(language), parameters.components());
    }

    /**
     * Text with WhatsApp's markup ({@code *bold*}, {@code _italic_}, {@code ~struck~}, three backticks for code).
     *
     * @param body 1 to 4096 characters
     * @param previewUrl whether the first link is shown with a preview
     */
    @JsonTypeName("text")
    record Text(String body, @JsonProperty("preview_url") boolean previewUrl) implements OutboundContent {

        public Text {
            requireNonNull(body, "body");
        }

        /** The same with a preview of its first link. */
        public Text withPreview() {
            return new Text(body, true);
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * A point on the map.
     *
     * @param place where
     */
    @JsonTypeName("location")
    record Location(@JsonValue Place place) implements OutboundContent {

        public Location {
            requireNonNull(place, "place");
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * Contact cards.
     *
     * @param contacts 1 to 5: Meta's OpenAPI says 5, its page 257
     */
    @JsonTypeName("contacts")
    record Contacts(@JsonValue List<Contact> contacts) implements OutboundContent {

        public Contacts {
            contacts = List.copyOf(contacts);
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * An emoji on a message. Gets no status but {@code sent}; on a message that is gone, unknown or over 30 days old it
     * fails later, with 131009.
     *
     * @param messageId a message of the customer
     * @param emoji one emoji; empty takes ours off
     */
    @JsonTypeName("reaction")
    record Reaction(@JsonProperty("message_id") String messageId, String emoji) implements OutboundContent {

        public Reaction {
            requireNonNull(messageId, "messageId");
            requireNonNull(emoji, "emoji");
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * Words with something to tap; which parts it takes says the action.
     *
     * @param header above the body
     * @param body 1 to 1024 characters
     * @param footer 1 to 60 characters
     * @param action what it offers
     */
    @JsonTypeName("interactive")
    record Interactive(
            @Nullable InteractiveHeader header,
            @JsonIgnore @Nullable String body,
            @JsonIgnore @Nullable String footer,
            InteractiveAction action)
            implements OutboundContent {

        public Interactive {
            requireNonNull(action, "action");
        }

        /** The same under this header. */
        public Interactive withHeader(@Nullable InteractiveHeader above) {
            return new Interactive(above, body, footer, action);
        }

        /** The same above this footer. */
        public Interactive withFooter(@Nullable String below) {
            return new Interactive(header, body, below, action);
        }

        @JsonProperty("type")
        String kind() {
            return action.type();
        }

        @JsonProperty("body")
        @Nullable
        Map<String, String> wireBody() {
            return body == null ? null : Map.of("text", body);
        }

        @JsonProperty("footer")
        @Nullable
        Map<String, String> wireFooter() {
            return footer == null ? null : Map.of("text", footer);
        }

        @Override
        public String toString() {
            return type() + "/" + action.type();
        }
    }

    /**
     * A message that Meta has approved; the only kind that reaches a customer whose service window is closed.
     *
     * @param name 1 to 512 lower-case letters, digits and underscores
     * @param language of which translation
     * @param components what fills its variables; left out when empty
     */
    @JsonTypeName("template")
    record Template(
            String name,
            Language language,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TemplateComponent> components)
            implements OutboundContent {

        public Template {
            requireNonNull(name, "name");
            requireNonNull(language, "language");
            components = List.copyOf(components);
        }

        @Override
        public String toString() {
            return type() + "/" + name;
        }

        /**
         * A language.
         *
         * @param code such as {@code de} or {@code en_US}, exactly as the template has it (else error 132001)
         */
        public record Language(String code) {
            public Language {
                requireNonNull(code, "code");
            }
        }
    }

    /**
     * Escape hatch: a type that the API has and this version has not.
     *
     * @param type the wire name
     * @param payload what stands under that name, sent untouched
     */
    record Raw(@JsonIgnore String type, @JsonValue Map<String, Object> payload) implements OutboundContent {

        public Raw {
            requireNonNull(type, "type");
            payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
        }

        @Override
        public String toString() {
            return type;
        }
    }
}
