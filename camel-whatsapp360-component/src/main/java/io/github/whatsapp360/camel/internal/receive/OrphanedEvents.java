/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Inbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of subscriptions without a route in this context. They stay in the inbox, are counted, and become dead
 * letters when they are older than {@code dedupePeriod}. An operator can hand them over to another subscription or
 * purge them.
 *
 * <p>Limit: with several nodes each node considers only its own routes. Events that wait for a redelivery are found
 * when it is due.
 *
 * <p>Thread-safe. Blocks for the inbox.
 */
public final class OrphanedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedEvents.class);

    private static final int MAXIMUM_CLAIMS = 128;

    private final String account;
    private final Inbox inbox;
    private final Subscriptions subscriptions;
    private final Clock clock;

    public OrphanedEvents(String account, Inbox inbox, Subscriptions subscriptions, Clock clock) {
        this.account = account;
        this.inbox = inbox;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /** The number of orphaned events per subscription. */
    Map<String, Long> bySubscription() {
        Map<String, Long> orphaned = new TreeMap<>(inbox.waitingBySubscription());
        orphaned.keySet().removeIf(name -> name.isEmpty() || subscriptions.hasOwner(name));
        return orphaned;
    }

    long count() {
        return bySubscription().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Appends the events to those of another subscription.
     *
     * @return the number of events handed over
     * @throws IllegalArgumentException if a route has the first subscription, or none has the second
     */
    public int handOver(String from, String to) {
        mustBeOrphaned(from);
        if (!subscriptions.hasOwner(to)) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account,
                    "No route has the subscription '" + to + "'; there are "
                            + subscriptions.states().keySet()));
        }
        List<Long> buried = new ArrayList<>();
        int setAside = bury(from, Instant.MAX, "Handed over to " + to, (claim, problem) -> buried.add(claim.id()));
        int replayed = inbox.replay(DeadLetterSelection.of(buried), to);
        LOG.info("Account {}: {} orphaned events of {} were handed over to {}", account, replayed, from, to);
        if (replayed < setAside) {
            LOG.warn(
                    "Account {}: {} orphaned events of {} were not handed over; they are dead letters"
                            + " unless they were replayed or purged meanwhile",
                    account,
                    setAside - replayed,
                    from);
        }
        return replayed;
    }

    /**
     * Deletes the events.
     *
     * @return how many
     * @throws IllegalArgumentException if a route has the subscription
     */
    int purge(String subscription) {
        mustBeOrphaned(subscription);
        int purged = 0;
        for (List<Claim> some = claim(subscription); !some.isEmpty(); some = claim(subscription)) {
            some.forEach(inbox::complete);
            purged += some.size();
            waitUntilWritten();
        }
        LOG.info("Account {}: {} orphaned events of {} were purged", account, purged, subscription);
        return purged;
    }

    /**
     * Turns events that are too old into dead letters.
     *
     * @param buried called with each of them and the reason
     */
    void expire(Duration age, BiConsumer<Claim, String> buried) {
        Instant before = clock.instant().minus(age);
        for (String subscription : bySubscription().keySet()) {
            String problem = "No route has the subscription " + subscription + " any more";
            int expired = bury(subscription, before, problem, buried);
            if (expired > 0) {
                LOG.warn(
                        "Account {}: {} events became dead letters: no route has had their subscription {} for {}",
                        account,
                        expired,
                        subscription,
                        age);
            }
        }
    }

    /** The oldest events are claimed first. If none of a batch is too old, no later event is. */
    private int bury(String subscription, Instant before, String problem, BiConsumer<Claim, String> buried) {
        int count = 0;
        int old;
        do {
            old = 0;
            for (Claim claim : claim(subscription)) {
                if (claim.storedAt().isBefore(before)) {
                    inbox.bury(claim, problem);
                    notify(buried, claim, problem);
                    old++;
                } else {
                    inbox.release(claim, clock.instant());
                }
            }
            count += old;
            waitUntilWritten();
        } while (old > 0);
        return count;
    }

    /** Never throws, because the remaining claims must be settled. */
    private void notify(BiConsumer<Claim, String> buried, Claim claim, String problem) {
        try {
            buried.accept(claim, problem);
        } catch (RuntimeException failure) {
            LOG.warn("Account {}: dead letter {} could not be sent to deadLetterUri", account, claim.id(), failure);
        }
    }

    /**
     * An inbox returns no further claims while many settlements are not written yet; reading dead letters waits for
     * these writes.
     */
    private void waitUntilWritten() {
        List<DeadLetter> unused = inbox.deadLetters(Long.MAX_VALUE, 1);
    }

    private List<Claim> claim(String subscription) {
        return inbox.claim(MAXIMUM_CLAIMS, clock.instant(), Set.of(subscription));
    }

    private void mustBeOrphaned(String subscription) {
        if (subscriptions.hasOwner(subscription)) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account, "The events of '" + subscription + "' are not orphaned: a route has this subscription"));
        }
    }
}
