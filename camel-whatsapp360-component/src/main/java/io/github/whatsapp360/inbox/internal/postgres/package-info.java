/**
 * Internal: the inbox in a database that several nodes share: each stores what it is sent, and each works off what none of the others has.
 *
 * <p>The tables are in {@code postgresql.sql} beside this class, with a sentence for each column; why this works is in
 * {@code docs/decisions/0007-many-nodes.md}. What differs between databases is in {@link
 * io.github.whatsapp360.inbox.internal.postgres.SharedDatabase}.
 *
 * <pre>
 *  store ──► {@link io.github.whatsapp360.inbox.internal.postgres.GroupCommit} ──► event, seen, turn        one statement a batch
 *  claim ──► settlements ──► event, turn, dead_letter    one message for all that ended
 *        └─► turns that are open ──► claims              one message, which skips what others are taking
 *  every second, each on a thread of its own: the heartbeat of this {@link io.github.whatsapp360.inbox.internal.postgres.Node},
 *  which gives up who is silent; settling and a look for work; counting and forgetting old keys
 * </pre>
 */
@NullMarked
package io.github.whatsapp360.inbox.internal.postgres;

import org.jspecify.annotations.NullMarked;
