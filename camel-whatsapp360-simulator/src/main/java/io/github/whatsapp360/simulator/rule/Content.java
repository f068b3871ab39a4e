/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

import io.github.whatsapp360.simulator.fault.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The rules for one type of message. Thread-safe. */
@FunctionalInterface
interface Content {

    /** Every type that the API takes, by its wire name. */
    Map<String, Content> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("text", (message, type) -> text(message.object(type))),
            Map.entry("image", (message, type) -> MediaContent.withCaption(message.object(type))),
            Map.entry("video", (message, type) -> MediaContent.withCaption(message.object(type))),
            Map.entry("audio", (message, type) -> MediaContent.audio(message.object(type))),
            Map.entry("document", (message, type) -> MediaContent.document(message.object(type))),
            Map.entry("sticker", (message, type) -> MediaContent.plain(message.object(type))),
            Map.entry("location", (message, type) -> CardContent.location(message.object(type))),
            Map.entry("contacts", (message, type) -> CardContent.contacts(message)),
            Map.entry("reaction", (message, type) -> CardContent.reaction(message.object(type))),
            Map.entry("interactive", (message, type) -> InteractiveContent.check(message.object(type))),
            Map.entry("template", (message, type) -> TemplateContent.check(message.object(type)))));

    /** Checks the member of the message that is named like its type. */
    void check(Fields message, String type);

    /** The rules for the type of that wire name. */
    static Content named(String type) {
        Content content = ALL.get(type);
        if (content == null) {
            String known = String.join(", ", ALL.keySet()).toUpperCase(Locale.ROOT);
            throw new Refusal(100, "Param type must be one of {" + known + "} - got \"" + type + "\".");
        }
        return content;
    }

    private static void text(Fields text) {
        text.only("body", "preview_url").text("body", 4096);
        text.optionalBoolean("preview_url");
    }
}
