/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import io.github.whatsapp360.flows.camel.internal.FlowServer;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves the data endpoint and runs its route with the request of each screen. While the route is suspended, requests
 * are answered 503; while it is stopped, nothing is served.
 *
 * <p>Thread-safe.
 */
public class Whatsapp360FlowConsumer extends DefaultConsumer implements Suspendable, HealthCheckAware {

    private final Whatsapp360FlowEndpoint endpoint;
    private @Nullable FlowServer server;
    private volatile @Nullable HealthCheck healthCheck;

    Whatsapp360FlowConsumer(Whatsapp360FlowEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Whatsapp360FlowComponent component = endpoint.getComponent();
        FlowServer opening =
                new FlowServer(this, endpoint.getAccount(), endpoint.getConfiguration(), component.clockInUse());
        component.claimPath(opening.httpComponent(), opening.path(), endpoint.getAccount());
        server = opening;
        boolean opened = false;
        try {
            opening.open();
            opened = true;
            healthCheck = component.isHealthCheckConsumerEnabled() ? opening.healthCheck() : null;
        } finally {
            if (!opened) {
                closeServer();
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        closeServer();
        super.doStop();
    }

    @Override
    public @Nullable HealthCheck getHealthCheck() {
        return healthCheck;
    }

    @Override
    public void setHealthCheck(HealthCheck healthCheck) {
        this.healthCheck = healthCheck;
    }

    private void closeServer() {
        healthCheck = null;
        FlowServer closing = server;
        server = null;
        if (closing != null) {
            closing.close();
            endpoint.getComponent().releasePath(closing.httpComponent(), closing.path());
        }
    }
}
