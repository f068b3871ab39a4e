/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.operator;

import io.github.whatsapp360.client.DeadLetterStore;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.inbox.internal.InboxInsight;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One account as an operator sees it. Nothing of it contains data of a customer, apart from the bodies of dead letters,
 * and the customers and messages that are looked up.
 *
 * <p>Implementations are thread-safe.
 */
public interface OperatedAccount {

    /** Messages that are searched for those of one customer. */
    int MAXIMUM_SEARCHED = 100_000;

    /**
     * What the account receives.
     *
     * @param condition of the inbox: UP, FULL or DOWN
     * @param problem why the inbox accepts no events; null if it does
     * @param waiting number of events that wait or run
     * @param oldestAge age of the oldest of them; zero if there is none
     * @param inFlight number of events that run
     * @param deadLetters number of dead letters
     * @param deliveries number of deliveries by the HTTP status of the answer
     * @param bounds above which the account is unhealthy
     */
    record Receiving(
            String condition,
            @Nullable String problem,
            long waiting,
            Duration oldestAge,
            int inFlight,
            long deadLetters,
            Map<Integer, Long> deliveries,
            Bounds bounds) {}

    /**
     * The options {@code unhealthyBacklog} and {@code unhealthyAge}.
     *
     * @param waiting maximum number of waiting events; 0 for no limit
     * @param age maximum age; zero for no limit
     */
    record Bounds(long waiting, Duration age) {}

    /**
     * A durable subscription.
     *
     * @param state RUNNING, SUSPENDED, STOPPED, or ORPHANED if no route has it
     * @param waiting number of its waiting events
     * @param route id of its route; null if it has none
     */
    record SubscriptionState(
            String name,
            String state,
            long waiting,
            @Nullable String route) {}

    /**
     * What the account sends.
     *
     * @param messagesPerSecond rate limit in force; 0 if there is none
     * @param waiting messages and other calls that wait for the rate limit, a retry or the end of a pause
     * @param paused whether sending is paused
     */
    record Sending(int messagesPerSecond, int waiting, boolean paused) {}

    /** The webhook that 360dialog delivers to, compared with the wanted one. */
    enum WebhookCondition {
        /** It is the wanted one. */
        OURS,
        /** None is registered. */
        MISSING,
        /** Another URL is registered. */
        FOREIGN,
        /** The wanted URL is registered, but not with the secret of this account. */
        OTHER_SECRET,
        /** No {@code webhookUrl} is configured, so that there is nothing to compare with. */
        NOT_COMPARED
    }

    /**
     * The registered webhook.
     *
     * @param url as registered; null if none is
     */
    record RegisteredWebhook(@Nullable String url, WebhookCondition condition) {}

    /**
     * The webhook as configured.
     *
     * @param servedPath the path on the HTTP server
     * @param url option {@code webhookUrl}; null if it is not set
     * @param pathMismatch both paths if they do not fit; null if they do
     * @param registrationProblem why an automatic registration has not succeeded yet; null if it has, or there is none
     */
    record ConfiguredWebhook(
            String servedPath,
            @Nullable String url,
            @Nullable String pathMismatch,
            @Nullable String registrationProblem) {}

    /**
     * The phone number id of the account.
     *
     * @param id null while it is not known
     * @param learned whether it was learned from a delivery, and not configured
     */
    record PhoneNumberId(@Nullable String id, boolean learned) {}

    /**
     * What events have reported of the number since the start.
     *
     * @param quality the rating, or FLAGGED or UNFLAGGED; null if none was reported
     * @param messagingLimit a tier such as TIER_2K, or a number; null if none was reported
     * @param throughput messages per second; 0 if none was reported
     * @param at when the latest of it was reported; null if nothing was
     */
    record ReportedNumber(
            @Nullable String quality,
            @Nullable String messagingLimit,
            int throughput,
            @Nullable Instant at) {}

    /**
     * A customer, the service window and the wish to get no marketing messages.
     *
     * @param optedOut whether the last decision was to stop them
     */
    record CustomerState(CustomerIdentity identity, ServiceWindow window, boolean optedOut) {}

    /** The name of the account. */
    String name();

    /** The clock of the account. */
    Clock clock();

    /** Null if no consumer of the account has started. */
    @Nullable
    Receiving receiving();

    /** The subscriptions, by name. */
    List<SubscriptionState> subscriptions();

    /** Reads more of the inbox; null if no consumer has started or the inbox does not offer it. May block. */
    @Nullable
    InboxInsight inbox();

    /** Null if the account has no key. */
    @Nullable
    Sending sending();

    /** Null if no consumer of the account has started. */
    @Nullable
    ConfiguredWebhook configuredWebhook();

    /** Asks 360dialog for the registered webhook. Fails as the client does, also if there is no key. */
    CompletableFuture<RegisteredWebhook> registeredWebhook();

    PhoneNumberId phoneNumberId();

    ReportedNumber reportedNumber();

    /**
     * Finds a customer by customer id, number, user id or user name; null if there is none. May block.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    @Nullable
    CustomerState customer(String anyId);

    /**
     * Finds a tracked message by message id, correlation id or key; completes with null if there is none. Fails if no
     * consumer has started, or the store cannot be read.
     */
    CompletableFuture<@Nullable SentMessage> sentMessage(String id);

    /**
     * The tracked messages to a customer among the newest {@value #MAXIMUM_SEARCHED} of the account, the newest first.
     * May block.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    List<SentMessage> sentMessagesTo(CustomerIdentity customer, int limit);

    /** The service messages of this month that were free. */
    int freeServiceMessagesUsed();

    /**
     * The client of the account.
     *
     * @throws IllegalArgumentException if there is no key
     */
    Whatsapp360Client client();

    /**
     * The dead letters. May block.
     *
     * @throws IllegalStateException when it is used while no consumer of the account has started
     */
    DeadLetterStore deadLetters();

    /**
     * Hands over the events of a subscription without a route.
     *
     * @return how many
     * @throws IllegalArgumentException if a route has the first subscription, or none has the second
     */
    int handOverOrphaned(String from, String to);

    /**
     * Deletes the events of a subscription without a route.
     *
     * @return how many
     * @throws IllegalArgumentException if a route has the subscription
     */
    int purgeOrphaned(String subscription);

    /**
     * Forgets the learned phone number id.
     *
     * @return the forgotten id; null if there was none
     */
    @Nullable
    String clearPhoneNumberId();

    /**
     * Registers the webhook at 360dialog and reads it back. Blocks until the API has answered.
     *
     * @throws IllegalStateException if {@code webhookUrl} or the key is not set, or the API still names another one
     */
    void registerWebhook();

    /** Pauses or resumes the sending of messages. Messages wait meanwhile and keep their order. */
    void pauseSending(boolean paused);

    /**
     * Starts or resumes the route of a subscription.
     *
     * @throws IllegalArgumentException if no route has the subscription
     * @throws IllegalStateException if the route cannot be started
     */
    void startRoute(String subscription);
}
