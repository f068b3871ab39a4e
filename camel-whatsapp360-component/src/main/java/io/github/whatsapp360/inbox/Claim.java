package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event that was handed out to be worked off. Nothing else of its subscription's conversation is handed out until the claim
 * was settled: {@linkplain Inbox#complete completed}, {@linkplain Inbox#retry put back} or {@linkplain Inbox#bury buried}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the inbox's own number of the event, ascending in the order of arrival
 * @param event the event
 * @param attempts how often it was worked on and failed before; 0 at first
 * @param storedAt when it was stored
 * @param recovered whether it was left over by an earlier run of the program, so that it may have run before
 */
public record Claim(long id, InboxEvent event, int attempts, Instant storedAt, boolean recovered) {

    public Claim {
        requireNonNull(event, "event");
        requireNonNull(storedAt, "storedAt");
    }
}
