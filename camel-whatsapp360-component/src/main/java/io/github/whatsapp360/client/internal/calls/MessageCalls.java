package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.ResponseReader;
import io.github.whatsapp360.client.internal.rate.RateLimiter;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.message.MessageHead;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages: each in its turn, again if it certainly was not sent, and never twice.
 *
 * <p>Thread-safe.
 */
public final class MessageCalls {

    private static final int PAIR_RATE_LIMIT_CODE = 131056;

    private final ApiConnection api;
    private final URI messages;
    private final URI marketing;
    private final RateLimiter rateLimiter;
    private final RetryExecutor retries;

    public MessageCalls(ApiConnection api, RateLimiter rateLimiter, RetryExecutor retries) {
        this.api = api;
        this.messages = api.uri("/messages");
        this.marketing = api.uri("/marketing_messages");
        this.rateLimiter = rateLimiter;
        this.retries = retries;
    }

    /**
     * Sends one message, by the pace of its recipient if it names one that can be read.
     *
     * @param head of that message
     */
    public CompletableFuture<SendReceipt> send(MessageHead head, byte[] json) {
        String recipient = head.recipient() == null ? null : head.recipient().key();
        URI uri = head.marketing() ? marketing : messages;
        return rateLimiter
                .acquire(recipient)
                .thenCompose(first -> retries.execute(
                        attempt -> attempt == 0
                                ? post(uri, json)
                                : rateLimiter.acquireAgain(recipient).thenCompose(turn -> post(uri, json)),
                        (failure, attempt) -> delayAfter(failure, attempt, recipient)));
    }

    /** What is no message, and needs no turn: a read receipt. */
    public CompletableFuture<@Nullable Void> sendReadReceipt(byte[] json) {
        return retries.execute(attempt -> api.exchange("POST", messages, json)).thenApply(done -> null);
    }

    private CompletableFuture<SendReceipt> post(URI uri, byte[] json) {
        return api.exchange("POST", uri, json).thenApply(MessageCalls::parseReceipt);
    }

    /** The pair limit has a rule of its own, and holds up all that goes to this recipient. */
    private @Nullable Duration delayAfter(Whatsapp360Exception failure, int attempt, @Nullable String recipient) {
        if (failure.code() != PAIR_RATE_LIMIT_CODE) {
            return RetryExecutor.defaultDelay(failure, attempt);
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(2 * attempt, 20));
        if (recipient != null) {
            rateLimiter.suspend(recipient, wait);
        }
        return wait;
    }

    private static SendReceipt parseReceipt(byte[] body) {
        SendResponse answer = ResponseReader.read(body, SendResponse.class);
        SendResponse.Accepted accepted =
                answer.messages().isEmpty() ? null : answer.messages().get(0);
        if (accepted == null || accepted.id() == null || accepted.id().isBlank()) {
            throw ResponseReader.unknownOutcome(null);
        }
        SendResponse.Contact contact =
                answer.contacts().isEmpty() ? null : answer.contacts().get(0);
        return new SendReceipt(
                accepted.id(),
                contact == null ? null : contact.waId(),
                contact == null ? null : contact.userId(),
                accepted.status());
    }
}
