package io.github.whatsapp360.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was acknowledged until it was worked off: at least once, and once in all normal operation.
 *
 * <p>The life of an event: {@link #store} keeps it, {@link #claim} hands it out, and exactly one of {@link #complete},
 * {@link #retry}, {@link #release} and {@link #bury} settles the claim. Whatever was stored and not settled when the
 * program ends is handed out again by the next one, in order.
 *
 * <p>Implement it to keep events elsewhere (option {@code inbox=#bean}); what an implementation guarantees beyond this
 * contract it says itself.
 *
 * <p>Thread-safe.
 */
public interface Inbox extends AutoCloseable {

    /**
     * Makes ready; called before anything else. Once for an inbox that was made for its account; a bean is opened again
     * when the component is started again, after {@link #close}, and then hands out what was not settled.
     *
     * @param workArrived to be called, on any thread, whenever events arrived that {@link #claim} may find: stored or
     *     replayed ones; cheap and never blocks. Settling a claim may also let another event run, but that need not be told:
     *     whoever settles looks again
     * @throws InboxException if events cannot be kept here, saying what to do
     */
    void open(Runnable workArrived);

    /**
     * Keeps the events of one delivery, all or none. Events whose key an earlier delivery stored within the period for
     * duplicates are left out, whatever their subscription; of those with one key and one subscription the first is kept.
     *
     * @param delivery in order; may be empty
     * @return completes with the number of events that were new, once all of them are as safe as this inbox can make them;
     *     for a duplicate once the first copy is. Fails with {@link InboxException}. It may complete on a thread of the inbox: do
     *     not block there
     */
    CompletableFuture<Integer> store(List<InboxEvent> delivery);

    /**
     * Keeps what is not to run as a {@link DeadLetter}: the bytes of a delivery that could not be split, of kind
     * {@link DeadLetter#UNREADABLE}, or an event that an operator has to decide about.
     *
     * @param event with a key as in {@link #store}: the same one again is kept once
     * @param problem why, without customer data
     * @return completes with whether it was new; else as {@link #store}
     */
    CompletableFuture<Boolean> quarantine(InboxEvent event, String problem);

    /**
     * Whether {@link #store} and {@link #quarantine} return at once, whatever happens, so that a thread may call them for which
     * many others wait. False unless an implementation says otherwise.
     */
    default boolean isNonBlocking() {
        return false;
    }

    /**
     * Hands out events that may run now: of each conversation of a subscription the oldest, if none of it is handed out, and if it
     * is due. What waits for other subscriptions costs nothing.
     *
     * @param limit at most so many, at least 1
     * @param now the time by which something is due
     * @param subscriptions those that run; events of others wait
     * @return in order of arrival, as far as conversations allow; empty if there is nothing to do
     * @throws InboxException if the inbox cannot be read
     */
    List<Claim> claim(int limit, Instant now, Set<String> subscriptions);

    /**
     * Whether the claim is still good; asked right before its event begins. Where nobody else can have taken it, it is.
     *
     * @return false if the event may have been handed out elsewhere by now: do not begin it, but {@link #release} it
     */
    default boolean holds(Claim claim) {
        return true;
    }

    /**
     * When {@link #claim} should be tried again although no work arrived.
     *
     * @return the earliest instant at which an event that waits for its next attempt becomes due; null if none waits
     */
    @Nullable
    Instant nextDue();

    /**
     * Done with it: it is forgotten, but for its key. Like all that settles a claim it returns at once and never fails; what
     * is written, is written soon after. A claim that is settled already is left alone.
     */
    void complete(Claim claim);

    /**
     * It failed and is to run again. Its conversation waits until then.
     *
     * @param due not before this instant
     */
    void retry(Claim claim, Instant due);

    /**
     * It did not run; another claim may have it, with unchanged attempts.
     *
     * @param due not before this instant
     */
    void release(Claim claim, Instant due);

    /**
     * It failed too often: kept as a dead letter, under the claim's id. Its conversation goes on.
     *
     * @param problem why, in one line, without customer data
     */
    void bury(Claim claim, String problem);

    /**
     * Dead letters in ascending order, without their bodies: reading a page takes little memory, however large they
     * are.
     *
     * @param after only those with a greater id; 0 for the first page
     * @param limit at most so many
     */
    List<DeadLetter> deadLetters(long after, int limit);

    /**
     * One dead letter, with its body.
     *
     * @return null if there is none of that id
     */
    @Nullable
    DeadLetter deadLetter(long id);

    /**
     * Puts dead letters back behind the waiting events of their conversations, with no attempts counted. Unreadable ones
     * stay.
     *
     * @param subscription for whom they run; null for whoever they were kept for
     * @return how many were put back
     */
    int replay(DeadLetterSelection selection, @Nullable String subscription);

    /** As {@link #replay(DeadLetterSelection, String)}, for whoever the events were kept for. */
    default int replay(DeadLetterSelection selection) {
        return replay(selection, null);
    }

    /**
     * Forgets dead letters for ever.
     *
     * @return how many
     */
    int purge(DeadLetterSelection selection);

    /**
     * How many events wait for each subscription, claimed ones included; none for a subscription without any. For operators: it may
     * be some seconds old. An implementation that does not count returns an empty map, and orphaned events are not noticed.
     */
    default Map<String, Long> waitingBySubscription() {
        return Map.of();
    }

    /** How it is doing. */
    InboxState state();

    /** Ends it; what was claimed and not settled is handed out again by the next one that opens this store. */
    @Override
    void close();
}
