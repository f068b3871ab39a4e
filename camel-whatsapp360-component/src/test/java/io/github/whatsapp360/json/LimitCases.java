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
import static io.github.whatsapp360.json.LimitCase.x;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The limits of all messages but the interactive ones. */
final class LimitCases {

    private static final String COMPONENT = "/template/components/0";
    private static final String CARD_PARAMETER = "/template/components/1/cards/0/components/%d/parameters/0/%s";

    private LimitCases() {}

    static List<LimitCase> all() {
        List<LimitCase> cases = new ArrayList<>();
        cases.addAll(freeForm());
        cases.addAll(directSend());
        cases.addAll(buttonsOfBothKinds());
        cases.addAll(templates());
        cases.addAll(templateCards());
        cases.addAll(parameterTexts("template-positional", COMPONENT + "/parameters/0/text"));
        cases.addAll(
                parameterTexts("template-carousel", "/template/components/1/cards/0/components/1/parameters/0/text"));
        return cases;
    }

    private static List<LimitCase> freeForm() {
        Map<String, Object> formatted = Map.of("formatted_name", "Ann");
        return List.of(
                new LimitCase("text", "/biz_opaque_callback_data", x(512), x(513), "biz_opaque_callback_data"),
                new LimitCase("text-group", "/type", "text", "contacts", "type"),
                new LimitCase("text", "/text/body", x(4096), x(4097), "text.body"),
                new LimitCase("text", "/text/body", x(1), "", "text.body"),
                new LimitCase("image", "/image/caption", x(1024), x(1025), "image.caption"),
                new LimitCase("video", "/video/caption", x(1024), x(1025), "video.caption"),
                new LimitCase("document", "/document/caption", x(1024), x(1025), "document.caption"),
                link("image", "/image/link"),
                link("video", "/video/link"),
                link("document", "/document/link"),
                link("audio", "/audio/link"),
                link("sticker", "/sticker/link"),
                new LimitCase("location", "/location/latitude", 90, 90.001, "location.latitude"),
                new LimitCase("location", "/location/latitude", -90, -90.001, "location.latitude"),
                new LimitCase("location", "/location/longitude", 180, 180.001, "location.longitude"),
                new LimitCase("location", "/location/longitude", -180, -180.001, "location.longitude"),
                new LimitCase("contacts", "/contacts", list(5, contact()), list(6, contact()), "contacts"),
                new LimitCase("contacts", "/contacts", list(1, contact()), List.of(), "contacts"),
                new LimitCase("contacts", "/contacts/0/name", contact().get("name"), formatted, "contacts[0].name"),
                new LimitCase(
                        "contacts",
                        "/contacts/0/name/formatted_name",
                        "Ann Lee",
                        null,
                        "contacts[0].name.formatted_name"),
                new LimitCase("audio", "/audio/caption", null, "Hi", "audio.caption"),
                new LimitCase("sticker", "/sticker/caption", null, "Hi", "sticker.caption"),
                new LimitCase("reaction", "/reaction/emoji", "👨‍👩‍👧‍👦", "👍👍", "reaction.emoji"));
    }

    private static List<LimitCase> directSend() {
        String named = "text-direct-send";
        String code = "text-direct-send-code";
        String name = "/direct_send_config/template_name";
        return List.of(
                new LimitCase(code, "/category", "AUTHENTICATION", "marketing", "category ttl_seconds"),
                new LimitCase(named, "/ttl_seconds", 30, 29, "ttl_seconds"),
                new LimitCase(named, "/ttl_seconds", 43_200, 43_201, "ttl_seconds"),
                new LimitCase(code, "/ttl_seconds", 30, 29, "ttl_seconds"),
                new LimitCase(code, "/ttl_seconds", 900, 901, "ttl_seconds"),
                new LimitCase("text", "/ttl_seconds", null, 900, "ttl_seconds"),
                new LimitCase("text", "/direct_send_config", null, Map.of(), "direct_send_config"),
                new LimitCase(code, "/direct_send_config", null, Map.of(), "direct_send_config"),
                new LimitCase(code, "/to", "+491701234567", null, "to"),
                new LimitCase(named, name, x(512), x(513), "direct_send_config.template_name"),
                new LimitCase(named, name, "parcel_2", "Parcel", "direct_send_config.template_name"),
                new LimitCase(named, "/text/body", x(1024), x(1025), "text.body"),
                new LimitCase("image", "/category", "utility", "marketing", "category"),
                new LimitCase("audio", "/category", "service", "utility", "type"),
                new LimitCase("interactive-list", "/category", "service", "utility", "interactive.type"),
                new LimitCase(
                        "interactive-location_request_message", "/category", "service", "utility", "interactive.type"),
                new LimitCase("interactive-order_status", "/category", "service", "utility", "interactive.type"),
                new LimitCase(
                        "interactive-request_contact_info", "/category", "service", "utility", "interactive.type"),
                new LimitCase(named, "/ttl_seconds", "3600", "soon", "ttl_seconds"),
                new LimitCase(
                        "interactive-voice_call-direct-send",
                        "/interactive/footer",
                        null,
                        LimitCase.words(5),
                        "interactive.footer"));
    }

