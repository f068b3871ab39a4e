/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static io.github.whatsapp360.json.Limit.absent;
import static io.github.whatsapp360.json.Limit.count;
import static io.github.whatsapp360.json.Limit.form;
import static io.github.whatsapp360.json.Limit.length;
import static io.github.whatsapp360.json.Limit.link;
import static io.github.whatsapp360.json.Limit.noneOf;
import static io.github.whatsapp360.json.Limit.range;
import static io.github.whatsapp360.json.Limit.requiredIn;
import static io.github.whatsapp360.json.Limit.totalCount;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.json.MessageCheck.Violation;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The limits of messages that are sent outside the window without a template of one's own. Strict only where the API
 * certainly refuses: whether it takes pictures, films and documents depends on the account.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/direct-send">360dialog: Direct Send</a>
 */
final class DirectSendCheck {

    private static final Pattern CATEGORY = Pattern.compile("(?i)utility|authentication|service");
    private static final Pattern TEMPLATE_NAME = Pattern.compile("[a-z0-9_]+");
    private static final String BUTTONS = "interactive.action.buttons";
    private static final String URL_BUTTON = BUTTONS + "[type=cta_url]";

    /** For messages that they concern. */
    static final List<Limit> ALL = List.of(
            form("category", CATEGORY, "utility, authentication or service"),
            absent("ttl_seconds").when(message -> !isDirectSend(message)),
            range("ttl_seconds", 30, 43_200, "seconds").when(message -> is(message, "utility")),
            range("ttl_seconds", 30, 900, "seconds").when(message -> is(message, "authentication")),
            absent("direct_send_config").when(message -> !is(message, "utility")),
            length("direct_send_config.template_name", 1, 512),
            form("direct_send_config.template_name", TEMPLATE_NAME, "lower-case letters, digits and underscores"),
            phoneForAuthentication(),
            noneOf("type", "audio", "sticker", "location", "contacts", "reaction", "template")
                    .when(DirectSendCheck::isDirectSend),
            noneOf("interactive.type", "list", "flow", "product", "product_list", "catalog_message", "carousel")
                    .when(DirectSendCheck::isDirectSend),
            noneOf("interactive.type", "address_message", "location_request_message", "request_contact_info")
                    .when(DirectSendCheck::isDirectSend),
            noneOf("interactive.type", "call_permission_request", "order_details", "order_status")
                    .when(DirectSendCheck::isDirectSend),
            absent("interactive.footer").when(message -> isDirectSend(message) && isCallButton(message)),
            length("text.body", 1, 1024).when(DirectSendCheck::isDirectSend));

    /** For reply buttons that may have others among them. */
    static final List<Limit> BUTTONS_OF_BOTH_KINDS = List.of(
            count(BUTTONS, 1, 3).when(message -> !hasUrlButton(message)),
            count(BUTTONS, 1, 10).when(DirectSendCheck::hasUrlButton),
            totalCount("interactive.action", "buttons[type=cta_url]", 0, 2),
            urlButtonsFirst(),
            absent(URL_BUTTON + ".title"),
            requiredIn(URL_BUTTON, "cta_url.url"),
            length(URL_BUTTON + ".cta_url.display_text", 1, 20),
            link(URL_BUTTON + ".cta_url.url"));

    private DirectSendCheck() {}

    /** Whether the message has a member that only Direct Send knows; without one no limit of {@link #ALL} is broken. */
    static boolean concerns(JsonNode message) {
        return message.has("category") || message.has("ttl_seconds") || message.has("direct_send_config");
    }

    /** Whether the message is of a category that needs no open window. */
    static boolean isDirectSend(JsonNode message) {
        return is(message, "utility") || is(message, "authentication");
    }

    private static boolean is(JsonNode message, String category) {
        return message.path("category").asText().toLowerCase(Locale.ROOT).equals(category);
    }

    private static boolean isCallButton(JsonNode message) {
        return message.path("interactive").path("type").asText().equals("voice_call");
    }

    private static boolean hasUrlButton(JsonNode message) {
        for (JsonNode button : message.path("interactive").path("action").path("buttons")) {
            if (isUrlButton(button)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUrlButton(JsonNode button) {
        return button.path("type").asText().equals("cta_url");
    }

    private static Limit urlButtonsFirst() {
        JsonPath buttons = JsonPath.of(BUTTONS + "[]");
        return message -> buttons.in(message)
                .dropWhile(button -> isUrlButton(button.node()))
                .filter(button -> isUrlButton(button.node()))
                .map(button -> new Violation(button.field(), "in front of the buttons that answer", "behind one"));
    }

    /** The API refuses a one-time password for a user id, with 131062. */
    private static Limit phoneForAuthentication() {
        return message ->
                is(message.node(), "authentication") && !message.node().hasNonNull("to")
                        ? Stream.of(new Violation(
                                "to",
                                "a phone number, because of the category authentication",
                                message.node().hasNonNull("recipient") ? "a user id" : "absent"))
                        : Stream.empty();
    }
}
