/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.camel.internal.operator.OperatedAccount;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.ConfiguredWebhook;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.Receiving;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.RegisteredWebhook;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.Sending;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.SubscriptionState;
import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.console.internal.Statistics.AccountStatistics;
import io.github.whatsapp360.console.internal.Statistics.Counted;
import io.github.whatsapp360.inbox.internal.InboxInsight.NodeState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong or unusual with an account, in sentences, each with the action that mends it.
 *
 * <p>Confined to one thread.
 */
final class Findings {

    static final String DOWN = "down";
    private static final String WARNING = "warning";
    private static final String INFO = "info";

    /** What happened longer ago is not told any more. */
    private static final Duration RECENT = Duration.ofMinutes(5);

    /** The API's error codes for too many messages. */
    private static final Set<String> THROTTLED = Set.of("4", "613", "80007", "130429", "131048", "131056");

    /** The API's error codes for a closed service window. */
    private static final Set<String> WINDOW_CLOSED = Set.of("470", "131047");

    private static final List<String> ORDER = List.of(DOWN, WARNING, INFO);

    private final AccountStatistics counted;
    private final Facts facts;
    private final Instant now;
    private final List<Status.Finding> found = new ArrayList<>();

    /** What was read of the account. */
    record Facts(
            @Nullable Receiving receiving,
            @Nullable ConfiguredWebhook configured,
            @Nullable Sending sending,
            Reports.Remote remote,
            List<SubscriptionState> subscriptions,
            List<NodeState> nodes) {}

    Findings(OperatedAccount account, AccountStatistics counted, Facts facts) {
        this.counted = counted;
        this.facts = facts;
        this.now = account.clock().instant();
    }

    /** The findings, the most urgent first. */
    List<Status.Finding> all() {
        Receiving receiving = facts.receiving();
        if (receiving != null) {
            inbox(receiving);
            answers();
        }
        api();
        ConfiguredWebhook configured = facts.configured();
        if (configured != null) {
            webhook(configured);
        }
        facts.subscriptions().forEach(this::subscription);
        sending();
        facts.nodes().stream().filter(node -> !node.alive()).forEach(this::silent);
        found.sort(Comparator.comparing(finding -> ORDER.indexOf(finding.severity())));
        return found;
    }

    private void add(String code, String severity, String text, @Nullable String action, @Nullable String subject) {
        found.add(new Status.Finding(code, severity, text, action, subject));
    }

    private void add(String code, String severity, String text) {
        add(code, severity, text, null, null);
    }

    private static String waits(long number, String what) {
        return number == 1 ? "1 " + what + " waits" : number + " " + what + "s wait";
    }

    private void inbox(Receiving receiving) {
        if (receiving.condition().equals("FULL")) {
            add(
                    "inboxFull",
                    DOWN,
                    "The inbox is full, deliveries are answered 503: " + receiving.problem()
                            + ". Free space, or raise the limit; it recovers by itself.");
        } else if (receiving.condition().equals("DOWN")) {
            add("inboxDown", DOWN, "The inbox is down, deliveries are answered 503: " + receiving.problem());
        }
        OperatedAccount.Bounds bounds = receiving.bounds();
        if (bounds.waiting() > 0 && receiving.waiting() > bounds.waiting()) {
            add(
                    "backlog",
                    DOWN,
                    waits(receiving.waiting(), "event") + ", more than unhealthyBacklog allows (" + bounds.waiting()
                            + ").");
        }
        if (!bounds.age().isZero() && receiving.oldestAge().compareTo(bounds.age()) > 0) {
            add(
                    "age",
                    DOWN,
                    "An event has waited for " + receiving.oldestAge().toSeconds() + " s, longer than unhealthyAge"
                            + " allows (" + bounds.age().toSeconds() + " s).");
        }
        if (receiving.deadLetters() > 0) {
            add(
                    "deadLetters",
                    WARNING,
                    (receiving.deadLetters() == 1 ? "1 dead letter is" : receiving.deadLetters() + " dead letters are")
                            + " kept. Read the reason, mend the cause, then replay.",
                    "showDeadLetters",
                    null);
        }
    }

    private void answers() {
        if (counted.isRecentAnswer(401, now, RECENT)) {
            add(
                    "unauthenticated",
                    WARNING,
                    "Deliveries without the right secret were answered 401 in the last minutes. If they are"
                            + " 360dialog's, register the webhook again.",
                    "registerWebhook",
                    null);
        }
        boolean foreign =
                counted.all(Statistics.FOREIGN).keySet().stream().anyMatch(each -> counted.isRecent(each, now, RECENT));
        if (foreign) {
            add(
                    "foreignNumber",
                    WARNING,
                    "Deliveries for another number became dead letters. If the number of the account has changed, clear"
                            + " the learned phone number id and replay them.",
                    "clearPhoneNumberId",
                    null);
        }
    }

    private void api() {
        Whatsapp360Exception failure = facts.remote().failure();
        if (failure instanceof AuthenticationException) {
            add(
                    "wrongKey",
                    DOWN,
                    "360dialog does not accept the key: nothing can be sent. Set the current apiKey of the account and"
                            + " restart.");
        } else if (failure != null) {
            add("apiUnavailable", WARNING, "360dialog does not answer as expected: " + failure.getMessage());
        }
    }

