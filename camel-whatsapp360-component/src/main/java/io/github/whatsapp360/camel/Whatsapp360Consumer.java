/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.internal.account.Account;
import io.github.whatsapp360.camel.internal.media.AttachedFiles;
import io.github.whatsapp360.camel.internal.receive.ReceivingHealthCheck;
import io.github.whatsapp360.camel.internal.receive.SubscriptionConsumer;
import io.github.whatsapp360.client.Whatsapp360Client;
import java.time.Clock;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs its route with the selected events of an account. The consumers of one account share its webhook and inbox.
 *
 * <p>Thread-safe.
 */
public class Whatsapp360Consumer extends DefaultConsumer implements Suspendable, ShutdownAware, HealthCheckAware {

    private static final Logger LOG = LoggerFactory.getLogger(Whatsapp360Consumer.class);

    private final Account account;
    private final SubscriptionConsumer subscriptionConsumer;
    private final boolean downloadMedia;
    private volatile @Nullable HealthCheck healthCheck;

    Whatsapp360Consumer(Whatsapp360Endpoint endpoint, Processor processor, Account account) {
        super(endpoint, processor);
        this.account = account;
        this.subscriptionConsumer = new SubscriptionConsumer(this, account, endpoint.getConfiguration());
        this.downloadMedia = endpoint.getConfiguration().isDownloadMedia();
    }

    /** The account's view of this consumer. */
    SubscriptionConsumer subscriptionConsumer() {
        return subscriptionConsumer;
    }

    /**
     * Whether Camel resumes this consumer with its route. The consumer of a suspended route may be stopped: Camel stops
     * it if it did not finish in time, and creates another one if the route was stopped before.
     */
    @Override
    public boolean isSuspended() {
        Route route = getRoute();
        return super.isSuspended() || (isStopped() && route != null && SubscriptionConsumer.isSuspended(route));
    }

    @Override
    public void resume() {
        if (super.isSuspended()) {
            super.resume();
        } else {
            start();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        attach();
        LOG.info("Subscription {} of account {} started", subscriptionConsumer.subscription(), account.name());
    }

    private void attach() throws Exception {
        if (downloadMedia) {
            AttachedFiles.require(account.name());
            // Checks the key at start and not at the first download.
            Whatsapp360Client unused = account.client();
        }
        subscriptionConsumer.starting();
        ((Whatsapp360Endpoint) getEndpoint()).usedBy(subscriptionConsumer.owner());
        account.receiver().attach(subscriptionConsumer);
        if (((Whatsapp360Component) getEndpoint().getComponent()).isHealthCheckConsumerEnabled()) {
            healthCheck = new ReceivingHealthCheck(account, Clock.systemUTC());
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        account.receiver().changed();
        LOG.info(
                "Subscription {} of account {} suspended; its events are kept",
                subscriptionConsumer.subscription(),
                account.name());
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        // Camel also suspends a consumer that is stopped, and later only resumes it: start its route's processors too.
        super.doStart();
        attach();
        LOG.info("Subscription {} of account {} resumed", subscriptionConsumer.subscription(), account.name());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        healthCheck = null;
        account.receiver().detach(subscriptionConsumer);
        ((Whatsapp360Endpoint) getEndpoint()).unusedBy(this);
        LOG.info(
                "Subscription {} of account {} stopped; its events are kept",
                subscriptionConsumer.subscription(),
                account.name());
    }

    @Override
    protected void doShutdown() throws Exception {
        account.subscriptions().undefine(this, account.clock().instant());
        super.doShutdown();
    }

    @Override
    public @Nullable HealthCheck getHealthCheck() {
        return healthCheck;
    }

    @Override
    public void setHealthCheck(HealthCheck healthCheck) {
        this.healthCheck = healthCheck;
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return subscriptionConsumer.inFlight();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            subscriptionConsumer.ending();
            account.receiver().changed();
        }
    }
}
