/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the webhook of an account and retries in the background until this succeeds. An unavailable API does not
 * prevent the start of the application; an earlier registration may still be valid.
 *
 * <p>Retries after any exception, with delays from 1 s, doubling up to 5 min. An {@link Error} ends the retries; in the
 * first attempt it fails the start. Thread-safe.
 */
public final class WebhookRegistrar {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistrar.class);

    private static final Duration INITIAL_DELAY = Duration.ofSeconds(1);
    private static final Duration MAXIMUM_DELAY = Duration.ofMinutes(5);

    /**
     * Maximum time for which a start waits for the first attempt, so that the webhook is usually registered after the
     * start.
     */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(5);

    private final String account;
    private final WebhookRegistration registration;
    private final ScheduledExecutorService thread;
    private volatile @Nullable Problem problem;
    private Duration delay = INITIAL_DELAY;

    /**
     * Why the webhook is not registered yet.
     *
     * @param refused whether 360dialog refused the registration, which requires an action by the operator
     */
    public record Problem(String text, boolean refused) {}

    /**
     * Creates a registrar that has not started.
     *
     * @param thread a single-threaded executor, owned by the caller
     */
    public WebhookRegistrar(String account, WebhookRegistration registration, ScheduledExecutorService thread) {
        this.account = account;
        this.registration = registration;
        this.thread = thread;
        this.problem = new Problem("360dialog has not answered yet", false);
    }

    /**
     * Makes the first attempt and schedules retries.
     *
     * @throws IllegalStateException if the first attempt ended with an {@link Error}
     */
    public void start() {
        Future<?> first = thread.submit(this::attempt);
        try {
            Object unused = first.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            LOG.warn("Webhook of account {}: registration is slow and continues in the background", account);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the webhook is not registered yet; null once it is. */
    @Nullable
    public Problem problem() {
        return problem;
    }

    private void attempt() {
        try {
            registration.register();
            problem = null;
        } catch (AuthenticationException refused) {
            tryAgain(new Problem(
                    "360dialog does not accept the key: set the current apiKey of the account and restart", true));
        } catch (Whatsapp360Exception | IllegalStateException failed) {
            tryAgain(new Problem(String.valueOf(failed.getMessage()), false));
        } catch (RuntimeException unexpected) {
            tryAgain(new Problem(unexpected.toString(), false));
        } catch (Error broken) {
            problem = new Problem(broken + ": not retried; fix this and restart", true);
            LOG.error(
                    "Webhook of account {} could not be registered; not retrying: {}",
                    account,
                    broken.toString(),
                    broken);
            throw broken;
        }
    }

    private void tryAgain(Problem now) {
        if (thread.isShutdown()) {
            LOG.debug("Webhook of account {}: registration was stopped: {}", account, now.text());
            return;
        }
        Problem before = problem;
        problem = now;
        if (before == null || !before.text().equals(now.text())) {
            LOG.warn(
                    "Webhook of account {} could not be registered; retrying at least every {}: {}",
                    account,
                    MAXIMUM_DELAY,
                    now.text());
        }
        try {
            Future<?> unused = thread.schedule(this::attempt, delay.toMillis(), TimeUnit.MILLISECONDS);
            delay = delay.multipliedBy(2).compareTo(MAXIMUM_DELAY) < 0 ? delay.multipliedBy(2) : MAXIMUM_DELAY;
        } catch (RejectedExecutionException shutDown) {
            LOG.debug("Webhook of account {}: registration was stopped", account, shutDown);
        }
    }
}
