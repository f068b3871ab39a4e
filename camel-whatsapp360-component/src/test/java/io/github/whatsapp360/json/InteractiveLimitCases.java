/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static io.github.whatsapp360.json.LimitCase.field;
import static io.github.whatsapp360.json.LimitCase.link;
import static io.github.whatsapp360.json.LimitCase.list;
import static io.github.whatsapp360.json.LimitCase.section;
import static io.github.whatsapp360.json.LimitCase.sections;
import static io.github.whatsapp360.json.LimitCase.text;
import static io.github.whatsapp360.json.LimitCase.words;
import static io.github.whatsapp360.json.LimitCase.x;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The limits of interactive messages. */
final class InteractiveLimitCases {

    private static final String BUTTON = "/interactive/action/buttons/0/reply";
    private static final String ROW = "/interactive/action/sections/0/rows/0";
    private static final String CARD = "/interactive/action/cards/0";
    private static final String PARAMETERS = "/interactive/action/parameters";

    private InteractiveLimitCases() {}

    static List<LimitCase> all() {
        List<LimitCase> cases = new ArrayList<>();
        cases.addAll(interactive());
        cases.addAll(lists());
        cases.addAll(carousels());
        for (String type : List.of("product", "catalog_message", "voice_call", "call_permission_request")) {
            cases.add(header("interactive-" + type));
        }
        for (String type : List.of(
                "location_request_message",
                "request_contact_info",
                "order_status",
                "carousel-url",
                "carousel-product")) {
            cases.add(header("interactive-" + type));
        }
        for (String type : List.of(
                "button",
                "list",
                "cta_url",
                "flow",
                "location_request_message",
                "address_message",
                "product_list",
                "catalog_message",
                "carousel-url",
                "voice_call",
                "request_contact_info",
                "order_details",
                "order_status")) {
            cases.add(
                    new LimitCase("interactive-" + type, "/interactive/body", words(1), null, "interactive.body.text"));
            cases.add(new LimitCase(
                    "interactive-" + type, "/interactive/body/text", x(1024), x(1025), "interactive.body.text"));
        }
        return cases;
    }

    private static List<LimitCase> interactive() {
        return List.of(
                new LimitCase(
                        "interactive-cta_url", "/interactive/header/text", x(60), x(61), "interactive.header.text"),
                new LimitCase(
                        "interactive-cta_url", "/interactive/footer/text", x(60), x(61), "interactive.footer.text"),
                link("interactive-button", "/interactive/header/image/link"),
                link("interactive-button-video", "/interactive/header/video/link"),
                link("interactive-button-document", "/interactive/header/document/link"),
                new LimitCase(
                        "interactive-button",
                        "/interactive/action/buttons",
                        buttons(3),
                        buttons(4),
                        "interactive.action.buttons"),
                button("/id", x(256), x(257)),
                button("/id", x(1), ""),
                button("/id", "a b", "a "),
                new LimitCase(
                        "interactive-button", BUTTON + "/id", "a", "no", "interactive.action.buttons[1].reply.id"),
                button("/title", x(20), x(21)),
                new LimitCase(
                        "interactive-button",
                        BUTTON + "/title",
                        "a",
                        "No",
                        "interactive.action.buttons[1].reply.title"),
                parameter("cta_url", "/display_text", x(20), x(21)),
                parameter("cta_url", "/url", "HTTP://example.com", "ftp://example.com"),
                parameter("flow", "/flow_cta", x(30), x(31)),
                parameter("flow", "/flow_action_payload/data", Map.of("a", 1), Map.of()),
                new LimitCase(
                        "interactive-location_request_message",
                        "/interactive/footer",
                        null,
                        words(1),
                        "interactive.footer"),
                parameter("address_message", "/country", "IN", "SG"),
                parameter("address_message", "/values/in_pin_code", x(6), x(7)),
                new LimitCase(
                        "interactive-address_message",
                        PARAMETERS + "/saved_addresses/0/value/in_pin_code",
                        x(6),
                        x(7),
                        "interactive.action.parameters.saved_addresses[0].value.in_pin_code"),
                parameter("voice_call", "/display_text", x(20), x(21)),
                parameter("voice_call", "/ttl_minutes", 43200, 43201),
                parameter("voice_call", "/ttl_minutes", 1, 0),
                parameter("order_details", "/reference_id", x(35), x(36)),
                parameter("order_details", "/reference_id", "A-z_0.9", "a b"),
                parameter("order_status", "/order/status", "canceled", "cancelled"));
    }

