/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An inbox alone, in PostgreSQL and embedded, beside what one would write by hand.
 *
 * <pre>
 *  Storing ──► StoreRole   64 callers ──► Inbox.store; Dispatcher ──► Inbox.claim, complete   ──► PostgreSQL, or a file
 *          ──► PlainRole   one connection, an insert of 64 rows for each commit               ──► the same PostgreSQL
 * </pre>
 */
@NullMarked
package io.github.whatsapp360.benchmark.store;

import org.jspecify.annotations.NullMarked;
