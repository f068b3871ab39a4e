/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.ShutdownPrepared;

/**
 * Does with consumers what Camel does, but on the caller's thread, and without waiting for what they are working on:
 * that may end after its route has stopped. When told to, it stops what it was to suspend, as Camel does after a
 * time-out.
 */
final class ImpatientShutdown extends DefaultShutdownStrategy {

    private boolean forcing;

    ImpatientShutdown(CamelContext context) {
        super(context);
    }

    /** Whether what is suspended from now on is stopped. */
    void force(boolean now) {
        forcing = now;
    }

    @Override
    protected boolean doShutdown(
            CamelContext context,
            List<RouteStartupOrder> routes,
            long timeout,
            TimeUnit unit,
            boolean suspendOnly,
            boolean abortAfterTimeout,
            boolean forceShutdown) {
        for (RouteStartupOrder each : routes) {
            suspendNow(each.getRoute().getId(), each.getInput());
        }
        for (RouteStartupOrder each : routes) {
            end(each.getRoute().getId(), each.getInput(), suspendOnly);
        }
        return true;
    }

    private void end(String route, Consumer consumer, boolean suspendOnly) {
        if (consumer instanceof ShutdownPrepared prepared) {
            prepared.prepareShutdown(suspendOnly, false);
        }
        if (!suspendOnly || forcing) {
            shutdownNow(route, consumer);
        }
    }
}
