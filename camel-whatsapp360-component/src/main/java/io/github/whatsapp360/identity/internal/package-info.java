/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: decides which phone numbers, ids and user names belong to one customer. What events tell is kept as facts
 * ({@link io.github.whatsapp360.identity.internal.IdRow}), each the earliest or the latest of its kind, so that late,
 * repeated and disordered events change nothing. {@link io.github.whatsapp360.identity.internal.Partition} derives the
 * customers from the facts, {@link io.github.whatsapp360.identity.internal.IdentityUpdater} keeps their ids stable, and
 * an {@link io.github.whatsapp360.identity.internal.IdentityTable} stores both.
 *
 * <p>Records are immutable and thread-safe; each table states its own thread rule.
 */
@NullMarked
package io.github.whatsapp360.identity.internal;

import org.jspecify.annotations.NullMarked;
