/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import java.util.Locale;

/** What the simulator can be told to do differently. Each is off unless its sentence says on. Thread-safe. */
public enum Switch {
    /**
     * On: requests beyond 80 a second for a number, and beyond 45 at once or one in six seconds for a recipient, are
     * refused.
     */
    LIMITS(true),
    /** On: customers' phones report that a message was read; off, the statuses end with delivered. */
    READ_RECEIPTS(true),
    /**
     * On: deliveries are written as Meta writes them, with six-character escapes for all but ASCII and a backslash
     * before each slash.
     */
    META_ESCAPES(true),
    /** On: the account is admitted to Direct Send; off, a message with such a category is refused with 100. */
    DIRECT_SEND(true),
    /**
     * The first 1,000 service messages of a number and month are reported as free, with the price that Meta is presumed
     * to report for them; off, each has its price.
     */
    FREE_SERVICE_MESSAGES(false),
    /**
     * A message outside the window is refused at once with 131047, instead of being accepted and reported as failed.
     */
    WINDOW_REFUSES_AT_ONCE(false),
    /** A template that is reported delivered opens the window, as 360dialog's guide says and Meta's pages do not. */
    TEMPLATE_OPENS_WINDOW(false),
    /** The account belongs to a parent account: events name customers by their user ids there too. */
    PARENT_USER_IDS(false),
    /** Each delivery is made twice. */
    DUPLICATES(false),
    /** Of two events that follow each other, the second is delivered first. */
    REORDER(false),
    /** Events use the bare form of the on-premise API, without Meta's envelope. */
    ON_PREMISE_FORM(false),
    /**
     * Templates are accepted as held for a check of their quality, and then fail because the template is paused
     * (132015).
     */
    TEMPLATES_ARE_HELD(false),
    /** New templates stay pending until they are approved by hand. */
    TEMPLATES_WAIT_FOR_APPROVAL(false);

    private final boolean initially;

    Switch(boolean initially) {
        this.initially = initially;
    }

    /** Its position after start and after a reset. */
    public boolean initially() {
        return initially;
    }

    /** Its name in JSON, for example {@code metaEscapes}. */
    public String word() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder word = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            word.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return word.toString();
    }
}
