/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Creates embedded inboxes for tests, each with its own thread. */
final class Inboxes {

    static final String ACCOUNT = "support";

    private Inboxes() {}

    static void startThread(Runnable work) {
        Thread thread = new Thread(work, "inbox-writer");
        thread.setDaemon(true);
        thread.start();
    }

    static EmbeddedInbox embedded(Path directory, InboxLimits limits, Clock clock, CompanionTable... companions) {
        return new EmbeddedInbox(
                new SqliteDatabase(directory, ACCOUNT, clock), limits, clock, Inboxes::startThread, companions);
    }

    static EmbeddedInbox on(SqlDatabase database, Clock clock) {
        return new EmbeddedInbox(database, InboxLimits.DEFAULT, clock, Inboxes::startThread, List.of());
    }

    /** Opens an embedded inbox with default limits. */
    static Inbox open(Path directory) {
        Inbox inbox = embedded(directory, InboxLimits.DEFAULT, Clock.systemUTC());
        inbox.open(() -> {});
        return inbox;
    }
}
