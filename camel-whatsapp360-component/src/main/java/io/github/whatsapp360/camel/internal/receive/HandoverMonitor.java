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
 * Finds exchanges that were handed over to a queue in memory which did not keep them, as one with {@code discardWhenFull} does.
 *
 * <p>Looks into the queues once a second while there is something to look for, for all exchanges together: what one event costs does
 * not grow with what waits in a queue. An exchange counts as discarded when no queue of that name held it twice, a second apart,
 * and nobody had taken it out: a consumer marks what it takes out of a queue long before.
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

    /** An exchange was handed over; returns at once. */
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

    /** Returns what has to be looked for once more. */
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

    /** Endpoints whose addresses differ only in their options share one queue, and any of them may be gone. */
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

    /** Of a broker's queue this can neither be asked nor told: it holds messages, not exchanges. */
    private static @Nullable String queueOf(Exchange holder) {
        String sentTo = holder.getProperty(ExchangePropertyKey.TO_ENDPOINT, String.class);
        return sentTo != null && (sentTo.startsWith("seda:") || sentTo.startsWith("stub:")) ? name(sentTo) : null;
    }

    private static String name(String uri) {
        int options = uri.indexOf('?');
        return options < 0 ? uri : uri.substring(0, options);
    }
}
