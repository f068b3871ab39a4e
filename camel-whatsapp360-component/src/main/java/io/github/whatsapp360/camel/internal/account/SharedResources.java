/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The resources that all accounts of a component share for sending: one timer, one pool for callbacks, and one TLS
 * context per {@code sslContextParameters}. The number of threads does not depend on the number of accounts.
 *
 * <p>Thread-safe.
 */
public final class SharedResources implements AutoCloseable {

    private static final int SECONDS_BETWEEN_SWEEPS = 30;

    private final CamelContext context;
    private final Runnable sweep;
    private final CallbackExecutor continuations;
    private final IdentityHashMap<SSLContextParameters, SSLContext> tls = new IdentityHashMap<>();
    private @Nullable ScheduledExecutorService timer;
    private @Nullable ExecutorService pool;
    private boolean ending;
    private boolean closed;

    /**
     * Creates the resources of one component.
     *
     * @param sweep releases unused accounts; runs twice a minute
     */
    public SharedResources(CamelContext context, Runnable sweep) {
        this.context = context;
        this.sweep = sweep;
        this.continuations = new CallbackExecutor(this::pool, context.getExecutorServiceManager(), this::timer);
    }

    /**
     * The timer, of one thread.
     *
     * @throws IllegalStateException if the component has been stopped
     */
    synchronized ScheduledExecutorService timer() {
        if (ending) {
            throw new IllegalStateException("The component whatsapp360 has been stopped: nothing can be sent");
        }
        ScheduledExecutorService made = timer;
        if (made == null) {
            made = context.getExecutorServiceManager().newScheduledThreadPool(this, "Whatsapp360Timer", 1);
            var unused = made.scheduleWithFixedDelay(
                    () -> continuations.execute(sweep),
                    SECONDS_BETWEEN_SWEEPS,
                    SECONDS_BETWEEN_SWEEPS,
                    TimeUnit.SECONDS);
            timer = made;
        }
        return made;
    }

    /** The pool in which routes continue after a response. Accepts tasks until the component has stopped. */
    Executor continuations() {
        return continuations;
    }

    /** Unbounded, because a route may block in it until another send completes. Idle threads end after a minute. */
    private synchronized ExecutorService pool() {
        ExecutorService made = pool;
        if (made == null) {
            if (closed) {
                throw new IllegalStateException("The pool is closed");
            }
            made = context.getExecutorServiceManager().newCachedThreadPool(this, CallbackExecutor.NAME);
            pool = made;
        }
        return made;
    }

    /**
     * The TLS context of these parameters.
     *
     * @throws GeneralSecurityException if they cannot be used
     * @throws IOException if they name what cannot be read
     */
    synchronized SSLContext tls(SSLContextParameters parameters) throws GeneralSecurityException, IOException {
        SSLContext made = tls.get(parameters);
        if (made == null) {
            made = parameters.createSSLContext(context);
            tls.put(parameters, made);
        }
        return made;
    }

    /** From now on no account creates a client; existing clients are about to be closed. */
    public synchronized void beginToEnd() {
        ending = true;
    }

    synchronized boolean isEnding() {
        return ending;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Shuts down the threads. Waits for running callbacks up to the timeout of Camel's executor service manager. */
    @Override
    public void close() {
        ScheduledExecutorService endingTimer;
        ExecutorService endingPool;
        continuations.close();
        synchronized (this) {
            ending = true;
            closed = true;
            endingTimer = timer;
            endingPool = pool;
            timer = null;
            tls.clear();
        }
        if (endingTimer != null) {
            context.getExecutorServiceManager().shutdownNow(endingTimer);
        }
        if (endingPool != null) {
            context.getExecutorServiceManager().shutdownGraceful(endingPool);
        }
    }
}
