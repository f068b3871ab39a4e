package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.message.OutboundMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The calls of 360dialog's Messaging API for one number, one method each. Usable with Camel and without.
 *
 * <pre>{@code
 * try (Whatsapp360Client client = new Whatsapp360Client(ClientSettings.of(apiKey))) {
 *     SendReceipt receipt = client.send(message).join();
 * }
 * }</pre>
 *
 * <p>Every returned future completes, at the latest after the connect time-out and twice the request time-out, and fails
 * with nothing but a {@link Whatsapp360Exception}. Futures complete on a thread of the HTTP client: do not block there.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging-api/api-reference">API reference</a>
 */
public final class Whatsapp360Client implements AutoCloseable {

    private static final String WEBHOOK = "/v1/configs/webhook";

    private final ApiConnection api;

    /** A client with connections of its own, until it is closed. */
    public Whatsapp360Client(ClientSettings settings) {
        this(settings, Clock.systemUTC());
    }

    /** The same with a clock, by which dates in answers are read. */
    public Whatsapp360Client(ClientSettings settings, Clock clock) {
        this.api = new ApiConnection(requireNonNull(settings, "settings"), clock);
    }

    /**
     * Sends one message, once.
     *
     * @param message with a recipient
     * @return completes with the receipt when the API has accepted the message
     */
    public CompletableFuture<SendReceipt> send(OutboundMessage message) {
        byte[] request;
        try {
            request = MessageWriter.write(message);
        } catch (IllegalArgumentException unwritable) {
            return CompletableFuture.failedFuture(
                    new InvalidMessageException(String.valueOf(unwritable.getMessage()), unwritable));
        }
        return sendJson(request);
    }

    /**
     * Sends a message that is JSON already, as the API takes it.
     *
     * @param message the whole request body, UTF-8
     */
    public CompletableFuture<SendReceipt> sendJson(byte[] message) {
        return api.exchange("POST", "/messages", message).thenApply(Whatsapp360Client::receipt);
    }

    /** Where this number's events are delivered at present. */
    public CompletableFuture<WebhookSettings> getWebhook() {
        return api.exchange("GET", WEBHOOK, null)
                .thenApply(body -> read(body, WebhookSettings.class))
                .exceptionallyCompose(
                        problem -> Whatsapp360Exception.in(problem).httpStatus() == 404
                                ? CompletableFuture.completedFuture(new WebhookSettings(null, Map.of()))
                                : CompletableFuture.failedFuture(problem));
    }

    /**
     * Has this number's events delivered to a URL, instead of to whichever was set before.
     *
     * @param webhook an https URL without port and without underscore in its host; headers to be sent along
     */
    public CompletableFuture<WebhookSettings> setWebhook(WebhookSettings webhook) {
        return api.exchange("POST", WEBHOOK, ApiJson.write(webhook))
                .thenApply(body -> read(body, WebhookSettings.class));
    }

    /**
     * Any other call of the API.
     *
     * @param path with a slash in front
     * @param json the request's body; null for none
     * @return the answer's body
     */
    public CompletableFuture<byte[]> call(String method, String path, byte @Nullable [] json) {
        return api.exchange(method, path, json);
    }

    /** Ends the connections; calls under way fail. */
    @Override
    public void close() {
        api.close();
    }

    private static SendReceipt receipt(byte[] body) {
        SendAnswer answer = read(body, SendAnswer.class);
        SendAnswer.Accepted accepted =
                answer.messages().isEmpty() ? null : answer.messages().get(0);
        if (accepted == null || accepted.id() == null || accepted.id().isBlank()) {
            throw unreadable(null);
        }
        SendAnswer.Contact contact =
                answer.contacts().isEmpty() ? null : answer.contacts().get(0);
        return new SendReceipt(
                accepted.id(),
                contact == null ? null : contact.waId(),
                contact == null ? null : contact.userId(),
                accepted.status());
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            return ApiJson.read(body, type);
        } catch (IOException notWhatWasExpected) {
            throw unreadable(notWhatWasExpected);
        }
    }

    private static UnknownOutcomeException unreadable(@Nullable IOException why) {
        return new UnknownOutcomeException(
                Failure.local("The API answered 2xx with a body that cannot be understood", false, why));
    }
}
