/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

import io.github.whatsapp360.simulator.fault.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules for a template send that hold for every template; whether the parameters fit is seen when it is filled in.
 * Thread-safe.
 */
final class TemplateContent {

    private static final List<String> BUTTONS =
            List.of("quick_reply", "url", "copy_code", "flow", "catalog", "mpm", "order_details", "voice_call");

    private static final Pattern SEVERAL_LINES = Pattern.compile("[\\n\\r\\t]| {5}");

    private TemplateContent() {}

    static void check(Fields template) {
        template.only("name", "language", "components");
        if (!template.text("name", 512).matches("[a-z0-9_]+")) {
            throw template.value("name", "must consist of lower-case letters, digits and underscores");
        }
        Fields language = template.object("language").only("code", "policy");
        language.text("code", 15);
        if (language.has("policy")) {
            language.oneOf("policy", "deterministic");
        }
        if (template.has("components")) {
            template.objects("components", 0, 20).forEach(TemplateContent::component);
        }
    }

    private static void component(Fields component) {
        switch (component.text("type", 60).toLowerCase(Locale.ROOT)) {
            case "header", "body", "limited_time_offer", "tap_target_configuration" -> parameters(component, true);
            case "button" -> button(component);
            case "carousel" ->
                component.objects("cards", 1, 10).forEach(card -> {
                    card.number("card_index", 0, 9);
                    card.objects("components", 0, 10).forEach(TemplateContent::component);
                });
            default ->
                throw component.value("type", "must be one of {header, body, button, carousel, limited_time_offer}");
        }
    }

    private static void button(Fields button) {
        String kind = button.text("sub_type", 60).toLowerCase(Locale.ROOT);
        if (!BUTTONS.contains(kind)) {
            throw button.value("sub_type", "must be one of {" + String.join(", ", BUTTONS) + "}");
        }
        button.number("index", 0, 9);
        parameters(button, !kind.equals("catalog") && !kind.equals("flow") && !kind.equals("voice_call"));
    }

    private static void parameters(Fields component, boolean required) {
        if (!required && !component.has("parameters")) {
            return;
        }
        for (Fields parameter : component.objects("parameters", 0, 100)) {
            switch (parameter.text("type", 60)) {
                case "text" -> {
                    String text = parameter.string("text");
                    if (text.isBlank()) {
                        throw new Refusal(131008, "Parameter of type text is missing text value.");
                    }
                    singleLine(text);
                }
                case "currency" -> {
                    Fields money = parameter.object("currency");
                    fallback(money);
                    money.text("code", 3);
                    money.number("amount_1000", -1e15, 1e15);
                }
                case "date_time" -> fallback(parameter.object("date_time"));
                case "image" -> MediaContent.source(parameter.object("image").only("id", "link"));
                case "video" -> MediaContent.source(parameter.object("video").only("id", "link"));
                case "document" ->
                    MediaContent.source(parameter.object("document").only("id", "link", "filename"));
                case "location" -> CardContent.location(parameter.object("location"));
                case "payload" -> parameter.text("payload", 256);
                case "coupon_code" -> coupon(parameter);
                case "ttl_minutes" -> parameter.number("ttl_minutes", 1, 43_200);
                case "tap_target_configuration" ->
                    parameter.objects("tap_target_configuration", 1, 1).forEach(target -> target.url("url", 2000));
                default -> parameter.object(parameter.text("type", 60));
            }
        }
    }

    private static void fallback(Fields value) {
        if (value.text("fallback_value", 1024).isBlank()) {
            throw value.value("fallback_value", "must not be blank");
        }
        singleLine(value.string("fallback_value"));
    }

    private static void singleLine(String text) {
        if (SEVERAL_LINES.matcher(text).find()) {
            throw new Refusal(
                    132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
        }
    }

    private static void coupon(Fields parameter) {
        if (!parameter.text("coupon_code", 15).matches("[A-Za-z0-9]+")) {
            throw parameter.value("coupon_code", "must be alphanumeric");
        }
    }
}
