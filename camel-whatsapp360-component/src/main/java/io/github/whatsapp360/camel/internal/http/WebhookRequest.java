/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to the webhook, unchanged. Nothing is read, decoded or mapped before {@link #body} is called: the
 * body of an unauthenticated sender is never read, and the signature is computed over the original bytes.
 *
 * <p>Confined to the thread that answers the request.
 */
public interface WebhookRequest {

    /** In upper case. */
    @Nullable
    String method();

    /**
     * The value of a header; the name is not case-sensitive.
     *
     * @return null if there is none
     */
    @Nullable
    String header(String name);

    /** The query string without the question mark, undecoded; null if there is none. */
    @Nullable
    String query();

    /** The path as it came, undecoded, including what the server is mounted at; null if the server does not tell. */
    @Nullable
    String path();

    /** The user that the server has authenticated; null if it has authenticated none. */
    default @Nullable String user() {
        return null;
    }

    /** Whether the server says that its user has this role. */
    default boolean hasRole(String role) {
        return false;
    }

    /**
     * The bytes of the body, whatever their content type. Stops reading beyond the limit.
     *
     * @param limit maximum size in bytes
     * @return null if the body is larger
     * @throws IOException if the sender gave up or was too slow
     * @throws UnsupportedFormException if the server has taken the body apart already
     */
    byte @Nullable [] body(int limit) throws IOException, UnsupportedFormException;

    /** Discards an unread body, so that the connection can be reused. */
    void discard();

    /**
     * Converts a response body to the form that this server writes most efficiently.
     *
     * @param bytes the response body
     * @return the value for the body of the exchange
     */
    default Object answerOf(byte[] bytes) {
        return bytes;
    }

    /** Whether the Content-Length header exceeds this number of bytes. */
    default boolean announcesMoreThan(int limit) {
        String length = header("Content-Length");
        try {
            return length != null && Long.parseLong(length) > limit;
        } catch (NumberFormatException left) {
            return false;
        }
    }

    /** The server has parsed the body as a form and discarded the bytes. */
    final class UnsupportedFormException extends Exception {

        private static final long serialVersionUID = 1L;

        UnsupportedFormException() {
            super("The server has read the body as a form");
        }
    }
}
