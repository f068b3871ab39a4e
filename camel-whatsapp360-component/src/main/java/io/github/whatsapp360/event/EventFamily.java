/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The families of events: what a consumer selects with the option {@code events}, and what {@link
 * InboundEvent#family()} returns. This is the only list of them.
 *
 * <p>Immutable and thread-safe.
 */
public enum EventFamily {
    /** A message that a user wrote. */
    MESSAGE("message"),
    /** The status of a sent message. */
    STATUS("status"),
    /** What became of a message that was sent with {@code trackDelivery}. */
    DELIVERY("delivery"),
    /** An error that concerns no single message. */
    ERROR("error"),
    /** A user tapped a link of a marketing message. */
    USER_ACTION("userAction"),
    /** A call or its status. */
    CALL("call"),
    /** A template was approved, rejected, paused or changed. */
    TEMPLATE("template"),
    /** The business account or the phone number changed. */
    ACCOUNT("account"),
    /** The state of a Flow changed. */
    FLOW("flow"),
    /** A group or its participants changed. */
    GROUP("group"),
    /** A user's id or preferences changed. */
    USER("user"),
    /** A message that the business sent with the WhatsApp Business app. */
    ECHO("echo"),
    /** Messages from before the number was connected. */
    HISTORY("history"),
    /** Control of a conversation was passed on. */
    HANDOVER("handover"),
    /** A notice of 360dialog to its partners. */
    PARTNER("partner"),
    /** Anything else. */
    UNKNOWN("unknown");

    private static final Map<String, EventFamily> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventFamily::word, Function.identity()));

    private final String word;

    EventFamily(String word) {
        this.word = word;
    }

    /** The name of the family in options, headers and stored events, for example {@code userAction}. */
    public String word() {
        return word;
    }

    /** The family with this name; null if there is none. */
    public static @Nullable EventFamily find(String word) {
        return BY_WORD.get(word);
    }

    /** The names of all families in alphabetical order. */
    public static List<String> words() {
        return BY_WORD.keySet().stream().sorted().toList();
    }
}
