/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static io.github.whatsapp360.json.Limit.absent;
import static io.github.whatsapp360.json.Limit.alike;
import static io.github.whatsapp360.json.Limit.count;
import static io.github.whatsapp360.json.Limit.form;
import static io.github.whatsapp360.json.Limit.length;
import static io.github.whatsapp360.json.Limit.link;
import static io.github.whatsapp360.json.Limit.members;
import static io.github.whatsapp360.json.Limit.oneOf;
import static io.github.whatsapp360.json.Limit.range;
import static io.github.whatsapp360.json.Limit.required;
import static io.github.whatsapp360.json.Limit.requiredIn;
import static io.github.whatsapp360.json.Limit.titlesOfSeveral;
import static io.github.whatsapp360.json.Limit.totalCount;
import static io.github.whatsapp360.json.Limit.totalLength;
import static io.github.whatsapp360.json.Limit.unique;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.json.JsonPath.Found;
import io.github.whatsapp360.message.OutboundMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The limits of the API in one table, checked before a message is sent. No other code checks them, so that the check
 * can be disabled.
 *
 * <p>Where the documentation of Meta and of 360dialog differs, the stricter limit is used, so that a valid message is
 * accepted by both. Lengths are UTF-16 code units. Unknown types violate no limit.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Meta:
 *     Sending messages</a>
 */
public final class MessageCheck {

