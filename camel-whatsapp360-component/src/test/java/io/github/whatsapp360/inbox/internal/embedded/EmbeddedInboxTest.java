/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static io.github.whatsapp360.inbox.Events.store;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.KeepingContract;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite, and what survives the process. */
class EmbeddedInboxTest extends KeepingContract {

    @TempDir(factory = MemoryDirectories.class)
    Path directory;

    private int databases;

    @Override
    protected Inbox newInbox(InboxLimits limits) {
        return Inboxes.embedded(directory.resolve("db" + databases++), limits, clock);
    }

    private void reopen() {
        inbox.close();
        inbox = Inboxes.embedded(
                directory.resolve("db" + (databases - 1)), new InboxLimits(1000, Duration.ofDays(8)), clock);
        inbox.open(arrivals::incrementAndGet);
    }

    @Test
    void whatWasNotSettledIsHandedOutAgainInOrder() {
        store(inbox, List.of(event("anna", "a1"), event("ben", "b1"), event("anna", "a2"), event("cleo", "c1")));
        List<Claim> claims = claim(8);
        inbox.complete(claims.get(1));

        reopen();

        assertThat(inbox.state().waiting()).isEqualTo(3);
        List<Claim> again = claim(8);
        assertThat(keys(again)).containsExactly("a1", "c1");
        assertThat(again).allMatch(Claim::recovered);
        assertThat(again.get(0).event()).usingRecursiveComparison().isEqualTo(event("anna", "a1"));
        inbox.complete(again.get(0));
        assertThat(keys(claim(8))).containsExactly("a2");
        store(inbox, "dora", "d1");
        assertThat(claim(8).get(0).recovered()).isFalse();
    }

    @Test
    void openingTellsThatWorkIsThere() {
        store(inbox, "anna", "a1");
        arrivals.set(0);

        reopen();

        assertThat(arrivals).hasPositiveValue();
    }

    @Test
    void keysAreRememberedAndForgottenAcrossARestart() {
        store(inbox, "anna", "a1");
        inbox.complete(claim(8).get(0));
        reopen();
        assertThat(store(inbox, "anna", "a1")).isZero();

        clock.advance(Duration.ofDays(8));

        assertThat(store(inbox, "anna", "a1")).isEqualTo(1);
    }