    private static List<LimitCase> buttonsOfBothKinds() {
        Map<String, Object> track = address("Track", "https://example.com/t");
        String first = "interactive.action.buttons[0]";
        return List.of(
                buttons(List.of(track, track, reply(1)), List.of(track, track, track), "interactive.action"),
                buttons(
                        List.of(track, reply(1)),
                        List.of(reply(1), track, reply(2), track),
                        "interactive.action.buttons[1] interactive.action.buttons[3]"),
                buttons(withReplies(track, 9), withReplies(track, 10), "interactive.action.buttons"),
                buttons(
                        List.of(track),
                        List.of(Map.of("type", "cta_url", "title", "Track", "cta_url", track.get("cta_url"))),
                        first + ".title"),
                buttons(
                        List.of(track),
                        List.of(Map.of("type", "cta_url", "cta_url", Map.of("display_text", "Track"))),
                        first + ".cta_url.url"),
                buttons(
                        List.of(address(x(20), "https://example.com/t")),
                        List.of(address(x(21), "https://example.com/t")),
                        first + ".cta_url.display_text"),
                buttons(List.of(track), List.of(address("Track", "example.com/t")), first + ".cta_url.url"));
    }

    private static LimitCase buttons(List<?> allowed, List<?> refused, String field) {
        return new LimitCase("interactive-button", "/interactive/action/buttons", allowed, refused, field);
    }

    private static Map<String, Object> address(String title, String url) {
        return Map.of("type", "cta_url", "cta_url", Map.of("display_text", title, "url", url));
    }

    private static Map<String, Object> reply(int number) {
        return Map.of("type", "reply", "reply", Map.of("id", "id" + number, "title", "Title " + number));
    }

    private static List<Map<String, Object>> withReplies(Map<String, Object> first, int replies) {
        List<Map<String, Object>> buttons = new ArrayList<>(List.of(first));
        for (int number = 1; number <= replies; number++) {
            buttons.add(reply(number));
        }
        return buttons;
    }

