/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.camel.internal.operator.OperatedAccount;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.ConfiguredWebhook;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.Receiving;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.RegisteredWebhook;
import io.github.whatsapp360.client.HealthStatus;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.console.internal.Access.Caller;
import io.github.whatsapp360.console.internal.Statistics.AccountStatistics;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.InboxInsight;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts together what the console shows. The cost does not grow with the backlog.
 *
 * <p>Thread-safe. Blocks for the inbox, never for 360dialog.
 */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(4);
    private static final Duration HEALTH_INTERVAL = Duration.ofMinutes(1);
    private static final Duration TEMPLATES_INTERVAL = Duration.ofSeconds(30);
    private static final int MAXIMUM_CONVERSATIONS = 10;
    private static final int MAXIMUM_PROBLEMS = 10;

    private final Supplier<List<OperatedAccount>> accounts;
    private final Statistics statistics;
    private final Map<String, Probe<RegisteredWebhook>> webhooks = new ConcurrentHashMap<>();
    private final Map<String, Probe<HealthStatus>> healths = new ConcurrentHashMap<>();
    private final Map<String, Probe<List<TemplateDefinition>>> templates = new ConcurrentHashMap<>();

    Reports(Supplier<List<OperatedAccount>> accounts, Statistics statistics) {
        this.accounts = accounts;
        this.statistics = statistics;
    }

    /**
     * What 360dialog has answered of late.
     *
     * @param webhook null if it is not known
     * @param failure of the latest question; null if it was answered, or not yet
     */
    record Remote(
            @Nullable RegisteredWebhook webhook, @Nullable Whatsapp360Exception failure) {}

    Status status(Caller caller) {
        List<Status.Account> all = accounts.get().stream().map(this::account).toList();
        String role = String.valueOf(caller.role()).toLowerCase(Locale.ROOT);
        return new Status(caller.name(), role, Instant.now().toString(), all);
    }

    private Status.Account account(OperatedAccount account) {
        AccountStatistics counted = statistics.of(account.name());
        Receiving receiving = account.receiving();
        ConfiguredWebhook configured = account.configuredWebhook();
        OperatedAccount.Sending sending = account.sending();
        Remote remote = sending == null ? new Remote(null, null) : remote(account);
        List<OperatedAccount.SubscriptionState> subscriptions = account.subscriptions();
        List<InboxInsight.NodeState> nodes = nodes(account);
        Status.Limits limits = limits(account, sending == null ? null : sendingHealth(account));
        List<Status.Finding> findings = new Findings(
                        account,
                        counted,
                        new Findings.Facts(receiving, configured, sending, remote, limits, subscriptions, nodes))
                .all();
        return new Status.Account(
                account.name(),
                health(findings, sending != null && remote.webhook() == null && remote.failure() == null),
                findings,
                receiving == null ? null : inbox(receiving, counted),
                subscriptions.stream()
                        .map(each -> new Status.Subscription(each.name(), each.state(), each.waiting(), each.route()))
                        .toList(),
                conversations(account),
                sending == null
                        ? null
                        : new Status.Sending(
                                sending.messagesPerSecond(), sending.waiting(), sending.paused(), sends(counted)),
                limits,
                new Status.PhoneNumber(
                        account.phoneNumberId().id(), account.phoneNumberId().learned()),
                webhook(configured, remote.webhook()),
                billed(counted),
                account.freeServiceMessagesUsed(),
                nodes.stream()
                        .map(each -> new Status.Node(
                                each.name(),
                                text(each.joinedAt()),
                                each.beatAgeMillis() / 1_000,
                                each.alive(),
                                each.self()))
                        .toList());
    }

    private static String health(List<Status.Finding> findings, boolean unanswered) {
        if (findings.stream().anyMatch(each -> each.severity().equals(Findings.DOWN))) {
            return "DOWN";
        }
        return unanswered ? "UNKNOWN" : "UP";
    }

    private Remote remote(OperatedAccount account) {
        CompletableFuture<RegisteredWebhook> latest = webhook(account).latest();
        if (latest == null) {
            return new Remote(null, null);
        }
        try {
            return new Remote(latest.join(), null);
        } catch (CompletionException failed) {
            return new Remote(null, Whatsapp360Exception.in(failed));
        }
    }

    /** Null if it is not known: why 360dialog does not answer is told by the question for the webhook. */
    private @Nullable HealthStatus sendingHealth(OperatedAccount account) {
        CompletableFuture<HealthStatus> latest = healths.computeIfAbsent(
                        account.name(),
                        first -> new Probe<>(() -> account.client().healthStatus(), HEALTH_INTERVAL, System::nanoTime))
                .latest();
        return latest == null || latest.isCompletedExceptionally() ? null : latest.join();
    }

    private static Status.Limits limits(OperatedAccount account, @Nullable HealthStatus health) {
        OperatedAccount.ReportedNumber reported = account.reportedNumber();
        return new Status.Limits(
                health == null ? null : health.canSendMessage(),
                health == null ? List.of() : problems(health),
                reported.quality(),
                reported.messagingLimit(),
                reported.throughput(),
                text(reported.at()));
    }

    private static List<String> problems(HealthStatus health) {
        return health.entities().stream()
                .flatMap(entity -> entity.errors().stream())
                .map(each -> each.code()
                        + Stream.of(each.description(), each.solution())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" ", " ", "")))
                .distinct()
                .limit(MAXIMUM_PROBLEMS)
                .toList();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private Probe<RegisteredWebhook> webhook(OperatedAccount account) {
        return webhooks.computeIfAbsent(
                account.name(), first -> new Probe<>(account::registeredWebhook, PROBE_INTERVAL, System::nanoTime));
    }

    /** After an action that may have changed it. */
    void webhookChanged(OperatedAccount account) {
        webhook(account).outdated();
    }

    /** The templates as last listed; null if they are not known yet. */
    @Nullable
    List<TemplateDefinition> templates(OperatedAccount account) {
        CompletableFuture<List<TemplateDefinition>> latest = templates
                .computeIfAbsent(
                        account.name(),
                        first -> new Probe<>(
                                () -> account.client().listTemplates(), TEMPLATES_INTERVAL, System::nanoTime))
                .latest();
        try {
            return latest == null ? null : latest.join();
        } catch (CompletionException failed) {
            throw Whatsapp360Exception.in(failed);
        }
    }

    private static Status.Inbox inbox(Receiving receiving, AccountStatistics counted) {
        Map<String, Long> deliveries = new TreeMap<>();
        receiving.deliveries().forEach((status, count) -> deliveries.put(status.toString(), count));
        return new Status.Inbox(
                receiving.condition(),
                receiving.problem(),
                receiving.waiting(),
                receiving.oldestAge().toSeconds(),
                receiving.inFlight(),
                receiving.deadLetters(),
                deliveries,
                counted.history().progress());
    }

    private static List<Status.Conversation> conversations(OperatedAccount account) {
        Instant now = account.clock().instant();
        InboxInsight inbox = account.inbox();
        try {
            return inbox == null
                    ? List.of()
                    : inbox.longestWaiting(MAXIMUM_CONVERSATIONS).stream()
                            .map(each -> new Status.Conversation(
                                    Long.toHexString(each.hash()),
                                    each.subscription(),
                                    Math.max(
                                            0,
                                            Duration.between(each.since(), now).toSeconds())))
                            .toList();
        } catch (InboxException unreadable) {
            LOG.debug("The conversations of account {} are not shown", account.name(), unreadable);
            return List.of();
        }
    }

    private static List<InboxInsight.NodeState> nodes(OperatedAccount account) {
        InboxInsight inbox = account.inbox();
        try {
            return inbox == null ? List.of() : inbox.nodes();
        } catch (InboxException unreadable) {
            LOG.debug("The nodes of account {} are not shown", account.name(), unreadable);
            return List.of();
        }
    }

    private static List<Status.Sends> sends(AccountStatistics counted) {
        List<Status.Sends> sends = new ArrayList<>();
        counted.all(Statistics.SENDS)
                .forEach((each, count) ->
                        sends.add(new Status.Sends(each.tag("outcome"), Integer.parseInt(each.tag("code")), count)));
        sends.sort(Comparator.comparing(Status.Sends::outcome).thenComparing(Status.Sends::code));
        return sends;
    }

    private static List<Status.Billed> billed(AccountStatistics counted) {
        List<Status.Billed> billed = new ArrayList<>();
        counted.all(Statistics.BILLED)
                .forEach((each, count) -> billed.add(new Status.Billed(each.tag("category"), each.tag("type"), count)));
        billed.sort(Comparator.comparing(Status.Billed::category).thenComparing(Status.Billed::type));
        return billed;
    }

    private static Status.Webhook webhook(
            @Nullable ConfiguredWebhook configured, @Nullable RegisteredWebhook registered) {
        return new Status.Webhook(
                configured == null ? null : configured.servedPath(),
                configured == null ? null : withoutQuery(configured.url()),
                registered == null ? null : withoutQuery(registered.url()),
                registered == null ? null : registered.condition().name());
    }

    /** Without what a URL may keep secret. */
    static @Nullable String withoutQuery(@Nullable String url) {
        return url == null ? null : url.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//");
    }
}
