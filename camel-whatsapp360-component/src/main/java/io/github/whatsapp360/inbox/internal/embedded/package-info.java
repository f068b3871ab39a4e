/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: the store of {@code inbox=embedded}, an SQLite database of one process. {@link
 * io.github.whatsapp360.inbox.internal.embedded.SqlDatabase} contains what is specific to SQLite.
 *
 * <p>One database per account, {@code <inboxDirectory>/<account>.db}. An operator may read it with SQL while the inbox
 * is open. Instants are milliseconds since 1970, UTC.
 *
 * <pre>
 *  event         waiting events                          dead_letter  failed events
 *    id            ascending in the order of arrival       id           that of the event, never reused
 *    key           identifies the event                    key, conversation, kind, stored_at, body   as in event;
 *    conversation  events of one run one at a time                      kind 'unreadable' cannot be replayed
 *    kind          the event's family                      attempts     number of runs
 *    stored_at     when it was stored                      buried_at    when it became a dead letter
 *    checksum      CRC-32C, see Checksum                   problem      reason
 *    due           earliest run; null: now                 checksum     of the stored event
 *    attempts      number of failed runs                   subscription for whom it was stored
 *    subscription  for whom it is stored
 *    body          the event                             seen         keys of stored events, for dedupePeriod
 *                                                          hash         16 bytes of the key's SHA-256
 *                                                          stored_at    when it was stored
 * </pre>
 *
 * <p>The schema version is {@code user_version}, 2. A database of version 1 is migrated at the start. Completing an
 * event deletes its row.
 */
@NullMarked
package io.github.whatsapp360.inbox.internal.embedded;

import org.jspecify.annotations.NullMarked;
