/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for messages with something to tap. Thread-safe. */
final class InteractiveContent {

    private static final String[] MEMBERS = {"type", "header", "body", "footer", "action"};

    private InteractiveContent() {}

    static void check(Fields interactive) {
        interactive.only(MEMBERS);
        String type = interactive.oneOf(
                "type",
                "button",
                "list",
                "cta_url",
                "flow",
                "location_request_message",
                "address_message",
                "product",
                "product_list",
                "catalog_message",
                "carousel",
                "voice_call",
                "call_permission_request",
                "request_contact_info",
                "order_details",
                "order_status");
        boolean bodyOptional = type.equals("product") || type.equals("call_permission_request");
        if (!bodyOptional || interactive.has("body")) {
            interactive.object("body").only("text").text("text", type.equals("list") ? 4096 : 1024);
        }
        if (interactive.has("footer")) {
            interactive.object("footer").only("text").text("text", 60);
        }
        header(interactive, type);
        action(interactive.object("action"), type);
    }

    private static void header(Fields interactive, String type) {
        if (!interactive.has("header")) {
            if (type.equals("product_list")) {
                throw interactive.missing("header");
            }
            return;
        }
        Fields header = interactive.object("header");
        switch (type) {
            case "list", "product_list" -> header.oneOf("type", "text");
            case "button", "cta_url", "flow", "order_details", "address_message" ->
                header.oneOf("type", "text", "image", "video", "document");
            default -> throw interactive.value("header", "is not allowed for interactive type " + type);
        }
        media(header);
    }

    private static void media(Fields header) {
        String kind = header.string("type");
        if (kind.equals("text")) {
            header.text("text", 60);
        } else {
            MediaContent.source(header.object(kind).only("id", "link", "filename"));
        }
    }

    private static void action(Fields action, String type) {
        switch (type) {
            case "button" -> buttons(action);
            case "list" -> list(action);
            case "cta_url" -> urlButton(action);
            case "flow" -> flow(action);
            case "location_request_message" -> action.oneOf("name", "send_location");
            case "product" -> {
                action.text("catalog_id", 100);
                action.text("product_retailer_id", 100);
            }
            case "product_list" -> products(action);
            case "carousel" -> carousel(action.objects("cards", 2, 10));
            case "voice_call" -> call(action);
            case "order_details" -> action.oneOf("name", "review_and_pay");
            case "order_status" -> action.oneOf("name", "review_order");
            case "address_message" -> {
                action.oneOf("name", "address_message");
                action.object("parameters").oneOf("country", "IN");
            }
            default -> action.oneOf("name", type);
        }
    }

    private static void buttons(Fields action) {
        Set<String> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        boolean mixed = action.raw("buttons").findValue("cta_url") != null;
        List<Fields> buttons = action.only("buttons").objects("buttons", 1, mixed ? 10 : 3);
        int addresses = 0;
        for (Fields button : buttons) {
            if (button.oneOf("type", "reply", "cta_url").equals("cta_url")) {
                addresses++;
                if (!ids.isEmpty()) {
                    throw action.value("buttons", "must have those of type cta_url first");
                }
                Fields target = button.only("type", "cta_url").object("cta_url").only("display_text", "url");
                target.text("display_text", 20);
                target.url("url", 2000);
                continue;
            }
            button.only("type", "reply");
            Fields reply = button.object("reply").only("id", "title");
            String id = reply.text("id", 256);
            if (!id.strip().equals(id)) {
                throw reply.value("id", "must not begin or end with a space");
            }
            boolean newTitle = titles.add(reply.text("title", 20));
            if (!ids.add(id) || !newTitle) {
                throw reply.value("must have an id and a title that no other button has");
            }
        }
        if (addresses > 2) {
            throw action.value("buttons", "must have at most 2 buttons of type cta_url");
        }
    }

    private static void list(Fields action) {
        action.only("button", "sections").text("button", 20);
        List<Fields> sections = action.objects("sections", 1, 10);
        Set<String> ids = new HashSet<>();
        int rows = 0;
        for (Fields section : sections) {
            section.only("title", "rows");
            if (sections.size() > 1 || section.has("title")) {
                section.text("title", 24);
            }
            for (Fields row : section.objects("rows", 1, 10)) {
                row.only("id", "title", "description").text("title", 24);
                row.optionalText("description", 72);
                if (!ids.add(row.text("id", 200))) {
                    throw row.value("id", "is used twice");
                }
                rows++;
            }
        }
        if (rows > 10) {
            throw action.value("sections", "must have at most 10 rows in all, has " + rows);
        }
    }

    private static void urlButton(Fields action) {
        action.oneOf("name", "cta_url");
        Fields parameters = action.object("parameters").only("display_text", "url");
        parameters.text("display_text", 20);
        parameters.url("url", 2000);
    }

    private static void flow(Fields action) {
        action.oneOf("name", "flow");
        Fields parameters = action.object("parameters");
        parameters.text("flow_message_version", 5);
        parameters.text("flow_cta", 30);
        if (parameters.has("flow_id") == parameters.has("flow_name")) {
            throw parameters.has("flow_id")
                    ? parameters.value("must have either flow_id or flow_name")
                    : parameters.missing("flow_id");
        }
        if (parameters.has("mode")) {
            parameters.oneOf("mode", "draft", "published");
        }
        if (parameters.has("flow_action")
                && parameters.oneOf("flow_action", "navigate", "data_exchange").equals("navigate")) {
            parameters.object("flow_action_payload").text("screen", 200);
        }
    }

    private static void products(Fields action) {
        action.text("catalog_id", 100);
        List<Fields> sections = action.objects("sections", 1, 10);
        int products = 0;
        for (Fields section : sections) {
            if (sections.size() > 1) {
                section.text("title", 24);
            }
            List<Fields> items = section.objects("product_items", 1, 30);
            items.forEach(item -> item.text("product_retailer_id", 100));
            products += items.size();
        }
        if (products > 30) {
            throw action.value("sections", "must have at most 30 products in all, has " + products);
        }
    }

    private static void carousel(List<Fields> cards) {
        Set<String> headers = new HashSet<>();
        for (Fields card : cards) {
            card.number("card_index", 0, 9);
            if (card.raw("type").asText().equals("product")) {
                card.object("action").text("product_retailer_id", 100);
                continue;
            }
            Fields header = card.object("header");
            headers.add(header.oneOf("type", "image", "video"));
            media(header);
            if (card.has("body")) {
                card.object("body").text("text", 160);
            }
            Fields action = card.object("action");
            if (action.has("buttons")) {
                action.objects("buttons", 1, 3).forEach(button -> {
                    Fields reply = button.object("quick_reply");
                    reply.text("id", 256);
                    reply.text("title", 20);
                });
            } else {
                urlButton(action);
            }
        }
        if (headers.size() > 1) {
            throw cards.get(0).value("header", "must be of the same type on all cards");
        }
    }

    private static void call(Fields action) {
        action.oneOf("name", "voice_call");
        if (action.has("parameters")) {
            Fields parameters = action.object("parameters");
            parameters.optionalText("display_text", 20);
            if (parameters.has("ttl_minutes")) {
                parameters.number("ttl_minutes", 1, 43_200);
            }
        }
    }
}