    private static List<LimitCase> templates() {
        Map<String, Object> card =
                Map.of("components", List.of(Map.of("type", "header", "parameters", List.of(Map.of("type", "image")))));
        String action = "/template/components/0/parameters/0/action";
        return List.of(
                new LimitCase("template", "/template/name", x(512), x(513), "template.name"),
                new LimitCase("template", "/template/name", "order_2", "Order", "template.name"),
                new LimitCase(
                        "template-positional",
                        COMPONENT + "/parameters/0/text",
                        x(32768),
                        x(32769),
                        "template.components[0]"),
                new LimitCase(
                        "template-named",
                        "/template/components/1/parameters/0/text",
                        x(1024 - "Monday".length()),
                        x(1025 - "Monday".length()),
                        "template.components[1]"),
                new LimitCase(
                        "template-header-text",
                        COMPONENT + "/parameters/0/text",
                        x(60),
                        x(61),
                        "template.components[0].parameters[0].text"),
                link("template-header-image", COMPONENT + "/parameters/0/image/link"),
                link("template-header-video", COMPONENT + "/parameters/0/video/link"),
                link("template-header-gif", COMPONENT + "/parameters/0/gif/link"),
                link("template-header-document", COMPONENT + "/parameters/0/document/link"),
                templateButton(0, "payload", x(128), x(129)),
                templateButton(1, "text", x(2000), x(2001)),
                templateButton(2, "coupon_code", x(15), x(16)),
                templateButton(2, "coupon_code", "Save20", "SAVE-20"),
                new LimitCase(
                        "template-button-mpm",
                        action + "/sections",
                        sections(10, "product_items", "product_retailer_id"),
                        sections(11, "product_items", "product_retailer_id"),
                        "template.components[0].parameters[0].action.sections"),
                new LimitCase(
                        "template-button-mpm",
                        action + "/sections",
                        List.of(section("product_items", "product_retailer_id", 30)),
                        List.of(section("product_items", "product_retailer_id", 31)),
                        "template.components[0].parameters[0].action"),
                new LimitCase(
                        "template-button-mpm",
                        action + "/sections/0/title",
                        x(24),
                        x(25),
                        "template.components[0].parameters[0].action.sections[0].title"),
                new LimitCase(
                        "template-button-mpm",
                        action + "/sections",
                        List.of(Map.of("product_items", list(1, Map.of()))),
                        List.of(Map.of("product_items", list(1, Map.of())), section("product_items", "id", 1)),
                        "template.components[0].parameters[0].action.sections[0].title"),
                new LimitCase(
                        "template-button-voice_call",
                        COMPONENT + "/parameters/0/ttl_minutes",
                        43200,
                        43201,
                        "template.components[0].parameters[0].ttl_minutes"),
                new LimitCase(
                        "template-carousel",
                        "/template/components/1/cards",
                        list(10, card),
                        list(11, card),
                        "template.components[1].cards"),
                new LimitCase(
                        "template-carousel",
                        "/template/components/1/cards/0/components/1/parameters/0/text",
                        x(160),
                        x(161),
                        "template.components[1].cards[0].components[1]"),
                new LimitCase(
                        "template-carousel",
                        "/template/components/1/cards/1/components/0/parameters/0/type",
                        "image",
                        "video",
                        "template.components[1].cards[1]"));
    }

    private static List<LimitCase> templateCards() {
        List<LimitCase> cases = new ArrayList<>();
        for (String medium : List.of("image", "video", "gif", "document")) {
            String at = CARD_PARAMETER.formatted(0, medium);
            cases.add(new LimitCase(
                    "template-carousel",
                    at,
                    Map.of("link", "https://example.com/a"),
                    Map.of("link", "example.com/a"),
                    field(at) + ".link"));
        }
        cases.add(cardParameter(CARD_PARAMETER.formatted(0, "text"), x(60), x(61)));
        cases.add(cardParameter(CARD_PARAMETER.formatted(2, "payload"), x(128), x(129)));
        cases.add(cardParameter(CARD_PARAMETER.formatted(3, "text"), x(2000), x(2001)));
        cases.add(coupons(x(15), x(16)));
        cases.add(coupons("Save20", "SAVE-20"));
        return cases;
    }

    private static List<LimitCase> parameterTexts(String fixture, String at) {
        return List.of(
                new LimitCase(fixture, at, "a", null, field(at)),
                new LimitCase(fixture, at, "a", "", field(at)),
                new LimitCase(fixture, at, " a", " \u00a0\u200b", field(at)),
                new LimitCase(fixture, at, "a    b", "a     b", field(at)),
                new LimitCase(fixture, at, "a b", "a\tb", field(at)),
                new LimitCase(fixture, at, "a b", "a\r\nb", field(at)));
    }

    private static LimitCase cardParameter(String at, Object allowed, Object refused) {
        return new LimitCase("template-carousel", at, allowed, refused, field(at));
    }

    private static LimitCase coupons(String allowed, String refused) {
        String field = "template.components[1].cards[%d].components[0].parameters[0].coupon_code";
        return new LimitCase(
                "template-carousel",
                "/template/components/1/cards",
                list(2, coupon(allowed)),
                list(2, coupon(refused)),
                field.formatted(0) + " " + field.formatted(1));
    }

    private static Map<String, Object> coupon(String code) {
        return Map.of(
                "components",
                List.of(Map.of("sub_type", "copy_code", "parameters", List.of(Map.of("coupon_code", code)))));
    }

    private static LimitCase templateButton(int component, String member, Object allowed, Object refused) {
        String at = "/template/components/" + component + "/parameters/0/" + member;
        return new LimitCase("template-buttons", at, allowed, refused, field(at));
    }

    private static Map<String, Object> contact() {
        return Map.of("name", Map.of("formatted_name", "Ann", "first_name", "Ann"));
    }
}
