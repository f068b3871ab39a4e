/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.InvalidMessageException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks of requests that the API would refuse: what is wrong is said before anything is sent. */
final class RequestCheck {

    private RequestCheck() {}

    /** A call whose checks fail its future instead of throwing. */
    static <T> CompletableFuture<T> checked(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (InvalidMessageException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
    }

    /** One segment of a path, from an id that must not be blank. */
    static String segment(String what, String id) {
        if (id.isBlank()) {
            throw new InvalidMessageException("Expected " + what + ", actual is an empty text");
        }
        return MediaCalls.segment(id.strip());
    }

    /** A member that must be text of at most that many characters. */
    static void requireText(Map<String, ?> body, String name, int maximum) {
        if (!(body.get(name) instanceof String text) || text.isBlank()) {
            throw new InvalidMessageException("Expected the member " + name + " with a text, actual is "
                    + (body.containsKey(name) ? "another value" : "none"));
        }
        checkText(body, name, maximum);
    }

    /** A member that may be absent. */
    static void checkText(Map<String, ?> body, String name, int maximum) {
        Object value = body.get(name);
        if (value == null) {
            return;
        }
        if (!(value instanceof String text)) {
            throw new InvalidMessageException("Expected a text as member " + name + ", actual is another value");
        }
        if (text.length() > maximum) {
            throw new InvalidMessageException(
                    "The member " + name + " has at most " + maximum + " characters, actual are " + text.length());
        }
    }

    /** A member that may be absent, and has one of these values otherwise. */
    static void checkOneOf(Map<String, ?> body, String name, List<String> allowed) {
        Object value = body.get(name);
        if (value != null && !allowed.contains(value.toString())) {
            throw new InvalidMessageException("The member " + name + " is one of " + allowed + ", actual is another");
        }
    }

    /** A body that changes something. */
    static void requireMembers(@Nullable Collection<String> names, String expected) {
        if (names == null || names.isEmpty()) {
            throw new InvalidMessageException("Expected at least one of " + expected + ", actual is an empty object");
        }
    }
}
