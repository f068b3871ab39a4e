/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

/** The contract on PostgreSQL, on a node that acquires ahead as much as it can. */
class PostgresInboxPrefetchTest extends PostgresInboxTest {

    @Override
    Prefetch readAhead() {
        return new Prefetch(System::nanoTime, Prefetch.MAXIMUM);
    }
}
