/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.BrowsableEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds exchanges that were handed over to an in-memory queue and discarded by it, for example because of {@code
 * discardWhenFull}.
 *
 * <p>Checks the queues once a second for all watched exchanges together, so that the cost per event does not grow with
 * the length of a queue. An exchange counts as discarded if two consecutive checks find it in no queue of that name and
 * no consumer has taken it; a consumer marks an exchange when it takes it.
 *
 * <p>Thread-safe.
 */
final class HandoverMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(HandoverMonitor.class);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final CamelContext context;
    private final ScheduledExecutorService timer;
    private List<Watched> watched = new ArrayList<>();
    private boolean scheduled;

    /** @param missing whether no queue held it at the last check */
    private record Watched(EventCompletion completion, boolean missing) {}

    HandoverMonitor(CamelContext context, ScheduledExecutorService timer) {
        this.context = context;
        this.timer = timer;
    }

    /** Starts watching an exchange that was handed over; does not block. */
    void watch(EventCompletion completion) {
        Exchange holder = completion.unclaimed();
        if (holder != null && queueOf(holder) != null) {
            watch(List.of(new Watched(completion, false)));
        }
    }

    private synchronized void watch(List<Watched> some) {
        watched.addAll(some);
        if (scheduled || watched.isEmpty()) {
            return;
        }
        try {
            ScheduledFuture<?> unused = timer.schedule(this::check, CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            scheduled = true;
        } catch (RejectedExecutionException ending) {
            LOG.debug("Not checking whether an exchange was discarded: the account is stopping", ending);
            watched.clear();
        }
    }

    private synchronized List<Watched> take() {
        List<Watched> taken = watched;
        watched = new ArrayList<>();
        scheduled = false;
        return taken;
    }

    private void check() {
        List<Watched> before = take();
        List<Watched> after = before;
        try {
            after = checkAll(before);
        } catch (RuntimeException unreadable) {
            LOG.warn("Cannot check whether exchanges were discarded; retrying", unreadable);
        }
        watch(after);
    }

    /** Checks the watched exchanges and returns those that need another check. */
    private List<Watched> checkAll(List<Watched> before) {
        Set<Exchange> held = heldBy(queuesOf(before));
        List<Watched> after = new ArrayList<>();
        for (Watched each : before) {
            Exchange holder = each.completion().unclaimed();
            if (holder == null || held.contains(holder)) {
                continue;
            }
            if (each.missing()) {
                each.completion().discarded();
            } else {
                after.add(new Watched(each.completion(), true));
            }
        }
        return after;
    }

    private static Set<String> queuesOf(List<Watched> some) {
        Set<String> queues = new HashSet<>();
        for (Watched each : some) {
            Exchange holder = each.completion().unclaimed();
            String queue = holder == null ? null : queueOf(holder);
            if (queue != null) {
                queues.add(queue);
            }
        }
        return queues;
    }

    /** Endpoints whose URIs differ only in their options share one queue, and any of them may have been removed. */
    private Set<Exchange> heldBy(Set<String> queues) {
        Set<Exchange> held = Collections.newSetFromMap(new IdentityHashMap<>());
        if (!queues.isEmpty()) {
            for (Endpoint endpoint : context.getEndpoints()) {
                if (endpoint instanceof BrowsableEndpoint queue && queues.contains(name(endpoint.getEndpointUri()))) {
                    held.addAll(queue.getExchanges());
                }
            }
        }
        return held;
    }

    /** The in-memory queue of an exchange; null otherwise. The queue of a broker contains messages, not exchanges. */
    private static @Nullable String queueOf(Exchange holder) {
        String sentTo = holder.getProperty(ExchangePropertyKey.TO_ENDPOINT, String.class);
        return sentTo != null && (sentTo.startsWith("seda:") || sentTo.startsWith("stub:")) ? name(sentTo) : null;
    }

    private static String name(String uri) {
        int options = uri.indexOf('?');
        return options < 0 ? uri : uri.substring(0, options);
    }
}
