/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.FlowEncryptionKey;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads the public key of the current private key at 360dialog, unless it is there already and valid, and checks it.
 * Retries in the background until this succeeds: an unavailable API does not prevent the start, because an earlier
 * registration may still be valid.
 *
 * <p>Retries after any failure, with delays from 1 s, doubling up to 5 min. Thread-safe.
 */
public final class KeyRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRegistration.class);

    private static final String VALID = "VALID";
    private static final Duration INITIAL_DELAY = Duration.ofSeconds(1);
    private static final Duration MAXIMUM_DELAY = Duration.ofMinutes(5);

    private final String account;
    private final String publicKey;
    private final Supplier<Whatsapp360Client> client;
    private final ScheduledExecutorService timer;
    private volatile @Nullable Problem problem = new Problem("360dialog has not answered yet", false);
    private Duration delay = INITIAL_DELAY;

    /**
     * Why the key is not registered yet.
     *
     * @param refused whether the operator has to act
     */
    record Problem(String text, boolean refused) {}

    /**
     * Creates a registration that has not started.
     *
     * @param publicKey in PEM
     * @param timer owned by the caller
     */
    KeyRegistration(
            String account, String publicKey, Supplier<Whatsapp360Client> client, ScheduledExecutorService timer) {
        this.account = account;
        this.publicKey = publicKey;
        this.client = client;
        this.timer = timer;
    }

    /** Why the key is not registered yet; null once it is. */
    @Nullable
    Problem problem() {
        return problem;
    }

    /** Makes the first attempt in the background. */
    void start() {
        schedule(Duration.ZERO);
    }

    private void schedule(Duration after) {
        try {
            Future<?> unused = timer.schedule(this::attempt, after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException shutDown) {
            LOG.debug("Flow endpoint of account {}: the registration of the key was stopped", account, shutDown);
        }
    }

    private void attempt() {
        try {
            CompletableFuture<?> unused = register(client.get()).handle((key, failure) -> {
                if (failure == null) {
                    answered(key);
                } else {
                    failed(Whatsapp360Exception.in(failure));
                }
                return key;
            });
        } catch (RuntimeException unexpected) {
            tryAgain(new Problem(String.valueOf(unexpected.getMessage()), false));
        }
    }

    private CompletableFuture<FlowEncryptionKey> register(Whatsapp360Client api) {
        return api.getFlowEncryptionKey()
                .thenCompose(key -> isRegistered(key)
                        ? CompletableFuture.completedFuture(key)
                        : api.setFlowEncryptionKey(publicKey).thenCompose(done -> api.getFlowEncryptionKey()));
    }

    private boolean isRegistered(FlowEncryptionKey key) {
        return VALID.equals(key.signatureStatus()) && withoutSpace(publicKey).equals(withoutSpace(key.publicKey()));
    }

    private static String withoutSpace(@Nullable String pem) {
        return pem == null ? "" : pem.replaceAll("\\s", "");
    }

    private void answered(FlowEncryptionKey key) {
        if (isRegistered(key)) {
            problem = null;
            LOG.info("Flow endpoint of account {}: the public key is registered at 360dialog", account);
        } else {
            tryAgain(new Problem("360dialog does not show the uploaded key as VALID", true));
        }
    }

    private void failed(Whatsapp360Exception failure) {
        tryAgain(
                failure instanceof AuthenticationException
                        ? new Problem("360dialog does not accept apiKey: set the current one and restart", true)
                        : new Problem(String.valueOf(failure.getMessage()), false));
    }

    private void tryAgain(Problem now) {
        Problem before = problem;
        problem = now;
        if (before == null || !before.text().equals(now.text())) {
            LOG.warn(
                    "Flow endpoint of account {}: the public key could not be registered; retrying at least every {}:"
                            + " {}",
                    account,
                    MAXIMUM_DELAY,
                    now.text());
        }
        schedule(delay);
        delay = delay.multipliedBy(2).compareTo(MAXIMUM_DELAY) < 0 ? delay.multipliedBy(2) : MAXIMUM_DELAY;
    }
}
