/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.json.ApiJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Parses the bodies of successful responses. If a response cannot be parsed, the call may have had an effect, unless it
 * only reads or uploads.
 */
public final class ResponseReader {

    private ResponseReader() {}

    public static <T> T read(byte[] body, Class<T> type) {
        try {
            return ApiJson.read(body, type);
        } catch (IOException notWhatWasExpected) {
            throw unknownOutcome(notWhatWasExpected);
        }
    }

    /** The same for a call that only reads or uploads. */
    public static <T> T readIdempotent(byte[] body, Class<T> type) {
        try {
            return ApiJson.read(body, type);
        } catch (IOException notWhatWasExpected) {
            throw unavailable(notWhatWasExpected);
        }
    }

    /** The failure of a call that only reads or uploads: no message was sent, and a retry may help. */
    public static UnavailableException unavailable(@Nullable Exception why) {
        return new UnavailableException(Failure.local(
                "The API answered 2xx with an unreadable body: if this persists, check baseUrl", true, why));
    }

    public static UnknownOutcomeException unknownOutcome(@Nullable Exception why) {
        return new UnknownOutcomeException(Failure.local("The API answered 2xx with an unreadable body", false, why));
    }
}
