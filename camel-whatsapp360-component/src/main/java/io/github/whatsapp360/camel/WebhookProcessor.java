package io.github.whatsapp360.camel;

import io.github.whatsapp360.webhook.Answer;
import io.github.whatsapp360.webhook.Webhook;
import io.github.whatsapp360.webhook.WebhookSecurity;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of the webhook: gives the delivery to the {@link Webhook} and its answer to the caller. Nothing of the
 * request comes back in the answer, and nothing of it reaches a route but what the events hold.
 *
 * <p>Thread-safe. Blocks the HTTP server's worker until the events are stored: every server gives a request a thread that
 * may block, and an answer from another thread would be later.
 */
final class WebhookProcessor implements Processor {

    private static final byte[] EMPTY = new byte[0];

    private final Webhook webhook;
    private final BooleanSupplier accepting;
    private final int maximumSize;

    WebhookProcessor(Webhook webhook, BooleanSupplier accepting, int maximumSize) {
        this.webhook = webhook;
        this.accepting = accepting;
        this.maximumSize = maximumSize;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Answer answer = answer(message);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        if (answer.retryAfter() != null) {
            message.setHeader("Retry-After", answer.retryAfter().toSeconds());
        }
        if (answer.status() == Answer.METHOD_NOT_ALLOWED.status()) {
            message.setHeader("Allow", "POST");
        }
        if (answer.body().isEmpty()) {
            message.setBody(EMPTY);
        } else {
            message.setHeader(Exchange.CONTENT_TYPE, "text/plain");
            message.setBody(answer.body());
        }
    }

    private Answer answer(Message message) {
        String method = message.getHeader(Exchange.HTTP_METHOD, String.class);
        if ("GET".equals(method)) {
            return webhook.verify(text(message, "hub.verify_token"), text(message, "hub.challenge"));
        }
        if (!"POST".equals(method)) {
            return Answer.METHOD_NOT_ALLOWED;
        }
        if (!webhook.admits(text(message, WebhookSecurity.SECRET_HEADER))) {
            return Answer.UNAUTHORIZED;
        }
        if (!accepting.getAsBoolean()) {
            return Answer.UNAVAILABLE;
        }
        byte[] body = body(message);
        return body == null ? Answer.TOO_LARGE : webhook.receive(text(message, WebhookSecurity.SIGNATURE_HEADER), body);
    }

    /** The bytes that came; null if there are more than are taken. */
    private byte @Nullable [] body(Message message) {
        Long announced = message.getHeader(Exchange.CONTENT_LENGTH, Long.class);
        if (announced != null && announced > maximumSize) {
            return null;
        }
        Object body = message.getBody();
        byte[] bytes;
        if (body == null) {
            bytes = EMPTY;
        } else if (body instanceof InputStream stream) {
            bytes = read(stream);
        } else {
            bytes = message.getBody(byte[].class);
        }
        return bytes.length > maximumSize ? null : bytes;
    }

    private byte[] read(InputStream stream) {
        try (stream) {
            return stream.readNBytes(maximumSize + 1);
        } catch (IOException cutOff) {
            // The sender gave up; whatever is answered now nobody reads, and half a delivery is unreadable as it should
            // be.
            return EMPTY;
        }
    }

    private static @Nullable String text(Message message, String header) {
        return message.getHeader(header, String.class);
    }
}
