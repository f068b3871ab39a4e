package io.github.whatsapp360.camel.internal.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to the webhook as its server has it: nothing of it was read, decoded or mapped before
 * {@link #body} is called, so that a stranger's body is never read, and the signature is made over what really came.
 *
 * <p>Confined to the thread that answers the request.
 */
public interface WebhookRequest {

    /** In upper case, as HTTP has it. */
    @Nullable
    String method();

    /**
     * One header, whatever the case of its name.
     *
     * @return null if there is none
     */
    @Nullable
    String header(String name);

    /** What stands behind the question mark, undecoded; null if nothing does. */
    @Nullable
    String query();

    /**
     * The bytes of the body as they came, in whatever form they say they are. Stops reading beyond the limit.
     *
     * @param limit bytes at most
     * @return null if there are more
     * @throws IOException if the sender gave up or was too slow
     * @throws UnsupportedFormException if the server has taken the body apart already
     */
    byte @Nullable [] body(int limit) throws IOException, UnsupportedFormException;

    /** Lets go of a body that nobody reads, so that the connection can be used again. */
    void discard();

    /**
     * An answer's body in the form that this server writes at once.
     *
     * @param bytes what the body is
     * @return what the exchange's body is set to
     */
    default Object answerOf(byte[] bytes) {
        return bytes;
    }

    /** Whether the sender says how long the body is, and that is more than so many bytes. */
    default boolean announcesMoreThan(int limit) {
        String length = header("Content-Length");
        try {
            return length != null && Long.parseLong(length) > limit;
        } catch (NumberFormatException left) {
            return false;
        }
    }

    /** The server has made a form of the body and kept no bytes. */
    final class UnsupportedFormException extends Exception {

        private static final long serialVersionUID = 1L;

        UnsupportedFormException() {
            super("The server has read the body as a form");
        }
    }
}