    @Test
    void attemptsProgressAndDueSurviveARestart() {
        store(inbox, "anna", "a1", "a2");
        Instant due = clock.instant().plusSeconds(60);
        inbox.retry(claim(8).get(0), due);

        reopen();

        assertThat(claim(8)).isEmpty();
        assertThat(inbox.nextDue()).isEqualTo(due);
        clock.advance(Duration.ofSeconds(60));
        Claim again = claim(8).get(0);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.event().key()).isEqualTo("a1");
    }

    @Test
    void aClockThatWasSetBackBetweenTwoRunsProlongsNoRest() {
        clock.advance(Duration.ofDays(365));
        store(inbox, "anna", "a1");
        inbox.retry(claim(8).get(0), clock.instant().plusSeconds(60));
        clock.advance(Duration.ofDays(-365));

        inbox.close();
        inbox = Inboxes.embedded(
                directory.resolve("db" + (databases - 1)),
                new InboxLimits(1000, Duration.ofDays(8), Duration.ofMinutes(5)),
                clock);
        inbox.open(arrivals::incrementAndGet);

        assertThat(inbox.nextDue()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        clock.advance(Duration.ofMinutes(5));
        assertThat(claim(8).get(0).attempts()).isEqualTo(1);
    }

    @Test
    void deadLettersSurviveARestartAndCanBeReplayed() throws Exception {
        store(inbox, "anna", "a1");
        inbox.bury(claim(8).get(0), "no such mailbox");
        inbox.quarantine(new InboxEvent("hash", "", "", DeadLetter.UNREADABLE, new byte[] {1, 2, 3}), "not JSON")
                .get(30, TimeUnit.SECONDS);

        reopen();

        assertThat(inbox.state().deadLetters()).isEqualTo(2);
        assertThat(inbox.deadLetters(0, 10)).extracting(DeadLetter::key).containsExactly("a1", "hash");
        assertThat(inbox.replay(DeadLetterSelection.all())).isEqualTo(1);
        reopen();
        assertThat(keys(claim(8))).containsExactly("a1");
        assertThat(inbox.state().deadLetters()).isEqualTo(1);
    }

    @Test
    void manyDeadLettersAreReplayedInOrder() {
        for (int i = 0; i < 600; i++) {
            store(inbox, "anna", "a" + i);
            inbox.bury(claim(8).get(0), "no use");
        }

        assertThat(inbox.replay(DeadLetterSelection.all())).isEqualTo(600);

        for (int i = 0; i < 600; i++) {
            // Nothing is handed out while too many settlements are unwritten.
            Claim claim = org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> claim(8), claims -> !claims.isEmpty())
                    .get(0);
            assertThat(claim.event().key()).isEqualTo("a" + i);
            inbox.complete(claim);
        }
    }

    @Test
    void eventsThatNoLongerFitInMemoryAreReadBack() throws Exception {
        open(new InboxLimits(100_000, Duration.ofDays(8)));
        byte[] large = new byte[1 << 20];
        large[12_345] = 42;
        for (int i = 0; i < 40; i++) {
            store(inbox, List.of(new InboxEvent("k" + i, "c" + i, "message", "message", large)));
        }
        for (int i = 0; i < 40; i++) {
            Claim claim = claim(1).get(0);
            assertThat(claim.event().key()).isEqualTo("k" + i);
            assertThat(claim.event().body()).isEqualTo(large);
            assertThat(claim.recovered()).isFalse();
            inbox.complete(claim);
        }
    }

    @Test
    void anEventThatWasReadAheadAndHasFailedSinceIsHandedOutAsItIsNow() {
        IntStream.rangeClosed(1, 50).forEach(i -> store(inbox, "c" + i, "k" + i));
        reopen();
        claim(2).forEach(inbox::complete);
        inbox.retry(claim(1).get(0), clock.instant().plusSeconds(1));
        inbox.complete(claim(1).get(0));
        // Written after the attempt, so the attempt is in the database, too.
        store(inbox, "c51", "k51");
        clock.advance(Duration.ofSeconds(1));

        List<Claim> rest = claim(100);

        assertThat(rest).extracting(Claim::id).startsWith(5L, 6L).contains(3L).hasSize(48);
        assertThat(rest).allMatch(claim -> claim.attempts() == (claim.id() == 3 ? 1 : 0));
    }

    @Test
    void anyTextIsKeptAsItIs() {
        String odd = "wamid.=/+ \u0000 ' \" ü 😀 \n";
        store(inbox, List.of(new InboxEvent(odd, odd, "message", odd, odd.getBytes(UTF_8))));
        reopen();

        assertThat(claim(8).get(0).event())
                .usingRecursiveComparison()
                .isEqualTo(new InboxEvent(odd, odd, "message", odd, odd.getBytes(UTF_8)));
    }

    @Test
    void oldKeysAreSweptAsNewOnesArrive() throws Exception {
        open(new InboxLimits(100_000, Duration.ofHours(1)));
        for (int i = 0; i < 50; i++) {
            storeAndComplete("old" + i + "-", 100);
        }
        clock.advance(Duration.ofHours(2));
        for (int i = 0; i < 50; i++) {
            storeAndComplete("new" + i + "-", 100);
        }

        assertThat(Sql.number(file(), "select count(*) from seen")).isEqualTo(5_000);
    }

    private void storeAndComplete(String prefix, int count) {
        List<InboxEvent> delivery = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            delivery.add(event(prefix + i, prefix + i));
        }
        store(inbox, delivery);
        claim(count).forEach(inbox::complete);
    }

    @Test
    void spaceIsGivenBackWhenTheBacklogIsGone() throws Exception {
        open(new InboxLimits(100_000, Duration.ofDays(8)));
        for (int i = 0; i < 40; i++) {
            store(inbox, List.of(new InboxEvent("k" + i, "c" + i, "message", "message", new byte[1 << 20])));
        }
        inbox.close();
        assertThat(Files.size(file())).isGreaterThan(40L << 20);
        reopen();
        claim(100).forEach(inbox::complete);

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.size(file()) + Files.size(wal()) < 8 << 20);
    }

    @Test
    void anOperatorCanLookIntoItWhileItIsOpen() throws Exception {
        store(inbox, "anna", "a1", "a2");

        assertThat(Sql.number(file(), "select count(*) from event where conversation = 'anna' and kind = 'message'"))
                .isEqualTo(2);
        assertThat(Sql.number(file(), "pragma user_version")).isEqualTo(2);
    }

    private Path file() {
        return directory.resolve("db" + (databases - 1)).resolve("support.db");
    }

    private Path wal() {
        return file().resolveSibling("support.db-wal");
    }
}
