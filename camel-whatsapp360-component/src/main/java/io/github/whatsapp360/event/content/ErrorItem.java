/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import org.jspecify.annotations.Nullable;

/**
 * One element of an {@code errors} array.
 *
 * <p>{@code toString} shows only the code. Immutable and thread-safe.
 *
 * @param code the error code, which determines the error; null if it is missing or not a number
 * @param title a short name, in English
 * @param message usually the title again
 * @param details the details of this error, in English
 * @param href documentation, absolute or a path at Meta's developer site
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes</a>
 */
public record ErrorItem(
        @Nullable Integer code,
        @Nullable String title,
        @Nullable String message,
        @Nullable String details,
        @Nullable String href) {

    /** Code, title, message and details without duplicates. */
    public String text() {
        String named = title == null ? message : title;
        String sentence = message == null || message.equals(named) ? null : message;
        return Words.joined(": ", Words.joined(" ", code, named), sentence, details);
    }

    @Override
    public String toString() {
        return "ErrorItem[code=" + code + "]";
    }
}
