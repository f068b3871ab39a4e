package io.github.whatsapp360.client;

import io.github.whatsapp360.json.ApiJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of successful answers. What cannot be read may have had its effect all the same. */
final class Answers {

    private Answers() {}

    static <T> T read(byte[] body, Class<T> type) {
        try {
            return ApiJson.read(body, type);
        } catch (IOException notWhatWasExpected) {
            throw unreadable(notWhatWasExpected);
        }
    }

    static UnknownOutcomeException unreadable(@Nullable Exception why) {
        return new UnknownOutcomeException(
                Failure.local("The API answered 2xx with a body that cannot be understood", false, why));
    }
}
