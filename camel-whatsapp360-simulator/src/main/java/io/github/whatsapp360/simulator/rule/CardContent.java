/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

import java.util.List;
import java.util.regex.Pattern;

/** The rules for places, contact cards and reactions. Thread-safe. */
final class CardContent {

    private static final List<String> NAME_PARTS =
            List.of("first_name", "last_name", "middle_name", "prefix", "suffix");

    /** As people count characters: an emoji of several code points is one. */
    private static final Pattern ONE_CHARACTER = Pattern.compile("\\X");

    private static final Pattern KEYCAP = Pattern.compile("[0-9#*]\\x{FE0F}?\\x{20E3}");

    private CardContent() {}

    static void location(Fields place) {
        place.only("latitude", "longitude", "name", "address");
        place.number("latitude", -90, 90);
        place.number("longitude", -180, 180);
        place.optionalText("name", 1000);
        place.optionalText("address", 1000);
    }

    static void contacts(Fields message) {
        for (Fields card : message.objects("contacts", 1, 257)) {
            card.only("name", "birthday", "phones", "emails", "urls", "addresses", "org");
            Fields name = card.object("name");
            name.text("formatted_name", 1000);
            if (NAME_PARTS.stream().noneMatch(name::has)) {
                throw name.missing("first_name");
            }
            if (card.has("birthday") && !card.string("birthday").matches("\\d{4}-\\d{2}-\\d{2}")) {
                throw card.value("birthday", "must be of the form YYYY-MM-DD");
            }
            if (card.has("phones")) {
                card.objects("phones", 0, 100).forEach(phone -> phone.only("phone", "type", "wa_id"));
            }
            if (card.has("emails")) {
                card.objects("emails", 0, 100).forEach(email -> email.only("email", "type"));
            }
        }
    }

    static void reaction(Fields reaction) {
        reaction.only("message_id", "emoji").text("message_id", 256);
        String emoji = reaction.string("emoji");
        if (emoji.isEmpty()) {
            return;
        }
        boolean symbol = emoji.codePoints().noneMatch(Character::isLetter) && emoji.codePointAt(0) > 0x7f;
        if (!ONE_CHARACTER.matcher(emoji).matches()
                || !(symbol || KEYCAP.matcher(emoji).matches())) {
            throw reaction.value("emoji", "must be one emoji");
        }
    }
}
