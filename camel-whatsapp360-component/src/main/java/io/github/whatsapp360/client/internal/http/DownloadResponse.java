/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The response to a download request.
 *
 * @param head status and headers
 * @param error the body of an error response; otherwise empty
 * @param size number of bytes written to the file
 * @param sha256 of the file, lower-case hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DownloadResponse(HttpResponse head, byte[] error, long size, String sha256) {

    public int status() {
        return head.getCode();
    }

    public boolean isSuccess() {
        return status() >= 200 && status() < 300;
    }

    /** The redirect target; null if there is none. */
    public @Nullable String location() {
        return status() >= 300 && status() < 400 ? header("Location") : null;
    }

    public @Nullable String header(String name) {
        Header header = head.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }
}
