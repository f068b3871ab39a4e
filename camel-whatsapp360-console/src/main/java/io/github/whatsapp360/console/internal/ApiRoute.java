/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.console.ConsoleRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API.
 *
 * <p>Immutable and thread-safe.
 *
 * @param method HTTP method
 * @param template path below {@code api/}, with names in braces
 * @param role that the caller needs
 * @param request type of the request body; null if it has none
 * @param response type of the response body
 * @param action answers the call
 */
record ApiRoute(
        String method,
        String template,
        ConsoleRole role,
        @Nullable Class<?> request,
        Class<?> response,
        Action action) {

    /** Answers a call. */
    @FunctionalInterface
    interface Action {
        /** Returns what the response body is written from. */
        Object answer(ApiCall call);
    }

    /** Whether the call changes something, so that it must come from the console's own page. */
    boolean changes() {
        return !method.equals("GET");
    }

    /** The values of the names in the template, in order; null if the path is another one. */
    @Nullable
    List<String> match(String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return null;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                values.add(given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return null;
            }
        }
        return values;
    }
}