    private static List<LimitCase> lists() {
        return List.of(
                new LimitCase(
                        "interactive-list", "/interactive/header/type", "text", "image", "interactive.header.type"),
                new LimitCase(
                        "interactive-list", "/interactive/action/button", x(20), x(21), "interactive.action.button"),
                new LimitCase(
                        "interactive-list",
                        "/interactive/action/sections",
                        sections(10, "rows", "id"),
                        List.of(Map.of("title", "a", "rows", List.of())),
                        "interactive.action"),
                new LimitCase(
                        "interactive-list",
                        "/interactive/action/sections",
                        sections(10, "rows", "id"),
                        sections(11, "rows", "id"),
                        "interactive.action.sections interactive.action"),
                new LimitCase(
                        "interactive-list",
                        "/interactive/action/sections",
                        List.of(section("rows", "id", 10)),
                        List.of(section("rows", "id", 11)),
                        "interactive.action"),
                new LimitCase(
                        "interactive-list",
                        "/interactive/action/sections/1/title",
                        "b",
                        null,
                        "interactive.action.sections[1].title"),
                new LimitCase(
                        "interactive-list",
                        "/interactive/action/sections/0/title",
                        x(24),
                        x(25),
                        "interactive.action.sections[0].title"),
                row("/id", x(200), x(201)),
                new LimitCase(
                        "interactive-list", ROW + "/id", "a", "water", "interactive.action.sections[1].rows[0].id"),
                row("/title", x(24), x(25)),
                row("/description", x(72), x(73)),
                row("/description", x(1), ""),
                new LimitCase("interactive-product_list", "/interactive/header", text(60), null, "interactive.header"),
                new LimitCase(
                        "interactive-product_list",
                        "/interactive/header/type",
                        "text",
                        "video",
                        "interactive.header.type"),
                new LimitCase(
                        "interactive-product_list",
                        "/interactive/action/sections",
                        sections(10, "product_items", "product_retailer_id"),
                        sections(11, "product_items", "product_retailer_id"),
                        "interactive.action.sections"),
                new LimitCase(
                        "interactive-product_list",
                        "/interactive/action/sections",
                        List.of(section("product_items", "product_retailer_id", 30)),
                        List.of(section("product_items", "product_retailer_id", 31)),
                        "interactive.action"),
                new LimitCase(
                        "interactive-product_list",
                        "/interactive/action/sections/0/title",
                        x(24),
                        x(25),
                        "interactive.action.sections[0].title"),
                new LimitCase(
                        "interactive-product_list",
                        "/interactive/action/sections/0/title",
                        "a",
                        null,
                        "interactive.action.sections[0].title"));
    }

    private static List<LimitCase> carousels() {
        List<Map<String, String>> urls = IntStream.range(0, 11)
                .mapToObj(index -> Map.of("type", "cta_url"))
                .toList();
        Map<String, Object> reply = Map.of("type", "quick_reply", "quick_reply", Map.of("id", "a", "title", "b"));
        return List.of(
                new LimitCase(
                        "interactive-carousel-url",
                        "/interactive/action/cards",
                        urls.subList(0, 10),
                        urls,
                        "interactive.action.cards"),
                new LimitCase(
                        "interactive-carousel-url",
                        "/interactive/action/cards",
                        urls.subList(0, 2),
                        urls.subList(0, 1),
                        "interactive.action.cards"),
                new LimitCase("interactive-carousel-url", "/interactive/footer", null, words(1), "interactive.footer"),
                card("url", "/body/text", x(160), x(161), "body.text"),
                card("url", "/body/text", "a\n\nb", "a\nb\nc\nd", "body.text"),
                card("url", "/header/image/link", "https://example.com", "data:,", "header.image.link"),
                card("replies", "/header/video/link", "https://example.com", "data:,", "header.video.link"),
                card("url", "/action/parameters/display_text", x(20), x(21), "action.parameters.display_text"),
                card("url", "/action/parameters/url", "https://a", "a", "action.parameters.url"),
                card("replies", "/action/buttons/0/quick_reply/id", x(256), x(257), "action.buttons[0].quick_reply.id"),
                card(
                        "replies",
                        "/action/buttons/0/quick_reply/title",
                        x(20),
                        x(21),
                        "action.buttons[0].quick_reply.title"),
                new LimitCase(
                        "interactive-carousel-replies",
                        "/interactive/action/cards",
                        list(2, Map.of("action", Map.of("buttons", list(2, reply)))),
                        list(2, Map.of("action", Map.of("buttons", list(3, reply)))),
                        "interactive.action.cards[0].action.buttons interactive.action.cards[1].action.buttons"),
                new LimitCase(
                        "interactive-carousel-url",
                        CARD + "/header/type",
                        "image",
                        "video",
                        "interactive.action.cards[1]"),
                new LimitCase(
                        "interactive-carousel-product",
                        CARD + "/action/catalog_id",
                        "194836987003835",
                        "2",
                        "interactive.action.cards[1]"));
    }

    private static LimitCase header(String fixture) {
        return new LimitCase(fixture, "/interactive/header", null, text(1), "interactive.header");
    }

    private static LimitCase button(String member, Object allowed, Object refused) {
        return new LimitCase("interactive-button", BUTTON + member, allowed, refused, field(BUTTON + member));
    }

    private static LimitCase row(String member, Object allowed, Object refused) {
        return new LimitCase("interactive-list", ROW + member, allowed, refused, field(ROW + member));
    }

    private static LimitCase parameter(String type, String member, Object allowed, Object refused) {
        return new LimitCase("interactive-" + type, PARAMETERS + member, allowed, refused, field(PARAMETERS + member));
    }

    private static LimitCase card(String kind, String at, Object allowed, Object refused, String field) {
        return new LimitCase(
                "interactive-carousel-" + kind, CARD + at, allowed, refused, "interactive.action.cards[0]." + field);
    }

    private static List<Map<String, Object>> buttons(int size) {
        return IntStream.range(0, size)
                .mapToObj(index -> Map.<String, Object>of("reply", Map.of("id", "b" + index, "title", "B" + index)))
                .toList();
    }
}
