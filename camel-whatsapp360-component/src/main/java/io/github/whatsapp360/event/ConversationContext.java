package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.ReadableJson;
import io.github.whatsapp360.event.content.Words;
import org.jspecify.annotations.Nullable;

/**
 * What was said before a conversation was handed over, as it stands beside the customer's first message after that.
 *
 * <p>Prints its type only. Immutable and thread-safe.
 *
 * @param type {@code summary} or {@code history}, or the word as it came
 * @param summary a few sentences; null for another type
 * @param raw all of it, exactly as it came
 */
public record ConversationContext(
        @Nullable String type, @Nullable String summary, RawJson raw) {

    public ConversationContext {
        requireNonNull(raw, "raw");
    }

    /** The summary; else everything that was said. */
    public String text() {
        String said = summary == null ? ReadableJson.lines(raw.text(), "type"::equals) : summary;
        return Words.note("conversation so far", said);
    }

    @Override
    public String toString() {
        return "ConversationContext[type=" + type + "]";
    }
}
