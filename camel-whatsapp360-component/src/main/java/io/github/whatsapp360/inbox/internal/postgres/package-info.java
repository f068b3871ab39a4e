/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: the store of {@code inbox=jdbc}, a PostgreSQL database that several nodes share. Each node stores the
 * deliveries that it receives and processes conversations that no other node has locked.
 *
 * <p>The tables are in {@code postgresql.sql} beside this class, which describes each column; {@code
 * docs/decisions/0007-many-nodes.md} explains the protocol. What is specific to a database is in {@link
 * io.github.whatsapp360.inbox.internal.postgres.SharedDatabase}.
 *
 * <pre>
 *  store ──► batch ──► event, seen, turn                one statement per batch, by GroupCommit
 *  claim ──► prefetch ──► claims                        without a message, as long as there is some
 *        ├─► settlements ──► event, turn, dead_letter   one message for all pending settlements
 *        └─► free conversation locks ──► prefetch       the same message; skips rows that other nodes have locked
 * </pre>
 *
 * <p>Every second, each on its own thread: the heartbeat of this {@link
 * io.github.whatsapp360.inbox.internal.postgres.Node}, which declares nodes dead whose heartbeats are missed;
 * settlements, what is returned, and a poll; counts and the deletion of expired keys.
 */
@NullMarked
package io.github.whatsapp360.inbox.internal.postgres;

import org.jspecify.annotations.NullMarked;
