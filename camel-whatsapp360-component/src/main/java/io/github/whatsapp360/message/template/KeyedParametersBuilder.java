/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import io.github.whatsapp360.message.part.MediaRef;
import io.github.whatsapp360.message.part.Place;
import io.github.whatsapp360.message.part.Product;
import io.github.whatsapp360.message.template.TemplateParameter.InHeader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of {@link TemplateParameters#of(Map)}.
 *
 * <p>Confined to one thread.
 */
final class KeyedParametersBuilder {

    private static final Pattern POSITION = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern HEADER_TEXT = Pattern.compile("header\\.text(?:\\.(?<name>[^.]+))?");
    private static final Pattern BUTTON = Pattern.compile("button\\.(?<index>[0-9])\\.(?<kind>[a-z_]+)");

    /** The keys with a dot, for messages. */
    static final List<String> DOTTED = List.of(
            "header.text",
            "header.text.<name>",
            "header.image",
            "header.video",
            "header.gif",
            "header.document",
            "header.filename",
            "header.location",
            "header.product",
            "button.<0 to 9>.url",
            "button.<0 to 9>.payload",
            "button.<0 to 9>.copy_code",
            "button.<0 to 9>.flow_token",
            "otp.code",
            "offer.expires");

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,18}");

    private final TemplateParameters.Builder parameters = TemplateParameters.builder();
    private final SortedMap<Integer, Object> positions = new TreeMap<>();
    private final List<TemplateButton> buttons = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    KeyedParametersBuilder(Map<String, ?> values) {
        values.forEach((key, value) -> {
            if (value == null) {
                throw unfit(key, "a value", "null");
            }
            this.values.put(key, value);
        });
    }

    TemplateParameters build() {
        values.forEach(this::read);
        if (!positions.isEmpty() && positions.lastKey() != positions.size()) {
            int missing = 1;
            while (positions.containsKey(missing)) {
                missing++;
            }
            throw unfit(Integer.toString(missing), "a value", "absent, while a later position is there");
        }
        parameters.body(positions.values().stream().toList());
        buttons.sort(Comparator.comparingInt(TemplateButton::index));
        buttons.forEach(parameters::button);
        return parameters.build();
    }

    private void read(String key, Object value) {
        String text = text(key, value);
        Matcher headerText = HEADER_TEXT.matcher(key);
        Matcher button = BUTTON.matcher(key);
        if (POSITION.matcher(key).matches()) {
            positions.put(Integer.valueOf(key), value);
        } else if (!key.contains(".")) {
            parameters.body(key, value);
        } else if (headerText.matches()) {
            parameters.header(new TemplateParameter.Text(text, headerText.group("name")));
        } else if (button.matches()) {
            String words = button.group("kind").equals("url") ? text : ParameterText.words(value);
            buttons.add(button(key, button, words));
        } else if (key.equals("otp.code")) {
            positions.put(1, text);
            buttons.add(new TemplateButton.UrlSuffix(0, text));
        } else if (key.equals("offer.expires")) {
            parameters.offerExpires(instant(key, value));
        } else if (!key.equals("header.filename")) {
            parameters.header(
                    value instanceof Map<?, ?> members ? object(key, members) : media(key, MediaRef.parse(text)));
        }
    }

    /** Locations and products are maps, everything else is a text. */
    private static String text(String key, Object value) {
        if (value instanceof Map<?, ?>
                && key.startsWith("header.")
                && !HEADER_TEXT.matcher(key).matches()) {
            return "";
        }
        try {
            return ParameterText.of(value).text();
        } catch (IllegalArgumentException several) {
            throw unfit(key, "a text or a number", "a structured value");
        }
    }

    private InHeader media(String key, MediaRef media) {
        return switch (key) {
            case "header.image" -> new TemplateParameter.Image(media);
            case "header.video" -> new TemplateParameter.Video(media);
            case "header.gif" -> new TemplateParameter.Gif(media);
            case "header.document" -> TemplateParameter.Document.of(media, filename(media));
            default -> throw unknown(key);
        };
    }

    private static InHeader object(String key, Map<?, ?> members) {
        return switch (key) {
            case "header.location" ->
                new TemplateParameter.Location(new Place(
                        degrees(key, members, "latitude"),
                        degrees(key, members, "longitude"),
                        text(members, "name"),
                        text(members, "address")));
            case "header.product" ->
                new TemplateParameter.OfProduct(new Product(
                        required(key, members, "catalog_id"), required(key, members, "product_retailer_id")));
            default -> throw unknown(key);
        };
    }

    private static double degrees(String key, Map<?, ?> members, String member) {
        try {
            return Double.parseDouble(required(key, members, member));
        } catch (NumberFormatException noNumber) {
            // Without the cause, whose message quotes the value.
            throw unfit(key + "." + member, "a number", "none");
        }
    }

    private static String required(String key, Map<?, ?> members, String member) {
        String value = text(members, member);
        if (value == null) {
            throw unfit(key + "." + member, "a value", "absent");
        }
        return value;
    }

    private static @Nullable String text(Map<?, ?> members, String member) {
        Object value = members.get(member);
        return value == null ? null : value.toString();
    }

    /** A document without a name is shown as "Untitled". */
    private @Nullable String filename(MediaRef media) {
        Object name = values.get("header.filename");
        String given = name == null ? "" : text("header.filename", name);
        if (!given.isBlank()) {
            return given;
        }
        return media instanceof MediaRef.Link onTheWeb ? LinkedFileName.of(onTheWeb.link()) : null;
    }

    private static TemplateButton button(String key, Matcher button, String value) {
        int index = Integer.parseInt(button.group("index"));
        return switch (button.group("kind")) {
            case "url" -> new TemplateButton.UrlSuffix(index, value);
            case "payload" -> new TemplateButton.QuickReply(index, value);
            case "copy_code" -> new TemplateButton.CopyCode(index, value);
            case "flow_token" -> new TemplateButton.Flow(index, value, Map.of());
            default -> throw unknown(key);
        };
    }

    private static Instant instant(String key, Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        String text = value.toString();
        try {
            return MILLISECONDS.matcher(text).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            // Without the cause, whose message quotes the value.
            throw unfit(key, "milliseconds since 1970 or ISO 8601", "neither");
        }
    }

    private static IllegalArgumentException unknown(String key) {
        return unfit(key, "one of " + String.join(", ", DOTTED), "none of them");
    }

    private static IllegalArgumentException unfit(String key, String expected, String actual) {
        return new IllegalArgumentException(
                "Template parameter '" + key + "': expected " + expected + ", actual is " + actual);
    }
}