    private void webhook(ConfiguredWebhook configured) {
        RegisteredWebhook registered = facts.remote().webhook();
        String mend = configured.url() == null ? null : "registerWebhook";
        String how = configured.url() == null
                ? " Set webhookUrl, so that it can be registered here."
                : " Register the webhook.";
        if (registered != null) {
            switch (registered.condition()) {
                case MISSING ->
                    add(
                            "webhookMissing",
                            DOWN,
                            "No webhook is registered at 360dialog: nothing arrives." + how,
                            mend,
                            null);
                case FOREIGN ->
                    add(
                            "webhookForeign",
                            DOWN,
                            "360dialog delivers to " + Reports.withoutQuery(registered.url()) + " and not to "
                                    + Reports.withoutQuery(configured.url()) + "." + how,
                            mend,
                            null);
                case OTHER_SECRET ->
                    add(
                            "webhookSecret",
                            DOWN,
                            "The webhook is registered with another secret: its deliveries are answered 401." + how,
                            mend,
                            null);
                case NOT_COMPARED -> otherPath(configured, registered);
                case OURS -> {
                    // As it should be.
                }
            }
        }
        if (configured.pathMismatch() != null) {
            add(
                    "webhookPath",
                    WARNING,
                    configured.pathMismatch() + ". Unless a proxy rewrites the path, deliveries are answered 404.");
        }
        if (configured.registrationProblem() != null
                && !(facts.remote().failure() instanceof AuthenticationException)) {
            add(
                    "registration",
                    WARNING,
                    "The webhook is not registered yet: " + configured.registrationProblem(),
                    mend,
                    null);
        }
    }

    /** Without webhookUrl only the path can be compared. */
    private void otherPath(ConfiguredWebhook configured, RegisteredWebhook registered) {
        String path = path(registered.url());
        if (path != null && !path.endsWith(configured.servedPath())) {
            add(
                    "webhookPath",
                    WARNING,
                    "360dialog delivers to the path " + path + ", the webhook is served at " + configured.servedPath()
                            + ". Unless a proxy rewrites the path, deliveries are answered 404.");
        }
    }

    private static @Nullable String path(@Nullable String url) {
        try {
            return url == null ? null : URI.create(url).getPath();
        } catch (IllegalArgumentException noUrl) {
            return null;
        }
    }

    private void subscription(SubscriptionState subscription) {
        String waits = waits(subscription.waiting(), "event") + " for it.";
        switch (subscription.state()) {
            case "ORPHANED" -> {
                if (subscription.waiting() > 0) {
                    add(
                            "orphanedEvents",
                            WARNING,
                            "No route has the subscription " + subscription.name() + " any more, and " + waits
                                    + " Hand them over to another one.",
                            "handOver",
                            subscription.name());
                }
            }
            case "SUSPENDED", "STOPPED" ->
                add(
                        subscription.state().equals("SUSPENDED") ? "suspendedRoute" : "stoppedRoute",
                        WARNING,
                        "The route of the subscription " + subscription.name() + " is "
                                + (subscription.state().equals("SUSPENDED") ? "suspended" : "stopped") + ", and "
                                + waits,
                        subscription.route() == null ? null : "startRoute",
                        subscription.name());
            default -> {
                // It runs.
            }
        }
    }

    private void sending() {
        Sending sending = facts.sending();
        if (sending == null) {
            return;
        }
        if (sending.paused()) {
            add(
                    "sendingPaused",
                    WARNING,
                    "Sending is paused, and " + waits(sending.waiting(), "message") + ". The order is kept.",
                    "resumeSending",
                    null);
        }
        if (recentCode(THROTTLED)) {
            add(
                    "throttled",
                    WARNING,
                    "360dialog has throttled messages in the last minutes. They are repeated; lower messagesPerSecond "
                            + "if it goes on.");
        }
        if (recentCode(WINDOW_CLOSED) || refusedHere()) {
            add(
                    "windowClosed",
                    INFO,
                    "Messages were refused in the last minutes, because the service window of their recipients is "
                            + "closed: only a template can be sent.");
        }
    }

    /** The component itself has refused messages to recipients whose window is closed. */
    private boolean refusedHere() {
        return isRecent(new Counted(Statistics.SENDS, List.of("outcome", "notSent", "code", "0")))
                && isRecent(new Counted(Statistics.WINDOWS, List.of("state", "closed")));
    }

    private boolean isRecent(Counted what) {
        return counted.isRecent(what, now, RECENT);
    }

    private boolean recentCode(Set<String> codes) {
        for (Counted each : counted.all(Statistics.SENDS).keySet()) {
            if (codes.contains(each.tag("code")) && counted.isRecent(each, now, RECENT)) {
                return true;
            }
        }
        return false;
    }

    private void silent(NodeState node) {
        add(
                "deadNode",
                WARNING,
                "Node " + node.name() + " has missed its heartbeat for " + node.beatAgeMillis() / 1_000
                        + " s. The other nodes run its events; start it again if it should run.");
    }
}
