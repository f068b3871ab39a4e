package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.receive.SubscriptionConsumer.Taking;
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/**
 * The durable subscriptions of one account: what each takes, and which consumer runs it at present. A subscription is known
 * from the moment when its route is, whether or not that has started, and stays known when its route is stopped or removed, until
 * the component stops: what arrives meanwhile is kept for it.
 *
 * <p>Thread-safe.
 */
public final class Subscriptions {

    private final String account;
    private final Map<String, Subscription> all = new TreeMap<>();
    private final List<Created> created = new ArrayList<>();

    /** A route whose subscription has no name yet. */
    private record Created(Route route, Whatsapp360Configuration options, EventSelection selection) {}

    /** One of them. */
    private static final class Subscription {
        EventSelection selection;
        /** The route that it belongs to, or the consumer if there is no route; null after that was removed. */
        @Nullable
        Object owner;

        /** When that was. */
        Instant removedAt = Instant.MAX;

        @Nullable
        SubscriptionConsumer consumer;

        Subscription(EventSelection selection) {
            this.selection = selection;
        }

        Taking taking() {
            SubscriptionConsumer present = consumer;
            if (present != null) {
                return present.taking();
            }
            // Camel also suspends routes whose consumer it has stopped.
            return owner instanceof Route route && SubscriptionConsumer.isSuspended(route)
                    ? Taking.SUSPENDED
                    : Taking.STOPPED;
        }

        boolean isRemovedBy(Instant instant) {
            return owner == null && !removedAt.isAfter(instant);
        }
    }

    /**
     * The subscriptions of one account.
     *
     * @param account the account's name, for messages
     */
    public Subscriptions(String account) {
        this.account = account;
    }

    /**
     * The name of a consumer's subscription: the one that was given; else the route's id, if the user chose it; else what it
     * takes, because ids that Camel makes up belong to another route after the next start.
     *
     * @param route null for a consumer without a route
     */
    static String nameOf(Whatsapp360Configuration options, @Nullable Route route) {
        String given = options.getSubscription();
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        return route != null && route.isCustomId() && !route.isCreatedByKamelet()
                ? route.getRouteId()
                : EventSelection.canonical(options.getEvents());
    }

    /**
     * A route is known whose consumer takes events.
     *
     * @throws IllegalArgumentException if what it takes cannot be read: the route is refused, and no other is concerned
     */
    public synchronized void define(Route route, Whatsapp360Configuration options) {
        // Its name is not known yet: Camel tells later whether the user chose the route's id.
        created.add(new Created(route, options, EventSelection.parse(account, options.getEvents())));
    }

    /** What is to be known of all routes is known as soon as one starts or an event arrives. */
    private void nameCreated() {
        for (Created each : List.copyOf(created)) {
            String name = nameOf(each.options(), each.route());
            Subscription known = all.get(name);
            if (known == null || known.owner == null || isSame(known.owner, each.route())) {
                own(name, each.selection(), each.route());
            }
        }
        created.clear();
    }

    private Subscription own(String name, EventSelection selection, Object owner) {
        Subscription subscription = all.computeIfAbsent(name, unseen -> new Subscription(selection));
        if (subscription.owner != null && !isSame(subscription.owner, owner)) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account,
                    "Two consumers have the subscription '" + name + "' (" + described(subscription.owner) + " and "
                            + described(owner)
                            + "): set a unique id for each route, or the option subscription of its endpoint"));
        }
        subscription.owner = owner;
        subscription.selection = selection;
        return subscription;
    }

    /** A route that takes the place of another one has its id. */
    private static boolean isSame(Object known, Object owner) {
        return known == owner
                || (known instanceof Route before
                        && owner instanceof Route now
                        && before.getRouteId().equals(now.getRouteId()));
    }

    private static String described(Object owner) {
        return owner instanceof Route route ? "route " + route.getRouteId() : "a consumer without a route";
    }

    /** A route was removed. What it took is kept for the route that comes in its place. */
    public synchronized void undefine(Object owner, Instant now) {
        nameCreated();
        for (Subscription each : all.values()) {
            if (each.owner == owner) {
                each.owner = null;
                each.removedAt = now;
            }
        }
    }

    /**
     * A consumer starts: from now on it runs its subscription.
     *
     * @throws IllegalArgumentException if another route has a subscription of this name
     */
    synchronized void attach(SubscriptionConsumer consumer) {
        nameCreated();
        own(consumer.subscription(), consumer.selection(), consumer.owner()).consumer = consumer;
    }

    /** A consumer has stopped: if its route starts again, it does so with another one. */
    synchronized void detach(SubscriptionConsumer consumer) {
        Subscription subscription = all.get(consumer.subscription());
        if (subscription != null && subscription.consumer == consumer) {
            subscription.consumer = null;
        }
    }

    /** The subscriptions that take an event, whether they run or not. */
    List<String> taking(String family, String name) {
        return taking(family, name, Instant.MIN);
    }

    /** The same without those whose route was removed by then. */
    synchronized List<String> taking(String family, String name, Instant removedBy) {
        if (!created.isEmpty()) {
            nameCreated();
        }
        List<String> taking = new ArrayList<>(2);
        for (Map.Entry<String, Subscription> each : all.entrySet()) {
            if (each.getValue().selection.takes(family, name)
                    && !each.getValue().isRemovedBy(removedBy)) {
                taking.add(each.getKey());
            }
        }
        return taking;
    }

    /** The consumer that runs a subscription; null if it is not running. */
    synchronized @Nullable SubscriptionConsumer running(String name) {
        Subscription subscription = all.get(name);
        return subscription == null || subscription.taking() != Taking.RUNNING ? null : subscription.consumer;
    }

    /** The subscriptions that run. */
    synchronized Set<String> running() {
        Set<String> running = new HashSet<>();
        all.forEach((name, subscription) -> {
            if (subscription.taking() == Taking.RUNNING) {
                running.add(name);
            }
        });
        return running;
    }

    /** Whether at least one runs or is suspended. */
    synchronized boolean anyAttached() {
        return all.values().stream().anyMatch(each -> each.consumer != null);
    }

    /** Whether at least one is suspended. */
    synchronized boolean anySuspended() {
        return all.values().stream().anyMatch(each -> each.taking() == Taking.SUSPENDED);
    }

    /** Whether a route has a subscription of this name, started or not. */
    synchronized boolean hasOwner(String name) {
        Subscription subscription = all.get(name);
        return subscription != null && subscription.owner != null;
    }

    /** All that are known: {@code RUNNING}, {@code SUSPENDED} or {@code STOPPED}, or {@code ORPHANED} without a route, by name. */
    public synchronized Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        all.forEach((name, subscription) -> states.put(
                name,
                subscription.owner == null ? "ORPHANED" : subscription.taking().name()));
        return states;
    }
}
