/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * The durable subscriptions of one account: their events and the consumer that runs each. A subscription exists from
 * the moment Camel knows its route, whether or not the route has started. It remains when the route is stopped or
 * removed, until the component stops; events that arrive meanwhile are kept for it.
 *
 * <p>Thread-safe.
 */
public final class Subscriptions {

    private final String account;
    private final Map<String, Subscription> all = new TreeMap<>();
    private final List<Created> created = new ArrayList<>();

    /** A route whose subscription is not named yet. */
    private record Created(Route route, Whatsapp360Configuration options, EventSelection selection) {}

    /** A subscription. */
    private static final class Subscription {
        EventSelection selection;
        /** The route of the subscription, or the consumer if there is no route; null after its removal. */
        @Nullable
        Object owner;

        /** The time of that removal. */
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
            // Camel can report a route as suspended whose consumer it has stopped.
            return owner instanceof Route route && SubscriptionConsumer.isSuspended(route)
                    ? Taking.SUSPENDED
                    : Taking.STOPPED;
        }

        boolean isRemovedBy(Instant instant) {
            return owner == null && !removedAt.isAfter(instant);
        }
    }

    /**
     * Creates the subscriptions of one account.
     *
     * @param account the account's name, for messages
     */
    public Subscriptions(String account) {
        this.account = account;
    }

    /**
     * The name of a consumer's subscription: the configured name, otherwise the id of the route if the user set it,
     * otherwise the selected events. Generated route ids are not used, because they can belong to another route after
     * the next start.
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
     * Adds a route whose consumer receives events.
     *
     * @throws IllegalArgumentException if what it takes cannot be read: the route is refused, and no other is concerned
     */
    public synchronized void define(Route route, Whatsapp360Configuration options) {
        // The name is not known yet: Camel reports later whether the user set the id of the route.
        created.add(new Created(route, options, EventSelection.parse(account, options.getEvents())));
    }

    /**
     * Names the subscriptions of all added routes. Called when a route starts or an event arrives; by then Camel has
     * set all ids.
     */
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

    /** A route with the same id replaces an earlier one. */
    private static boolean isSame(Object known, Object owner) {
        return known == owner
                || (known instanceof Route before
                        && owner instanceof Route now
                        && before.getRouteId().equals(now.getRouteId()));
    }

    private static String described(Object owner) {
        return owner instanceof Route route ? "route " + route.getRouteId() : "a consumer without a route";
    }

    /** Removes a route. Its subscription stays for the route that replaces it. */
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
     * Attaches a consumer that starts: from now on it runs its subscription.
     *
     * @throws IllegalArgumentException if another route has a subscription of this name
     */
    synchronized void attach(SubscriptionConsumer consumer) {
        nameCreated();
        own(consumer.subscription(), consumer.selection(), consumer.owner()).consumer = consumer;
    }

    /** Detaches a consumer that has stopped. Its route starts again with another consumer. */
    synchronized void detach(SubscriptionConsumer consumer) {
        Subscription subscription = all.get(consumer.subscription());
        if (subscription != null && subscription.consumer == consumer) {
            subscription.consumer = null;
        }
    }

    /** The subscriptions that receive an event, whether or not they are running. */
    public List<String> taking(String family, String name) {
        return taking(family, name, Instant.MIN);
    }

    /** The same without subscriptions whose route was removed before this time. */
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

    /** The running subscriptions. */
    synchronized Set<String> running() {
        Set<String> running = new HashSet<>();
        all.forEach((name, subscription) -> {
            if (subscription.taking() == Taking.RUNNING) {
                running.add(name);
            }
        });
        return running;
    }

    /** Whether at least one is running or suspended. */
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

    /** The id of the route of each subscription; subscriptions without a route are absent. */
    synchronized Map<String, String> routes() {
        Map<String, String> routes = new TreeMap<>();
        all.forEach((name, subscription) -> {
            if (subscription.owner instanceof Route route) {
                routes.put(name, route.getRouteId());
            }
        });
        return routes;
    }

    /**
     * The state of each subscription by name: {@code RUNNING}, {@code SUSPENDED} or {@code STOPPED}, or {@code
     * ORPHANED} without a route.
     */
    public synchronized Map<String, String> states() {
        nameCreated();
        Map<String, String> states = new TreeMap<>();
        all.forEach((name, subscription) -> states.put(
                name,
                subscription.owner == null ? "ORPHANED" : subscription.taking().name()));
        return states;
    }
}
