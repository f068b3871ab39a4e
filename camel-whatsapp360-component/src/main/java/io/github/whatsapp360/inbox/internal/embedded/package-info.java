/**
 * Internal: the inbox in a database: on SQLite for one process, written so that another database needs only another {@link
 * io.github.whatsapp360.inbox.internal.embedded.SqlDatabase}.
 *
 * <p>One database per account, {@code <inboxDirectory>/<account>.db}. An operator can look into it with plain SQL while the
 * inbox is open, reading only; instants are milliseconds since 1970, UTC.
 *
 * <pre>
 *  event         what waits                              dead_letter  what was given up
 *    id            ascending in the order of arrival       id           that of the event, never used again
 *    key           names the event                         key, conversation, kind, stored_at, body   as in event;
 *    conversation  events of one run one after the other                kind 'unreadable' cannot be replayed
 *    kind          the event's family                      attempts     how often it was tried
 *    stored_at     when it arrived                         buried_at    when it was given up
 *    checksum      CRC-32C, see Checksum                   problem      why
 *    due           not before; null: at once               checksum     of the event as it was stored
 *    attempts      how often it failed
 *    subscription  for whom it waits                       subscription for whom it waited
 *    body          the event
 *                                                        seen         which events were stored, for dedupePeriod
 *                                                          hash         16 bytes of the key's SHA-256
 *                                                          stored_at    when
 * </pre>
 *
 * <p>On SQLite the version of this schema is {@code user_version}, 2. A database of version 1 is brought to it at
 * the start. Completing an event deletes its row.
 */
@NullMarked
package io.github.whatsapp360.inbox.internal.embedded;

import org.jspecify.annotations.NullMarked;
