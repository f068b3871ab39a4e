/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.PassThroughInbox;
import io.github.whatsapp360.inbox.internal.RefusedDeliveryException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook of one account. Response 200 means that every event of the delivery is stored as durably as the inbox
 * can; routes run later, except with {@code inbox=none}.
 *
 * <p>Thread-safe. {@link #receive} blocks only if {@link Inbox#store} does.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/webhook">Receiving webhooks</a>
 */
public final class Webhook {

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private static final int MAXIMUM_CHALLENGE_LENGTH = 1024;

    /** Size in bytes that takes some tenths of a millisecond. */
    private static final int MAXIMUM_NON_BLOCKING_BYTES = 64 << 10;

    private final DeliverySplitter splitter;
    private final String account;
    private final WebhookSecurity security;
    private final Inbox inbox;
    private final boolean inboxIsNonBlocking;
    private final BiFunction<String, String, List<String>> subscriptions;
    private final Duration timeout;
    private final Storage storage;
    private final AtomicBoolean refusing = new AtomicBoolean();

    /** Stores the events of a delivery. */
    @FunctionalInterface
    public interface Storage {

        /**
         * Stores the events, all or none.
         *
         * @param all every event of the delivery, also those without a subscription
         * @param wanted the events for the inbox; may be empty
         * @return as {@link Inbox#store}
         */
        CompletableFuture<?> store(List<EventElement> all, List<InboxEvent> wanted);

        /**
         * Passes the events of a delivery to the accounts that they belong to. The default is the account that received
         * the delivery.
         *
         * @param all every event of the delivery
         * @param here stores events for this account; see {@link Webhook#take}
         * @return completes once all events are stored; otherwise as {@link Inbox#store}
         */
        default CompletableFuture<?> distribute(
                List<EventElement> all, Function<List<EventElement>, CompletableFuture<?>> here) {
            return here.apply(all);
        }
    }

    /**
     * Clock and timeout of a webhook.
     *
     * <p>Immutable and thread-safe.
     *
     * @param clock determines when deliveries arrive
     * @param timeout time limit of storing a delivery; the response is 503 after it
     */
    public record Timing(Clock clock, Duration timeout) {

        public Timing {
            requireNonNull(clock, "clock");
            requireNonNull(timeout, "timeout");
        }
    }

    /**
     * Creates a webhook.
     *
     * @param account account name, for the log
     * @param subscriptions returns the subscriptions for an event family and name: one event is stored for each
     * @param storage stores the events, and what changes with them
     */
    public Webhook(
            String account,
            WebhookSecurity security,
            Inbox inbox,
            BiFunction<String, String, List<String>> subscriptions,
            Timing timing,
            Storage storage) {
        this.account = requireNonNull(account, "account");
        this.storage = requireNonNull(storage, "storage");
        this.security = requireNonNull(security, "security");
        this.inbox = requireNonNull(inbox, "inbox");
        this.inboxIsNonBlocking = inbox.isNonBlocking();
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
        this.timeout = timing.timeout();
        this.splitter = new DeliverySplitter(timing.clock());
    }

    /**
     * Whether the headers authenticate a delivery, before its body is read; see {@link WebhookSecurity#admitsSecret}.
     */
    public boolean admits(@Nullable String secret, @Nullable String authorization) {
        return security.admitsSecret(secret, authorization);
    }

    /** Responds to the verification request of Meta's webhooks: with the challenge, if the token is the secret. */
    public WebhookResponse verify(@Nullable String token, @Nullable String challenge) {
        if (challenge == null || challenge.length() > MAXIMUM_CHALLENGE_LENGTH) {
            return WebhookResponse.METHOD_NOT_ALLOWED;
        }
        return security.isSecret(token) ? new WebhookResponse(200, challenge, null) : WebhookResponse.UNAUTHORIZED;
    }

    /** Whether {@link #receive} may be called with this body on an event-loop thread. */
    public boolean isNonBlocking(byte[] body) {
        return inboxIsNonBlocking && body.length <= MAXIMUM_NON_BLOCKING_BYTES;
    }

    /**
     * Processes one delivery. {@link #admits} must have returned true for it.
     *
     * @param signature the {@link WebhookSecurity#SIGNATURE_HEADER}
     * @param body the body, byte by byte as received
     * @param trace the trace context to store with the events; null if there is none
     * @return the response, once the events are stored; never fails. It may complete on a thread of the inbox: do not
     *     block there
     */
    public CompletableFuture<WebhookResponse> receive(@Nullable String signature, byte[] body, @Nullable String trace) {
        if (!security.admitsSignature(signature, body)) {
            return CompletableFuture.completedFuture(WebhookResponse.UNAUTHORIZED);
        }
        try {
            List<EventElement> events = splitter.split(body);
            if (trace != null) {
                events = events.stream()
                        .map(event -> StoredTrace.add(event, trace))
                        .toList();
            }
            return stored(storage.distribute(events, this::take));
        } catch (UnreadableDeliveryException unreadable) {
            String id = HexFormat.of().formatHex(sha256(body));
            LOG.warn(
                    "Account {}: delivery {} is unreadable and is {}: {}",
                    account,
                    id,
                    inbox instanceof PassThroughInbox
                            ? "dropped, because inbox=none stores nothing"
                            : "stored as a dead letter",
                    unreadable.getMessage());
            InboxEvent unread = new InboxEvent(id, "", "", DeadLetter.UNREADABLE, body);
            return stored(inbox.quarantine(unread, String.valueOf(unreadable.getMessage())));
        }
    }

    /** Stores the events that have a subscription in this account; as {@link Inbox#store}. */
    public CompletableFuture<?> take(List<EventElement> all) {
        List<InboxEvent> events = new ArrayList<>(all.size());
        for (EventElement element : all) {
            for (String subscription : subscriptions.apply(element.family(), element.name())) {
                events.add(new InboxEvent(
                        element.dedupeKey(), element.conversation(), subscription, element.family(), element.json()));
            }
        }
        return storage.store(all, events);
    }

    private CompletableFuture<WebhookResponse> stored(CompletableFuture<?> commit) {
        CompletableFuture<WebhookResponse> answer =
                commit.handle((stored, failure) -> failure == null ? accepted() : refused(failure));
        return answer.isDone()
                ? answer
                : answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(this::late);
    }

    private WebhookResponse accepted() {
        if (refusing.get() && refusing.compareAndSet(true, false)) {
            LOG.info("Account {}: deliveries are accepted again", account);
        }
        return WebhookResponse.OK;
    }

    private WebhookResponse late(Throwable timeout) {
        LOG.warn(
                "Account {}: a delivery was not stored within {}; response 503, 360dialog repeats it",
                account,
                timeout);
        return WebhookResponse.UNAVAILABLE;
    }

    /** Logs one line when refusals begin and one when they end: a full inbox refuses thousands of deliveries. */
    private WebhookResponse refused(Throwable failure) {
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (why instanceof RefusedDeliveryException) {
            LOG.debug(
                    "Account {}: a delivery is refused with 503, 360dialog repeats it: {}", account, why.getMessage());
        } else if (!(why instanceof InboxException)) {
            LOG.error("Account {}: a delivery was not stored", account, why);
        } else if (refusing.compareAndSet(false, true)) {
            LOG.warn(
                    "Account {}: deliveries are refused with 503, 360dialog repeats them: {}",
                    account,
                    why.getMessage());
        }
        return WebhookResponse.UNAVAILABLE;
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
