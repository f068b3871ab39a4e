/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The trace context of a delivery, stored with its events as the first member: {@code {"trace":"00-…","family":…}}.
 * Events without it have no trace.
 *
 * <p>Thread-safe.
 */
public final class StoredTrace {

    private static final byte[] HEAD = "{\"trace\":\"".getBytes(US_ASCII);
    private static final byte[] TAIL = "\",".getBytes(US_ASCII);

    private StoredTrace() {}

    /**
     * Adds a trace context to an event.
     *
     * @param trace printable ASCII without quotes and backslashes; null adds none
     */
    public static EventElement add(EventElement event, @Nullable String trace) {
        if (trace == null) {
            return event;
        }
        byte[] context = trace.getBytes(US_ASCII);
        byte[] json = event.json();
        byte[] stored = Arrays.copyOf(HEAD, HEAD.length + context.length + TAIL.length + json.length - 1);
        int at = HEAD.length;
        System.arraycopy(context, 0, stored, at, context.length);
        at += context.length;
        System.arraycopy(TAIL, 0, stored, at, TAIL.length);
        at += TAIL.length;
        System.arraycopy(json, 1, stored, at, json.length - 1);
        return new EventElement(
                event.family(), event.name(), event.dedupeKey(), event.conversation(), event.origin(), stored);
    }

    /**
     * The trace context of a stored event.
     *
     * @return null if it has none
     */
    public static @Nullable String of(byte[] stored) {
        if (stored.length < HEAD.length || !Arrays.equals(stored, 0, HEAD.length, HEAD, 0, HEAD.length)) {
            return null;
        }
        int end = HEAD.length;
        while (end < stored.length && stored[end] != '"') {
            end++;
        }
        return new String(stored, HEAD.length, end - HEAD.length, US_ASCII);
    }
}
