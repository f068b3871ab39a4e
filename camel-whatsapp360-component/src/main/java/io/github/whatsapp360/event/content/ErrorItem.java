package io.github.whatsapp360.event.content;

import org.jspecify.annotations.Nullable;

/**
 * One element of an {@code errors} array, wherever it stands.
 *
 * <p>Prints the code only. Immutable and thread-safe.
 *
 * @param code decide by this one; null if it is missing or no number
 * @param title a short name, in English
 * @param message usually the title again
 * @param details what happened this time, in English
 * @param href documentation, absolute or a path at Meta's developer site
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error codes</a>
 */
public record ErrorItem(
        @Nullable Integer code,
        @Nullable String title,
        @Nullable String message,
        @Nullable String details,
        @Nullable String href) {

    /** Code, title, message and details, what is the same only once. */
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
