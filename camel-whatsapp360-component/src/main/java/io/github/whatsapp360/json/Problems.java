/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Describes parse failures without quoting values, as Jackson's own messages do.
 *
 * <p>Thread-safe.
 */
final class Problems {

    private Problems() {}

    static String describe(Exception malformed) {
        if (!(malformed instanceof JsonMappingException located)) {
            return missing(malformed, "unreadable");
        }
        String place = path(located.getPath());
        String what = located.getCause() == null ? "unreadable" : missing(located.getCause(), "unreadable");
        return place.isEmpty() ? what : what + " at " + place;
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    /** Records reject a missing member with an exception that names it. */
    private static String missing(Throwable refusal, String otherwise) {
        StackTraceElement[] stack = refusal.getStackTrace();
        boolean ours = refusal instanceof NullPointerException
                && stack.length > 0
                && Map.entry(stack[0].getClassName(), stack[0].getMethodName())
                        .equals(Map.entry("java.util.Objects", "requireNonNull"));
        return ours ? "no " + refusal.getMessage() : otherwise;
    }
}
