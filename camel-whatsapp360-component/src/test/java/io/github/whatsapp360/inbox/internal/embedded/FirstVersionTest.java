/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static io.github.whatsapp360.inbox.Events.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of schema version 1, in which events have no subscription. */
class FirstVersionTest {

    private static final SubscriptionResolver TO_BOTH = event -> List.of("mail", "archive");

    @TempDir
    private Path directory;

    private final SettableClock clock = new SettableClock();

    /**
     * Creates a database of version 1 with two waiting events, the second of which the archive has completed, and one
     * dead letter.
     */
    @BeforeEach
    void writeAsTheFirstVersionDid() throws Exception {
        InboxEvent first = new InboxEvent("k1", "anna", "", "message", new byte[] {1});
        InboxEvent second = new InboxEvent("k2", "anna", "", "message", new byte[] {2});
        InboxEvent dead = new InboxEvent("k3", "anna", "", "message", new byte[] {3});
        Sql.execute(
                directory.resolve(Inboxes.ACCOUNT + ".db"),
                "pragma page_size = 4096",
                "pragma auto_vacuum = incremental",
                "pragma journal_mode = wal",
                "create table event (id integer primary key, key text not null, conversation text not null, kind"
                        + " text not null,"
                        + " stored_at integer not null, checksum integer not null, due integer, attempts integer"
                        + " not null,"
                        + " progress text, body blob not null)",
                "create table seen (hash blob primary key, stored_at integer not null) without rowid",
                "create table dead_letter (id integer primary key autoincrement, key text not null, conversation"
                        + " text not null,"
                        + " kind text not null, stored_at integer not null, attempts integer not null,"
                        + " buried_at integer not null, problem text not null, checksum integer not null, body blob"
                        + " not null)",
                "pragma user_version = 1",
                "insert into event values (1, 'k1', 'anna', 'message', 5, " + Checksum.of(first, 5)
                        + ", null, 0, null, x'01')",
                "insert into event values (2, 'k2', 'anna', 'message', 6, " + Checksum.of(second, 6)
                        + ", 7, 3, 'archive', x'02')",
                "insert into dead_letter values (1, 'k3', 'anna', 'message', 4, 11, 8, 'no use', "
                        + Checksum.of(dead, 4) + ", x'03')");
    }

    private EmbeddedInbox open(SubscriptionResolver resolver) {
        EmbeddedInbox inbox = Inboxes.embedded(directory, InboxLimits.DEFAULT, clock);
        inbox.resolveUnassigned(resolver);
        inbox.open(() -> {});
        return inbox;
    }

    @Test
    void eachEventIsKeptForEverySubscriptionThatIsNotDoneWithIt() {
        try (EmbeddedInbox inbox = open(TO_BOTH)) {
            List<Claim> mail = inbox.claim(8, clock.instant(), Set.of("mail"));
            List<Claim> archive = inbox.claim(8, clock.instant(), Set.of("archive"));

            assertThat(keys(mail)).containsExactly("k1");
            assertThat(keys(archive)).containsExactly("k1");
            assertThat(mail.get(0).recovered()).isTrue();
            inbox.complete(archive.get(0));
            assertThat(inbox.claim(8, clock.instant(), Set.of("archive"))).isEmpty();
            inbox.complete(mail.get(0));
            Claim second = inbox.claim(8, clock.instant(), Set.of("mail")).get(0);
            assertThat(second.event().key()).isEqualTo("k2");
            assertThat(second.attempts()).isEqualTo(3);
            assertThat(second.storedAt().toEpochMilli()).isEqualTo(6);
        }
    }

    @Test
    void whatNobodyTakesIsKeptUnderItsKind() {
        try (EmbeddedInbox inbox = open(event -> List.of())) {
            assertThat(inbox.waitingBySubscription()).isEqualTo(java.util.Map.of("message", 2L));
        }
    }

    @Test
    void deadLettersRunForWhoeverTakesThemNow() {
        try (EmbeddedInbox inbox = open(TO_BOTH)) {
            assertThat(inbox.replay(DeadLetterSelection.all())).isEqualTo(1);

            assertThat(inbox.deadLetters(0, 8)).isEmpty();
            assertThat(inbox.waitingBySubscription()).isEqualTo(java.util.Map.of("mail", 3L, "archive", 2L));
        }
    }

    @Test
    void anEventThatIsGivenUpLaterDoesNotTakeTheNumberOfADeadLetter() {
        try (EmbeddedInbox inbox = open(event -> List.of("mail"))) {
            inbox.bury(inbox.claim(1, clock.instant(), Set.of("mail")).get(0), "no use");

            assertThat(inbox.deadLetters(0, 8)).hasSize(2);
        }
        try (EmbeddedInbox again = open(TO_BOTH)) {
            assertThat(again.deadLetters(0, 8)).hasSize(2);
            assertThat(keys(again.claim(8, clock.instant(), Set.of("mail")))).containsExactly("k2");
        }
    }

    @Test
    void aDamagedEventBecomesADeadLetter() throws Exception {
        Sql.execute(directory.resolve(Inboxes.ACCOUNT + ".db"), "update event set body = x'09' where id = 1");

        try (EmbeddedInbox inbox = open(event -> List.of("mail"))) {
            assertThat(inbox.state().deadLetters()).isEqualTo(2);
            assertThat(keys(Events.claim(inbox, 8, clock.instant()))).isEmpty();
            assertThat(keys(inbox.claim(8, clock.instant(), Set.of("mail")))).containsExactly("k2");
        }
    }
}
