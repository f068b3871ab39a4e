/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.internal.operator.OperatedAccount.SubscriptionState;
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.InboxState;
import io.github.whatsapp360.inbox.internal.InboxInsight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of an account for operators: numbers and ids, never the content of messages. All numbers are zero while
 * the webhook is not running.
 *
 * <p>Thread-safe.
 */
public final class ReceiverView {

    private final ReceivingAccount account;
    private final @Nullable Receiver receiver;
    private final @Nullable WebhookRuntime runtime;

    public ReceiverView(ReceivingAccount account) {
        this.account = account;
        this.receiver = account.receiverIfAny();
        this.runtime = receiver == null ? null : receiver.runtime();
    }

    public long waiting() {
        return runtime == null ? 0 : runtime.inbox().state().waiting();
    }

    public Duration oldestAge() {
        return runtime == null ? Duration.ZERO : runtime.oldestAge();
    }

    public int inFlight() {
        return runtime == null ? 0 : runtime.dispatcher().inFlight();
    }

    public long deadLetters() {
        return runtime == null ? 0 : runtime.inbox().state().deadLetters();
    }

    public long orphaned() {
        return runtime == null ? 0 : runtime.orphaned().count();
    }

    /** The state and the number of waiting events of each subscription, including those without a route. */
    public Map<String, String> subscriptions() {
        Map<String, String> all = new TreeMap<>();
        subscriptionStates().forEach(each -> all.put(each.name(), each.state() + ", " + each.waiting() + " waiting"));
        return all;
    }

    /** The same, by name. */
    public List<SubscriptionState> subscriptionStates() {
        Map<String, SubscriptionState> all = new TreeMap<>();
        if (receiver != null && runtime != null) {
            Map<String, Long> waiting = new TreeMap<>(runtime.inbox().waitingBySubscription());
            waiting.remove("");
            Map<String, String> routes = account.subscriptions().routes();
            receiver.subscriptionStates()
                    .forEach((name, state) -> all.put(
                            name,
                            new SubscriptionState(name, state, waiting.getOrDefault(name, 0L), routes.get(name))));
            waiting.forEach(
                    (name, count) -> all.putIfAbsent(name, new SubscriptionState(name, "ORPHANED", count, null)));
        }
        return List.copyOf(all.values());
    }

    /** The state of the inbox; null while the webhook is not running. */
    @Nullable
    public InboxState state() {
        return runtime == null ? null : runtime.inbox().state();
    }

    /** More of the inbox; null while the webhook is not running, or if the inbox does not offer it. */
    @Nullable
    public InboxInsight insight() {
        return runtime != null && runtime.inbox() instanceof InboxInsight insight ? insight : null;
    }

    /** The path of the webhook; null while it is not running. */
    @Nullable
    public String servedPath() {
        return runtime == null ? null : runtime.servedPath();
    }

    /** As in {@link WebhookRuntime#pathMismatch}. */
    @Nullable
    public String pathMismatch() {
        return runtime == null ? null : runtime.pathMismatch();
    }

    /** Null unless webhookUrl and apiKey are set and the webhook is running. */
    @Nullable
    public WebhookRegistration registration() {
        return runtime == null ? null : runtime.registration();
    }

    /** Why the automatic registration has not succeeded yet; null if it has, or there is none. */
    @Nullable
    public String registrationProblem() {
        WebhookRegistrar registrar = runtime == null ? null : runtime.registrar();
        WebhookRegistrar.Problem problem = registrar == null ? null : registrar.problem();
        return problem == null ? null : problem.text();
    }

    public int handOverOrphaned(String from, String to) {
        return mustBe().handOverOrphaned(from, to);
    }

    public int purgeOrphaned(String subscription) {
        return mustBe().purgeOrphaned(subscription);
    }

    public String condition() {
        return runtime == null ? "CLOSED" : runtime.inbox().state().condition().name();
    }

    public Map<Integer, Long> deliveries() {
        return runtime == null ? Map.of() : runtime.counts().byStatus();
    }

    public List<String> listDeadLetters(long afterId, int limit) {
        return mustBe().deadLetters(afterId, limit).stream()
                .map(ReceiverView::line)
                .toList();
    }

    public int replayDeadLetters(String ids) {
        return mustBe().replayDeadLetters(DeadLetterSelection.parse(ids));
    }

    public int purgeDeadLetters(String ids) {
        return mustBe().purgeDeadLetters(DeadLetterSelection.parse(ids));
    }

    private Receiver mustBe() {
        if (receiver == null) {
            throw new IllegalStateException(
                    AccountMessage.of(account.name(), "No route of this application consumes from this account"));
        }
        return receiver;
    }

    private static String line(DeadLetter letter) {
        return letter.id() + " " + letter.kind() + ", " + letter.size() + " bytes, " + letter.attempts()
                + " attempts, stored " + letter.storedAt() + ", given up " + letter.buriedAt() + ": "
                + letter.problem();
    }
}