    private static final Pattern NO_BLANKS_AT_ENDS = Pattern.compile("(?s)\\S(.*\\S)?");
    private static final Pattern ONE_EMOJI = Pattern.compile("\\X?");
    private static final Pattern TWO_LINE_BREAKS = Pattern.compile("[^\\n]*(\\n[^\\n]*){0,2}");
    private static final Pattern TEMPLATE_NAME = Pattern.compile("[a-z0-9_]+");
    private static final Pattern NOT_BLANK = Pattern.compile("(?s).*[^\\s\\p{Z}\\p{Cc}\\p{Cf}].*");
    private static final Pattern ONE_LINE =
            Pattern.compile("(?s)(?!.*[\\n\\r\\t\\x0B\\f\\x85\\x{2028}\\x{2029}])(?!.* {5}).*");
    private static final Pattern LETTERS_AND_DIGITS = Pattern.compile("[A-Za-z0-9]*");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_.-]*");

    private static final List<Limit> ANY = List.of(
            length("biz_opaque_callback_data", 0, 512),
            oneOf("type", "text", "image", "video", "audio", "document", "sticker", "template")
                    .when(message -> message.path("recipient_type").asText().equals("group")));

    private static final Map<String, List<Limit>> BY_TYPE = Map.ofEntries(
            Map.entry("text", List.of(length("text.body", 1, 4096))),
            Map.entry("image", captioned("image")),
            Map.entry("video", captioned("video")),
            Map.entry("document", captioned("document")),
            Map.entry("audio", List.of(link("audio.link"), absent("audio.caption"))),
            Map.entry("sticker", List.of(link("sticker.link"), absent("sticker.caption"))),
            Map.entry(
                    "location",
                    List.of(
                            range("location.latitude", -90, 90, "degrees"),
                            range("location.longitude", -180, 180, "degrees"))),
            Map.entry(
                    "contacts",
                    List.of(
                            count("contacts", 1, 5),
                            members("contacts[].name", 2, 6),
                            requiredIn("contacts[]", "name.formatted_name"))),
            Map.entry("reaction", List.of(form("reaction.emoji", ONE_EMOJI, "one emoji, or none"))),
            Map.entry(
                    "interactive",
                    List.of(
                            length("interactive.header.text", 1, 60),
                            link("interactive.header.image.link"),
                            link("interactive.header.video.link"),
                            link("interactive.header.document.link"),
                            length("interactive.body.text", 1, 1024),
                            length("interactive.footer.text", 1, 60))),
            Map.entry("template", template()));

    private static final Map<String, List<Limit>> BY_INTERACTIVE_TYPE = Map.ofEntries(
            Map.entry(
                    "button",
                    List.of(
                            required("interactive.body.text"),
                            length("interactive.action.buttons[].reply.id", 1, 256),
                            form("interactive.action.buttons[].reply.id", NO_BLANKS_AT_ENDS, "no blanks at its ends"),
                            unique("interactive.action.buttons[].reply.id"),
                            length("interactive.action.buttons[].reply.title", 1, 20),
                            unique("interactive.action.buttons[].reply.title"))),
            Map.entry(
                    "list",
                    List.of(
                            oneOf("interactive.header.type", "text"),
                            required("interactive.body.text"),
                            length("interactive.action.button", 1, 20),
                            count("interactive.action.sections", 1, 10),
                            length("interactive.action.sections[].title", 1, 24),
                            titlesOfSeveral("interactive.action.sections"),
                            totalCount("interactive.action", "sections[].rows[]", 1, 10),
                            length("interactive.action.sections[].rows[].id", 1, 200),
                            unique("interactive.action.sections[].rows[].id"),
                            length("interactive.action.sections[].rows[].title", 1, 24),
                            length("interactive.action.sections[].rows[].description", 1, 72))),
            Map.entry(
                    "cta_url",
                    List.of(
                            required("interactive.body.text"),
                            length("interactive.action.parameters.display_text", 1, 20),
                            link("interactive.action.parameters.url"))),
            Map.entry(
                    "flow",
                    List.of(
                            required("interactive.body.text"),
                            length("interactive.action.parameters.flow_cta", 1, 30),
                            members("interactive.action.parameters.flow_action_payload.data", 1, Integer.MAX_VALUE))),
            Map.entry(
                    "location_request_message",
                    List.of(
                            absent("interactive.header"),
                            required("interactive.body.text"),
                            absent("interactive.footer"))),
            Map.entry(
                    "address_message",
                    List.of(
                            required("interactive.body.text"),
                            oneOf("interactive.action.parameters.country", "IN"),
                            length("interactive.action.parameters.values.in_pin_code", 0, 6),
                            length("interactive.action.parameters.saved_addresses[].value.in_pin_code", 0, 6))),
            Map.entry("product", List.of(absent("interactive.header"))),
            Map.entry(
                    "product_list",
                    List.of(
                            required("interactive.header"),
                            oneOf("interactive.header.type", "text"),
                            required("interactive.body.text"),
                            count("interactive.action.sections", 1, 10),
                            length("interactive.action.sections[].title", 1, 24),
                            titlesOfSeveral("interactive.action.sections"),
                            totalCount("interactive.action", "sections[].product_items[]", 1, 30))),
            Map.entry("catalog_message", List.of(absent("interactive.header"), required("interactive.body.text"))),
            Map.entry("carousel", carousel()),
            Map.entry(
                    "voice_call",
                    List.of(
                            absent("interactive.header"),
                            required("interactive.body.text"),
                            length("interactive.action.parameters.display_text", 1, 20),
                            range("interactive.action.parameters.ttl_minutes", 1, 43200, "minutes"))),
            Map.entry("call_permission_request", List.of(absent("interactive.header"))),
            Map.entry("request_contact_info", List.of(absent("interactive.header"), required("interactive.body.text"))),
            Map.entry(
                    "order_details",
                    List.of(
                            required("interactive.body.text"),
                            length("interactive.action.parameters.reference_id", 1, 35),
                            form(
                                    "interactive.action.parameters.reference_id",
                                    REFERENCE,
                                    "letters, digits, underscores, dashes and dots"))),
            Map.entry(
                    "order_status",
                    List.of(
                            absent("interactive.header"),
                            required("interactive.body.text"),
                            oneOf(
                                    "interactive.action.parameters.order.status",
                                    "processing",
                                    "partially_shipped",
                                    "shipped",
                                    "completed",
                                    "canceled"))));

    /** Nothing in a message tells that it is one: its template does. */
    private static final List<Limit> AUTHENTICATION = List.of(length("template.components[].parameters[].text", 1, 15));

    private MessageCheck() {}

    /** The violations of a message, in no particular order; empty if it can be sent. */
    public static List<Violation> violations(OutboundMessage message) {
        return violations(MessageWriter.tree(message));
    }

    /** The additional violations of a message whose template has the category AUTHENTICATION. */
    public static List<Violation> violationsOfCode(OutboundMessage message) {
        Found root = Found.root(MessageWriter.tree(message));
        return AUTHENTICATION.stream().flatMap(limit -> limit.broken(root)).toList();
    }

    static List<Violation> violations(JsonNode message) {
        Found root = Found.root(message);
        List<Violation> violations = new ArrayList<>(0);
        for (List<Limit> limits : tablesOf(message)) {
            for (Limit limit : limits) {
                limit.broken(root).forEach(violations::add);
            }
        }
        return violations;
    }

    /** Those that concern this message. */
    static Stream<Limit> limitsOf(JsonNode message) {
        return tablesOf(message).stream().flatMap(List::stream);
    }

    private static List<List<Limit>> tablesOf(JsonNode message) {
        String type = message.path("type").asText();
        String kind = message.path("interactive").path("type").asText();
        return List.of(
                ANY,
                DirectSendCheck.concerns(message) ? DirectSendCheck.ALL : List.<Limit>of(),
                BY_TYPE.getOrDefault(type, List.of()),
                type.equals("interactive") ? BY_INTERACTIVE_TYPE.getOrDefault(kind, List.of()) : List.<Limit>of(),
                kind.equals("button") ? DirectSendCheck.BUTTONS_OF_BOTH_KINDS : List.<Limit>of());
    }

    /** The whole table. */
    static Stream<Limit> limits() {
        return Stream.of(
                        Stream.of(ANY, DirectSendCheck.ALL, DirectSendCheck.BUTTONS_OF_BOTH_KINDS),
                        BY_TYPE.values().stream(),
                        BY_INTERACTIVE_TYPE.values().stream())
                .flatMap(lists -> lists)
                .flatMap(List::stream);
    }

    private static List<Limit> captioned(String type) {
        return List.of(length(type + ".caption", 0, 1024), link(type + ".link"));
    }

    private static List<Limit> carousel() {
        String replies = "interactive.action.cards[].action.buttons[].quick_reply.";
        String url = "interactive.action.cards[].action.parameters.";
        return List.of(
                absent("interactive.header"),
                required("interactive.body.text"),
                absent("interactive.footer"),
                count("interactive.action.cards", 2, 10),
                length("interactive.action.cards[].body.text", 1, 160),
                form("interactive.action.cards[].body.text", TWO_LINE_BREAKS, "at most 2 line breaks"),
                link("interactive.action.cards[].header.image.link"),
                link("interactive.action.cards[].header.video.link"),
                count("interactive.action.cards[].action.buttons", 1, 2),
                length(replies + "id", 1, 256),
                length(replies + "title", 1, 20),
                length(url + "display_text", 1, 20),
                link(url + "url"),
                alike("interactive.action.cards[]", MessageCheck::kindOfCard, "what the first card has"));
    }

    private static String kindOfCard(Found card) {
        JsonNode action = card.node().path("action");
        return String.join(
                "/",
                card.node().path("header").path("type").asText(),
                action.path("name").asText(),
                Integer.toString(action.path("buttons").size()),
                action.path("catalog_id").asText());
    }

    private static List<Limit> template() {
        String components = "template.components";
        String mpm = components + "[sub_type=mpm].parameters[].action";
        String cards = components + "[type=carousel].cards";
        return Stream.concat(
                        Stream.of(
                                length("template.name", 1, 512),
                                form("template.name", TEMPLATE_NAME, "lower-case letters, digits and underscores"),
                                totalLength(components + "[type=body]", "parameters[].text", 32768),
                                totalLength(components + "[type=body]", "parameters[].text", 1024)
                                        .when(MessageCheck::hasMoreThanBody),
                                count(mpm + ".sections", 1, 10),
                                length(mpm + ".sections[].title", 1, 24),
                                totalCount(mpm, "sections[].product_items[]", 1, 30),
                                titlesOfSeveral(mpm + ".sections"),
                                range(
                                        components + "[sub_type=voice_call].parameters[].ttl_minutes",
                                        1,
                                        43200,
                                        "minutes"),
                                count(cards, 2, 10),
                                totalLength(cards + "[].components[type=body]", "parameters[].text", 160),
                                alike(cards + "[]", MessageCheck::componentsOfCard, "what the first card has")),
                        Stream.of(components, cards + "[].components").flatMap(MessageCheck::headerAndButtons))
                .toList();
    }

    private static Stream<Limit> headerAndButtons(String components) {
        String header = components + "[type=header].parameters[].";
        String text = components + "[].parameters[type=text]";
        return Stream.of(
                requiredIn(text, "text"),
                form(text + ".text", NOT_BLANK, "a text that is not empty"),
                form(text + ".text", ONE_LINE, "no line breaks or tabs, and at most 4 spaces in a row"),
                length(header + "text", 1, 60),
                link(header + "image.link"),
                link(header + "video.link"),
                link(header + "gif.link"),
                link(header + "document.link"),
                length(components + "[sub_type=quick_reply].parameters[].payload", 0, 128),
                length(components + "[sub_type=url].parameters[].text", 1, 2000),
                length(components + "[sub_type=copy_code].parameters[].coupon_code", 1, 15),
                form(
                        components + "[sub_type=copy_code].parameters[].coupon_code",
                        LETTERS_AND_DIGITS,
                        "letters and digits"));
    }

    private static boolean hasMoreThanBody(JsonNode message) {
        return message.path("template").path("components").size() > 1;
    }

    private static String componentsOfCard(Found card) {
        StringBuilder kinds = new StringBuilder();
        for (JsonNode component : card.node().path("components")) {
            kinds.append(component.path("type").asText())
                    .append(component.path("sub_type").asText())
                    .append(component.path("index").asText())
                    .append(component.path("parameters").path(0).path("type").asText())
                    .append(component.path("parameters").size())
                    .append('/');
        }
        return kinds.toString();
    }

    /**
     * One violated limit; contains no message text.
     *
     * @param field path of the value, such as {@code interactive.action.buttons[2].reply.title}
     * @param limit the limit, with its unit
     * @param actual the actual value: a number with its unit, or a type
     */
    public record Violation(String field, String limit, String actual) {

        /** One sentence, fit for an exception. */
        @Override
        public String toString() {
            return field + ": expected " + limit + ", actual is " + actual;
        }
    }
}
