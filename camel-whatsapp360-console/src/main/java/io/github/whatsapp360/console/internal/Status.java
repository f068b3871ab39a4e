/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET status} shows. Members without a value are absent in the JSON. Times are ISO 8601, in UTC.
 *
 * @param user who asks
 * @param role {@code read} or {@code operate}
 * @param time of the application
 */
record Status(String user, String role, String time, List<Account> accounts) {

    /**
     * One account.
     *
     * @param health UP, DOWN, or UNKNOWN until 360dialog has answered
     * @param findings what is wrong or unusual, the most urgent first
     * @param inbox absent if no consumer has started
     * @param conversations those that wait longest
     * @param sending absent if the account has no key
     * @param limits what WhatsApp and 360dialog have told of the number
     * @param nodes of a shared inbox; empty for others
     */
    record Account(
            String name,
            String health,
            List<Finding> findings,
            @Nullable Inbox inbox,
            List<Subscription> subscriptions,
            List<Conversation> conversations,
            @Nullable Sending sending,
            Limits limits,
            PhoneNumber number,
            Webhook webhook,
            List<Billed> billed,
            int freeServiceMessagesUsed,
            List<Node> nodes) {}

    /**
     * Something that an operator should know.
     *
     * @param code one word, the same in every version
     * @param severity {@code down}, {@code warning} or {@code info}
     * @param text a sentence
     * @param action the call that mends it; absent if there is none
     * @param subject what the action is about, a subscription for example
     */
    record Finding(
            String code,
            String severity,
            String text,
            @Nullable String action,
            @Nullable String subject) {}

    /**
     * The inbox.
     *
     * @param condition UP, FULL or DOWN
     * @param problem why it accepts no events
     * @param waiting events that wait or run
     * @param oldestSeconds age of the oldest of them
     * @param running events that run
     * @param deliveries number of deliveries by the HTTP status of the answer
     * @param progress absent unless a backlog is worked off
     */
    record Inbox(
            String condition,
            @Nullable String problem,
            long waiting,
            long oldestSeconds,
            int running,
            long deadLetters,
            Map<String, Long> deliveries,
            History.@Nullable Progress progress) {}

    /**
     * A subscription.
     *
     * @param state RUNNING, SUSPENDED, STOPPED or ORPHANED
     * @param route absent if no route has it
     */
    record Subscription(
            String name,
            String state,
            long waiting,
            @Nullable String route) {}

    /**
     * A conversation, without the customer.
     *
     * @param id a hash
     * @param waitingSeconds age of its oldest waiting event
     */
    record Conversation(String id, String subscription, long waitingSeconds) {}

    /**
     * Sending.
     *
     * @param messagesPerSecond rate limit in force; 0 if there is none
     * @param waiting messages and other calls that wait
     * @param sends results since the start
     */
    record Sending(int messagesPerSecond, int waiting, boolean paused, List<Sends> sends) {}

    /**
     * Messages with the same result.
     *
     * @param outcome accepted, notSent or unknown
     * @param code error code of the API; 0 if there is none
     */
    record Sends(String outcome, int code, long count) {}

    /**
     * What was told of the number: by 360dialog's health status, and by events since the start.
     *
     * @param canSend AVAILABLE, LIMITED or BLOCKED; absent until 360dialog has answered
     * @param problems why it is not AVAILABLE
     * @param quality the rating, or FLAGGED or UNFLAGGED; absent if no event has reported one
     * @param messagingLimit customers per day whom the business may write to first: a tier such as TIER_2K, or a
     *     number; absent if no event has reported one
     * @param throughput messages per second; 0 if no event has reported it
     * @param reportedAt time of the latest event that reported one of these; absent if there was none
     */
    record Limits(
            @Nullable String canSend,
            List<String> problems,
            @Nullable String quality,
            @Nullable String messagingLimit,
            int throughput,
            @Nullable String reportedAt) {}

    /** The phone number id; absent while it is not known. */
    record PhoneNumber(@Nullable String phoneNumberId, boolean learned) {}

    /**
     * The webhook.
     *
     * @param servedPath path on the HTTP server; absent if no consumer has started
     * @param configuredUrl option webhookUrl
     * @param registeredUrl at 360dialog, without its query
     * @param condition OURS, MISSING, FOREIGN, OTHER_SECRET, NOT_COMPARED, or absent until 360dialog has answered
     */
    record Webhook(
            @Nullable String servedPath,
            @Nullable String configuredUrl,
            @Nullable String registeredUrl,
            @Nullable String condition) {}

    /** Messages that were reported as delivered with a price. */
    record Billed(String category, String type, long count) {}

    /**
     * A node of a shared inbox.
     *
     * @param joinedAt absent if it was declared dead
     * @param beatAgeSeconds time since its last heartbeat
     * @param self whether it is the one that answers
     */
    record Node(String name, @Nullable String joinedAt, long beatAgeSeconds, boolean alive, boolean self) {}
}
