/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.ResponseReader;
import io.github.whatsapp360.client.internal.rate.RateLimiter;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.client.internal.rate.SendingGate;
import io.github.whatsapp360.json.MessageHeadReader;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.Recipient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages with rate limiting and retries: only what was certainly not sent is retried, so that no message is
 * sent twice.
 *
 * <p>Thread-safe.
 */
public final class MessageCalls {

    private static final int PAIR_RATE_LIMIT_CODE = 131056;

    /**
     * Not a valid id, and a user id where a number is needed. 131026 says that the person cannot be reached, by any id.
     */
    private static final Set<Integer> RECIPIENT_CODES = Set.of(131009, 131062);

    private final ApiConnection api;
    private final URI messages;
    private final URI marketing;
    private final SendingGate gate;
    private final RateLimiter rateLimiter;
    private final RetryExecutor retries;
    private final SendFeedback feedback;

    public MessageCalls(
            ApiConnection api,
            SendingGate gate,
            RateLimiter rateLimiter,
            RetryExecutor retries,
            SendFeedback feedback) {
        this.api = api;
        this.gate = gate;
        this.messages = api.uri("/messages");
        this.marketing = api.uri("/marketing_messages");
        this.rateLimiter = rateLimiter;
        this.retries = retries;
        this.feedback = feedback;
    }

    /** Sends a message, unless it is free-form and the window of its recipient is known to be closed. */
    public CompletableFuture<SendReceipt> send(byte[] json) {
        MessageHead head = MessageHeadReader.read(json);
        return feedback.isHeldBack(head)
                ? CompletableFuture.failedFuture(new WindowClosedException())
                : sendAnyway(head, json);
    }

    /**
     * Sends a message without checking the window, rate-limited for its recipient if that is readable.
     *
     * @param head the result of {@link MessageHeadReader} for the message
     */
    public CompletableFuture<SendReceipt> sendAnyway(MessageHead head, byte[] json) {
        return feedback.addressesOf(head, json).thenCompose(addresses -> sendTo(addresses, head, json));
    }

    private CompletableFuture<SendReceipt> sendTo(List<Recipient> addresses, MessageHead head, byte[] json) {
        if (addresses.isEmpty()) {
            return sendWithinLimits(null, head, json);
        }
        String person = rateLimitKey(addresses);
        byte[] preferred = addressed(head, json, addresses.get(0));
        CompletableFuture<SendReceipt> sent = sendWithinLimits(person, head, preferred);
        return addresses.size() == 1
                ? sent
                : sent.exceptionallyCompose(failure -> isOfRecipient(failure)
                        ? sendWithinLimits(person, head, addressed(head, json, addresses.get(1)))
                        : CompletableFuture.failedFuture(failure));
    }

    /** The number while it is known, so that all names of a person have one limit. */
    private static String rateLimitKey(List<Recipient> addresses) {
        for (Recipient address : addresses) {
            if (address instanceof Recipient.Phone) {
                return address.key();
            }
        }
        return addresses.get(0).key();
    }

    private static byte[] addressed(MessageHead head, byte[] json, Recipient recipient) {
        return recipient.equals(head.recipient()) ? json : MessageWriter.readdressed(json, recipient);
    }

    /** Whether the API has certainly not accepted the message, and because of how it names the recipient. */
    private static boolean isOfRecipient(Throwable failure) {
        Whatsapp360Exception problem = Whatsapp360Exception.in(failure);
        return problem.outcome() == SendOutcome.notSent && RECIPIENT_CODES.contains(problem.code());
    }

    /** @param recipient key in the rate limit of one recipient; null if that is not readable */
    private CompletableFuture<SendReceipt> sendWithinLimits(@Nullable String recipient, MessageHead head, byte[] json) {
        Instant start = feedback.start();
        URI uri = head.marketing() ? marketing : messages;
        long place = gate.newPlace();
        return gate.enter(place)
                .thenCompose(entered -> rateLimiter.acquire(recipient))
                .thenCompose(first -> unlessPaused(place, recipient))
                .thenCompose(first -> retries.execute(
                        attempt -> attempt == 0
                                ? post(uri, json)
                                : acquireAgain(place, recipient).thenCompose(turn -> post(uri, json)),
                        (failure, attempt) -> delayAfter(failure, attempt, recipient)))
                .whenComplete((receipt, problem) -> feedback.onCompletion(head, start, receipt, problem));
    }

    private CompletableFuture<@Nullable Void> acquireAgain(long place, @Nullable String recipient) {
        return rateLimiter.acquireAgain(recipient).thenCompose(turn -> unlessPaused(place, recipient));
    }

    /** A message whose turn comes during a pause gets another turn after it, so that the rate limit holds then too. */
    private CompletableFuture<@Nullable Void> unlessPaused(long place, @Nullable String recipient) {
        return !gate.isPaused()
                ? CompletableFuture.completedFuture(null)
                : gate.pass(place).thenCompose(passed -> acquireAgain(place, recipient));
    }

    /** Sends a read receipt, which is not rate-limited. */
    public CompletableFuture<@Nullable Void> sendReadReceipt(byte[] json) {
        return retries.execute(attempt -> api.exchange("POST", messages, json)).thenApply(done -> null);
    }

    private CompletableFuture<SendReceipt> post(URI uri, byte[] json) {
        return api.exchange("POST", uri, json)
                .thenApply(MessageCalls::parseReceipt)
                .whenComplete((receipt, problem) -> noteThrottling(problem));
    }

    /** The limits of a recipient, and those that last for hours, are not the number's rate. */
    private void noteThrottling(@Nullable Throwable problem) {
        if (problem != null
                && Whatsapp360Exception.in(problem) instanceof ThrottledException throttled
                && throttled.retryable()
                && throttled.code() != PAIR_RATE_LIMIT_CODE) {
            rateLimiter.throttled();
        }
    }

    /** The back-off of the pair limit suspends all messages to the recipient. */
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
