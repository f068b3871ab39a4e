/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stores acknowledged events until they are processed. Delivery is at least once; without a failure it is exactly once.
 *
 * <p>Life cycle of an event: {@link #store} stores it, {@link #claim} returns it for processing, and exactly one of
 * {@link #complete}, {@link #retry}, {@link #release} and {@link #bury} settles the claim. Events that are stored and
 * not settled when the process ends can be claimed again in the next process, in order.
 *
 * <p>Implement this interface to store events elsewhere (option {@code inbox=#bean}). An implementation documents what
 * it guarantees beyond this contract.
 *
 * <p>Thread-safe.
 */
public interface Inbox extends AutoCloseable {

    /**
     * Opens the inbox. Called before any other method. An inbox that the component created is opened once. A bean is
     * opened again after {@link #close} when the component is restarted; its unsettled events can then be claimed
     * again.
     *
     * @param workArrived to be called whenever stored or replayed events became available to {@link #claim}; may be
     *     called on any thread, is cheap and never blocks. It need not be called after a claim was settled: the caller
     *     of the settling method polls again
     * @throws InboxException if the inbox cannot store events; the message names the remedy
     */
    void open(Runnable workArrived);

    /**
     * Stores the events of one delivery, all or none. Events whose key was stored by an earlier delivery within the
     * deduplication period are skipped, for every subscription. Of several events with the same key and subscription
     * the first is stored.
     *
     * @param delivery in order; may be empty
     * @return completes with the number of new events, once all of them are as durable as this inbox makes them; for a
     *     duplicate, once its first copy is. Fails with {@link InboxException}. It may complete on a thread of the
     *     inbox: do not block there
     */
    CompletableFuture<Integer> store(List<InboxEvent> delivery);

    /**
     * Stores an event as a {@link DeadLetter} without running it: the bytes of a delivery that could not be split, of
     * kind {@link DeadLetter#UNREADABLE}, or an event that an operator has to decide about.
     *
     * @param event has a key as in {@link #store}: a repetition is stored once
     * @param problem the reason, without customer data
     * @return completes with whether the event was new; otherwise as {@link #store}
     */
    CompletableFuture<Boolean> quarantine(InboxEvent event, String problem);

    /**
     * Whether {@link #store} and {@link #quarantine} never block, so that an event-loop thread may call them. The
     * default is false.
     */
    default boolean isNonBlocking() {
        return false;
    }

    /**
     * Claims events that may run now: the oldest event of each conversation of a subscription, if it is due and no
     * event of that conversation is claimed. Events of other subscriptions are not examined. A subscription's
     * conversations are served in the order in which their events could run, so that an event that fails again and
     * again does not delay later ones of other conversations. The subscriptions are served in turn, so that what waits
     * for one does not delay another.
     *
     * @param limit maximum number of events; at least 1
     * @param now events due at or before this instant may run
     * @param subscriptions the running subscriptions, in the order in which they get events; events of others stay
     *     stored
     * @return the claims, by arrival within each conversation; empty if no event may run
     * @throws InboxException if the inbox cannot be read
     */
    List<Claim> claim(int limit, Instant now, Set<String> subscriptions);

    /**
     * Whether the claim is still valid. Called immediately before the event is processed. The default is true, for
     * inboxes of a single process.
     *
     * @return false if another node may have claimed the event: {@link #release} the claim without processing it
     */
    default boolean holds(Claim claim) {
        return true;
    }

    /**
     * Whether a claimed event is still stored, which {@link #forget} may have changed. Asked before an event runs whose
     * customer is not known; may read a database. The default is true.
     *
     * @throws InboxException if the inbox cannot be read
     */
    default boolean isStored(Claim claim) {
        return true;
    }

    /**
     * Returns when {@link #claim} should be called again even if no event arrives.
     *
     * @return the earliest instant at which a delayed event becomes due; null if no event is delayed
     */
    @Nullable
    Instant nextDue();

    /**
     * Settles the claim as processed. The event is deleted; its key is kept for deduplication. Like every settling
     * method it returns at once, never throws, and is written shortly after. Settling a claim twice has no effect.
     */
    void complete(Claim claim);

    /**
     * Settles the claim as failed; the event runs again. Its conversation waits until then.
     *
     * @param due earliest instant of the next run
     */
    void retry(Claim claim, Instant due);

    /**
     * Settles the claim as not run; the event can be claimed again with unchanged attempts.
     *
     * @param due earliest instant of the next run
     */
    void release(Claim claim, Instant due);

    /**
     * Settles the claim as failed for good: the event becomes a dead letter with the claim's id. Its conversation
     * continues.
     *
     * @param problem the reason in one line, without customer data
     */
    void bury(Claim claim, String problem);

    /**
     * Returns dead letters in ascending order of id, without their bodies, so that a page takes little memory.
     *
     * @param after returns only dead letters with a greater id; 0 for the first page
     * @param limit maximum number of dead letters
     */
    List<DeadLetter> deadLetters(long after, int limit);

    /**
     * Returns one dead letter with its body.
     *
     * @return null if no dead letter has this id
     */
    @Nullable
    DeadLetter deadLetter(long id);

    /**
     * Makes dead letters waiting events again, behind those of their conversations and with 0 attempts. Unreadable ones
     * are not replayed.
     *
     * @param subscription subscription that gets the events; null for their own
     * @return number of replayed dead letters
     */
    int replay(DeadLetterSelection selection, @Nullable String subscription);

    /** As {@link #replay(DeadLetterSelection, String)}, for the subscriptions of the events. */
    default int replay(DeadLetterSelection selection) {
        return replay(selection, null);
    }

    /**
     * Deletes dead letters for good.
     *
     * @return number of deleted dead letters
     */
    int purge(DeadLetterSelection selection);

    /**
     * Whether events of a conversation wait or run. Asked when two conversations turned out to be one, so that the
     * events of the older one run first. The default is false: they may then run in any order.
     *
     * @throws InboxException if the inbox cannot be read
     */
    default boolean isWaiting(String subscription, String conversation) {
        return false;
    }

    /**
     * Deletes waiting events and dead letters whose body contains one of these texts. An event that is handed out ends
     * as usual, but it does not run again and does not become a dead letter. The default fails with {@link
     * UnsupportedOperationException}: {@code operation=forget} then deletes nothing at all.
     *
     * @param texts for example the ids of a customer, in quotes as in JSON
     * @return completes with the number of deleted events and dead letters
     */
    default CompletableFuture<Integer> forget(List<String> texts) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException(
                getClass().getName() + " cannot delete the events of a customer: implement Inbox.forget"));
    }

    /**
     * Returns the number of waiting events by subscription, including claimed ones; subscriptions without events are
     * absent. The numbers may be some seconds old. An implementation that does not count returns an empty map; orphaned
     * events are not detected then.
     */
    default Map<String, Long> waitingBySubscription() {
        return Map.of();
    }

    /** Returns counts and condition of the inbox. */
    InboxState state();

    /** Closes the inbox. Claimed and unsettled events can be claimed again after the store is opened the next time. */
    @Override
    void close();
}
