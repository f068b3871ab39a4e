/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * The content of a message: the object under the name of its type in the request.
 *
 * <p>Lengths are in characters, counted as UTF-16 code units, which is never less than what the API may count. {@code
 * toString} never shows message text. Immutable and thread-safe.
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

    /** Text without a link preview. */
    static Text text(String body) {
        return new Text(body, false);
    }

    /** An image. */
    static OutboundMedia.Image image(MediaRef media) {
        return new OutboundMedia.Image(media, null);
    }

    /** A video. */
    static OutboundMedia.Video video(MediaRef media) {
        return new OutboundMedia.Video(media, null);
    }

    /** An audio file. */
    static OutboundMedia.Audio audio(MediaRef media) {
        return new OutboundMedia.Audio(media, null);
    }

    /** A voice note. */
    static OutboundMedia.Audio voice(MediaRef media) {
        return new OutboundMedia.Audio(media, true);
    }

    /** A document with this file name. */
    static OutboundMedia.Document document(MediaRef media, @Nullable String filename) {
        return new OutboundMedia.Document(media, null, filename);
    }

    /** A sticker. */
    static OutboundMedia.Sticker sticker(MediaRef media) {
        return new OutboundMedia.Sticker(media);
    }

    /** A location without name and address. */
    static Location location(double latitude, double longitude) {
        return new Location(new Place(latitude, longitude, null, null));
    }

    /** A location with name and address. */
    static Location location(double latitude, double longitude, String name, @Nullable String address) {
        return new Location(new Place(latitude, longitude, name, address));
    }

    /** Contact cards. */
    static Contacts contacts(Contact... contacts) {
        return new Contacts(List.of(contacts));
    }

    /** A reaction to a message of the customer. */
    static Reaction reaction(String messageId, String emoji) {
        return new Reaction(messageId, emoji);
    }

    /** Removes the reaction to that message. */
    static Reaction removeReaction(String messageId) {
        return new Reaction(messageId, "");
    }

    /** A message with 1 to 3 reply buttons. */
    static Interactive buttons(String body, Reply... replies) {
        return interactive(body, new InteractiveAction.ReplyButtons(List.of(replies)));
    }

    /** A message with a list of up to 10 rows, opened by a button. */
    static Interactive list(String body, String button, ListSection.Row... rows) {
        return interactive(body, new InteractiveAction.ListMenu(button, List.of(new ListSection(null, List.of(rows)))));
    }

    /** An interactive message without header and footer. */
    static Interactive interactive(@Nullable String body, InteractiveAction action) {
        return new Interactive(null, body, null, action);
    }

    /** A template with positional body parameters; none if it has no variables. */
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
     * @param previewUrl whether to show a preview of the first link
     */
    @JsonTypeName("text")
    record Text(String body, @JsonProperty("preview_url") boolean previewUrl) implements OutboundContent {

        public Text {
            requireNonNull(body, "body");
        }

        /** The same with a preview of the first link. */
        public Text withPreview() {
            return new Text(body, true);
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * A location.
     *
     * @param place the location
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
     * A reaction to a message. Its only status is {@code sent}; for a message that is deleted, unknown or more than 30
     * days old it fails later, with 131009.
     *
     * @param messageId a message of the customer
     * @param emoji one emoji; empty to remove the reaction
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
     * An interactive message. The action determines which parts are allowed.
     *
     * @param header above the body
     * @param body 1 to 1024 characters
     * @param footer 1 to 60 characters
     * @param action the buttons, list or other action
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

        /** The same with this header. */
        public Interactive withHeader(@Nullable InteractiveHeader above) {
            return new Interactive(above, body, footer, action);
        }

        /** The same with this footer. */
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
     * A message that Meta has approved. It can be delivered while the service window is closed.
     *
     * @param name 1 to 512 lower-case letters, digits and underscores
     * @param language language of the translation
     * @param components the values of the variables; omitted if empty
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
         * A language code.
         *
         * @param code such as {@code de} or {@code en_US}, exactly as in the template (otherwise error 132001)
         */
        public record Language(String code) {
            public Language {
                requireNonNull(code, "code");
            }
        }
    }

    /**
     * A message type that this version does not support otherwise.
     *
     * @param type the wire name
     * @param payload the value under that name, sent unchanged
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
