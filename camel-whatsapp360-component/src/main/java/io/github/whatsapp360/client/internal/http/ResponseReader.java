package io.github.whatsapp360.client.internal.http;

import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.json.ApiJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of successful answers. A call that cannot be read may have had its effect all the same; one that
 * only asks, or uploads, has none.
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

    /** The same for a call that only asks, or uploads what no message names yet. */
    public static <T> T readIdempotent(byte[] body, Class<T> type) {
        try {
            return ApiJson.read(body, type);
        } catch (IOException notWhatWasExpected) {
            throw unavailable(notWhatWasExpected);
        }
    }

    /** Of a call that only asks, or uploads: no message was sent, and asking again may help. */
    public static UnavailableException unavailable(@Nullable Exception why) {
        return new UnavailableException(Failure.local(
                "The API answered 2xx with an unreadable body: if this persists, check baseUrl", true, why));
    }

    public static UnknownOutcomeException unknownOutcome(@Nullable Exception why) {
        return new UnknownOutcomeException(Failure.local("The API answered 2xx with an unreadable body", false, why));
    }
}
