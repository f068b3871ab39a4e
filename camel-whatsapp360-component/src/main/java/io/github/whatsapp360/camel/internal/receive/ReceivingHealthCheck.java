/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.camel.internal.support.BackgroundProbe;
import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.inbox.InboxState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether an account receives: its inbox accepts events, the backlog is within bounds, and the webhook is still
 * registered. Camel displays it as {@code consumer:} and the id of the route.
 *
 * <p>Responds within a second: 360dialog is queried at most once a minute, in the background if it is slow. The check
 * stays UP if 360dialog is unavailable, and is DOWN if it does not accept the key. Thread-safe.
 */
public final class ReceivingHealthCheck extends AbstractHealthCheck {

    private static final Duration MINIMUM_PROBE_INTERVAL = Duration.ofMinutes(1);

    private final ReceivingAccount account;
    private final Clock clock;

    private final BackgroundProbe<Optional<String>> probe;
    private @Nullable Instant probedAt;

    public ReceivingHealthCheck(ReceivingAccount account, Clock clock) {
        super("camel", "consumer:whatsapp360-" + account.name());
        this.account = account;
        this.clock = clock;
        this.probe = new BackgroundProbe<>(this::ask);
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Receiver receiver = account.receiverIfAny();
        WebhookRuntime runtime = receiver == null ? null : receiver.runtime();
        if (runtime == null) {
            builder.down().message(AccountMessage.of(account.name(), "The webhook is not running"));
            return;
        }
        InboxState state = runtime.inbox().state();
        Duration age = runtime.oldestAge();
        builder.detail("whatsapp360.account", account.name());
        builder.detail("whatsapp360.inbox", state.condition().name());
        builder.detail("whatsapp360.waiting", state.waiting());
        builder.detail("whatsapp360.oldestAge", age.toString());
        builder.detail("whatsapp360.deadLetters", state.deadLetters());
        builder.detail("whatsapp360.orphaned", runtime.orphaned().count());
        if (runtime.pathMismatch() != null) {
            builder.detail("whatsapp360.webhookPath", runtime.pathMismatch());
        }
        String problem = problem(state, age);
        if (problem != null) {
            builder.down().message(AccountMessage.of(account.name(), problem));
        } else {
            judgeWebhook(builder, runtime);
        }
    }

    private @Nullable String problem(InboxState state, Duration age) {
        Whatsapp360Configuration bounds = account.configuration();
        if (state.condition() != InboxState.Condition.UP) {
            return "The inbox is " + state.condition() + ": " + state.problem();
        }
        if (bounds.getUnhealthyBacklog() > 0 && state.waiting() > bounds.getUnhealthyBacklog()) {
            return "Expected at most " + bounds.getUnhealthyBacklog() + " waiting events, actual " + state.waiting();
        }
        if (bounds.getUnhealthyAge() > 0 && age.toMillis() > bounds.getUnhealthyAge()) {
            return "Expected no event to wait longer than " + Duration.ofMillis(bounds.getUnhealthyAge()) + ", actual "
                    + age;
        }
        return null;
    }

    private void judgeWebhook(HealthCheckResultBuilder builder, WebhookRuntime runtime) {
        WebhookRegistrar registrar = runtime.registrar();
        WebhookRegistrar.Problem pending = registrar == null ? null : registrar.problem();
        if (pending != null) {
            // Not DOWN while 360dialog is unavailable: an earlier registration may still be valid.
            (pending.refused() ? builder.down() : builder.unknown())
                    .message(AccountMessage.of(account.name(), "The webhook is not registered yet: " + pending.text()));
            return;
        }
        String problem = account.configuration().getApiKey() == null ? null : webhookProblem();
        if (problem == null) {
            builder.up();
        } else {
            builder.down().message(AccountMessage.of(account.name(), problem));
        }
    }

    private CompletableFuture<Optional<String>> ask() {
        Receiver receiver = account.receiverIfAny();
        WebhookRuntime runtime = receiver == null ? null : receiver.runtime();
        WebhookRegistration registration = runtime == null ? null : runtime.registration();
        return registration == null
                ? account.client().getWebhook().thenApply(accepted -> Optional.empty())
                : registration.problemLater();
    }

    private @Nullable String webhookProblem() {
        CompletableFuture<Optional<String>> latest = probe.latest(isDue());
        if (latest == null) {
            return null;
        }
        try {
            return latest.join().orElse(null);
        } catch (CompletionException failed) {
            return Whatsapp360Exception.in(failed) instanceof AuthenticationException
                    ? "360dialog does not accept the key: set the current apiKey of the account and restart"
                    : null;
        }
    }

    private synchronized boolean isDue() {
        Instant now = clock.instant();
        boolean due = probedAt == null || !now.isBefore(probedAt.plus(MINIMUM_PROBE_INTERVAL));
        if (due) {
            probedAt = now;
        }
        return due;
    }
}
