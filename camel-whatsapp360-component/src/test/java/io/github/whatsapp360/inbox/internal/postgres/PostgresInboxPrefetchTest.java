/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

/** The contract on PostgreSQL, on a node that acquires ahead as much as it can. */
class PostgresInboxAheadTest extends PostgresInboxTest {

    @Override
    ReadAhead readAhead() {
        return new ReadAhead(System::nanoTime, ReadAhead.MAXIMUM);
    }
}
