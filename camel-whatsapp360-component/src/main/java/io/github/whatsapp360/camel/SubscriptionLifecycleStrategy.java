/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Registers the subscriptions of routes as soon as the Camel context knows a route: before the route starts, and also
 * if it does not start.
 *
 * <p>Thread-safe.
 */
final class SubscriptionLifecycleStrategy extends LifecycleStrategySupport {

    private final Whatsapp360Component component;

    SubscriptionLifecycleStrategy(Whatsapp360Component component) {
        this.component = component;
    }

    @Override
    public void onRouteContextCreate(Route route) {
        if (isOurs(route)) {
            Whatsapp360Endpoint endpoint = (Whatsapp360Endpoint) route.getEndpoint();
            endpoint.usedBy(route);
            endpoint.shared().subscriptions().define(route, endpoint.getConfiguration());
        }
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        for (Route route : routes) {
            if (isOurs(route)) {
                Whatsapp360Endpoint endpoint = (Whatsapp360Endpoint) route.getEndpoint();
                endpoint.shared()
                        .subscriptions()
                        .undefine(route, endpoint.shared().clock().instant());
                endpoint.unusedBy(route);
            }
        }
    }

    /** What waits for a delivery would hold up the shutdown. */
    @Override
    public void onContextStopping(CamelContext context) {
        component.runningAccounts().forEach(account -> account.sentMessages().endWaits());
    }

    private boolean isOurs(Route route) {
        return route.getEndpoint() instanceof Whatsapp360Endpoint endpoint && component.equals(endpoint.getComponent());
    }
}
