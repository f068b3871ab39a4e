/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
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
        if (receiver != null && runtime != null) {
            Map<String, Long> waiting = new TreeMap<>(runtime.inbox().waitingBySubscription());
            waiting.remove("");
            Map<String, String> states = receiver.subscriptionStates();
            states.forEach((name, state) -> all.put(name, state + ", " + waiting.getOrDefault(name, 0L) + " waiting"));
            waiting.forEach((name, count) -> all.putIfAbsent(name, "ORPHANED, " + count + " waiting"));
        }
        return all;
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
