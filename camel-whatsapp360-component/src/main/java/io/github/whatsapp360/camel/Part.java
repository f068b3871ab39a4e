package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a send: an exchange makes one or more of them, in order.
 *
 * @param json the request's body
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
record Part(byte[] json) {

    static Part of(OutboundMessage message) {
        try {
            return new Part(MessageWriter.write(message));
        } catch (IllegalArgumentException unwritable) {
            throw new InvalidMessageException(String.valueOf(unwritable.getMessage()), unwritable);
        }
    }

    static Part of(
            Map<String, ?> message,
            @Nullable Recipient recipient,
            @Nullable String replyToMessageId,
            @Nullable String callbackData) {
        try {
            return new Part(MessageWriter.write(message, recipient, replyToMessageId, callbackData));
        } catch (IllegalArgumentException unwritable) {
            throw new InvalidMessageException(String.valueOf(unwritable.getMessage()), unwritable);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Part part && Arrays.equals(json, part.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }

    @Override
    public String toString() {
        return "Part[" + json.length + " bytes]";
    }
}
