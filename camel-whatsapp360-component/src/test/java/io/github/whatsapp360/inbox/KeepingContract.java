/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static io.github.whatsapp360.inbox.Events.store;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Contract of inboxes that store events: deduplication, redelivery, dead letters. */
public abstract class KeepingContract extends OrderContract {

    @Override
    protected void put(InboxEvent... delivery) {
        assertThat(store(inbox, List.of(delivery))).isEqualTo(delivery.length);
    }

    @Test
    void theSecondOfTwoEqualKeysIsADuplicate() {
        assertThat(store(inbox, List.of(event("anna", "a1"), event("anna", "a1"), event("anna", "a2"))))
                .isEqualTo(2);
        assertThat(store(inbox, "anna", "a2", "a3")).isEqualTo(1);
        inbox.complete(claim(8).get(0));
        assertThat(store(inbox, "anna", "a1")).isZero();

        assertThat(inbox.state().waiting()).isEqualTo(2);
    }

    @Test
    void aDuplicateIsOneForEverySubscription() {
        assertThat(store(inbox, List.of(event("anna", "a1", "message"), event("anna", "a1", "status"))))
                .isEqualTo(2);

        assertThat(store(inbox, List.of(event("anna", "a1", "message"), event("anna", "a1", "kind0"))))
                .isZero();
        assertThat(store(inbox, List.of(event("anna", "a2", "message"), event("anna", "a2", "message"))))
                .isEqualTo(1);
    }

    @Test
    void aDeadLetterHasTheNumberOfItsEvent() {
        store(inbox, List.of(event("anna", "a1"), event("ben", "b1")));
        List<Claim> claims = claim(8);
        inbox.bury(claims.get(1), "no use");
        inbox.bury(claims.get(0), "no use");

        assertThat(inbox.deadLetters(0, 10))
                .extracting(DeadLetter::id)
                .containsExactly(claims.get(0).id(), claims.get(1).id());
    }

    @Test
    void aDeadLetterRunsForAnotherSubscriptionIfThatIsSaid() {
        bury("a1");

        assertThat(inbox.replay(DeadLetterSelection.all(), "status")).isEqualTo(1);

        assertThat(claim(8).get(0).event()).usingRecursiveComparison().isEqualTo(event("anna", "a1", "status"));
    }

    @Test
    void aDeliveryOfNothingIsStored() {
        assertThat(store(inbox, List.of())).isZero();
    }

    @Test
    void aKeyIsForgottenWhenItsPeriodIsOver() throws Exception {
        open(new InboxLimits(1000, Duration.ofHours(1)));
        store(inbox, "anna", "a1");
        clock.advance(Duration.ofMinutes(59));
        assertThat(store(inbox, "anna", "a1")).isZero();

        clock.advance(Duration.ofMinutes(1));

        assertThat(store(inbox, "anna", "a1")).isEqualTo(1);
        assertThat(store(inbox, "anna", "a1")).isZero();
    }

    @Test
    void ofTwentyIdenticalDeliveriesAtTheSameInstantOneIsNew() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            for (int round = 0; round < 20; round++) {
                String key = "a" + round;
                CyclicBarrier together = new CyclicBarrier(20);
                List<Callable<Integer>> calls = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    calls.add(() -> {
                        together.await(30, TimeUnit.SECONDS);
                        return store(inbox, "anna", key);
                    });
                }
                int added = 0;
                for (Future<Integer> answer : callers.invokeAll(calls)) {
                    added += answer.get();
                }
                assertThat(added).isEqualTo(1);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(inbox.state().waiting()).isEqualTo(20);
    }

    @Test
    void anEventThatFailedIsBehindWhatCouldRunBefore() {
        put(event("anna", "a1"), event("ben", "b1"));
        inbox.retry(claim(1).get(0), clock.instant().plusSeconds(1));
        put(event("cleo", "c1"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(keys(claim(1))).containsExactly("b1");
        assertThat(keys(claim(8))).containsExactlyInAnyOrder("c1", "a1");
    }

    @Test
    void aFailedEventRunsAgainWhenItIsDueAndItsConversationWaits() {
        store(inbox, List.of(event("anna", "a1"), event("anna", "a2"), event("ben", "b1")));
        Instant due = clock.instant().plusSeconds(5);
        inbox.retry(claim(1).get(0), due);
        inbox.complete(claim(1).get(0));
        assertThat(claim(8)).isEmpty();
        assertThat(inbox.nextDue()).isEqualTo(due);

        clock.advance(Duration.ofMillis(4999));
        assertThat(claim(8)).isEmpty();
        clock.advance(Duration.ofMillis(1));

        Claim again = claim(8).get(0);
        assertThat(again.event()).usingRecursiveComparison().isEqualTo(event("anna", "a1"));
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(inbox.nextDue()).isNull();
        inbox.complete(again);
        assertThat(keys(claim(8))).containsExactly("a2");
    }

    @Test
    void attemptsAddUp() {
        store(inbox, "anna", "a1");
        for (int attempt = 0; attempt < 3; attempt++) {
            Claim claim = claim(8).get(0);
            assertThat(claim.attempts()).isEqualTo(attempt);
            inbox.retry(claim, clock.instant());
        }
        assertThat(claim(8).get(0).attempts()).isEqualTo(3);
    }

    @Test
    void aReleasedEventIsAsItWasBefore() {
        store(inbox, "anna", "a1", "a2");
        inbox.retry(claim(8).get(0), clock.instant());
        inbox.release(claim(8).get(0), clock.instant().plusSeconds(1));
        assertThat(claim(8)).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        Claim again = claim(8).get(0);

        assertThat(again.event().key()).isEqualTo("a1");
        assertThat(again.attempts()).isEqualTo(1);
    }

    @Test
    void aDelayedEventOfAStoppedSubscriptionWakesNobody() {
        store(inbox, "anna", "a1");
        inbox.release(claim(8).get(0), clock.instant().plusSeconds(1));
        clock.advance(Duration.ofSeconds(1));

        assertThat(inbox.claim(8, clock.instant(), Set.of("status"))).isEmpty();

        assertThat(inbox.nextDue()).isNull();
        assertThat(keys(claim(8))).containsExactly("a1");
    }

    @Test
    void aBuriedEventIsADeadLetterAndItsConversationGoesOn() {
        Instant stored = clock.instant();
        store(inbox, "anna", "a1", "a2");
        inbox.retry(claim(8).get(0), clock.instant());
        clock.advance(Duration.ofMinutes(5));

        inbox.bury(claim(8).get(0), "no such mailbox");

        assertThat(keys(claim(8))).containsExactly("a2");
        assertThat(inbox.state().deadLetters()).isEqualTo(1);
        long id = inbox.deadLetters(0, 10).get(0).id();
        DeadLetter letter = new DeadLetter(
                id, "message", "a1", "body of a1".getBytes(UTF_8), 2, stored, clock.instant(), "no such mailbox");
        assertThat(inbox.deadLetter(id)).usingRecursiveComparison().isEqualTo(letter);
        assertThat(inbox.deadLetters(0, 10)).usingRecursiveComparison().isEqualTo(List.of(letter.withoutBody()));
        assertThat(inbox.deadLetter(id + 1)).isNull();
    }

    @Test
    void noDeadLetterIsSelectedUnlessItIsSaid() {
        List.of("a1", "a2").forEach(this::bury);

        assertThat(inbox.replay(DeadLetterSelection.of(Set.of()))).isZero();
        assertThat(inbox.purge(DeadLetterSelection.of(Set.of()))).isZero();

        assertThat(inbox.deadLetters(0, 10)).hasSize(2);
        assertThat(inbox.purge(DeadLetterSelection.all())).isEqualTo(2);
    }

    @Test
    void deadLettersAreListedInPieces() {
        for (int i = 0; i < 5; i++) {
            bury("k" + i);
        }
        List<String> found = new ArrayList<>();
        List<DeadLetter> page = inbox.deadLetters(0, 2);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            page.forEach(letter -> found.add(letter.key()));
            page = inbox.deadLetters(page.get(page.size() - 1).id(), 2);
        }

        assertThat(found).containsExactly("k0", "k1", "k2", "k3", "k4");
    }

    @Test
    void aReplayedDeadLetterRunsBehindWhatWaits() {
        bury("a1");
        store(inbox, "anna", "a2");
        arrivals.set(0);

        assertThat(inbox.replay(DeadLetterSelection.of(
                        Set.of(inbox.deadLetters(0, 1).get(0).id()))))
                .isEqualTo(1);

        assertThat(arrivals).hasPositiveValue();
        assertThat(inbox.deadLetters(0, 10)).isEmpty();
        assertThat(inbox.state().deadLetters()).isZero();
        inbox.complete(claim(8).get(0));
        Claim replayed = claim(8).get(0);
        assertThat(replayed.event()).usingRecursiveComparison().isEqualTo(event("anna", "a1"));
        assertThat(replayed.attempts()).isZero();
        assertThat(store(inbox, "anna", "a1")).isZero();
    }

    @Test
    void chosenDeadLettersAreReplayedAndPurged() {
        List.of("a1", "a2", "a3", "a4").forEach(this::bury);
        List<Long> ids = inbox.deadLetters(0, 10).stream().map(DeadLetter::id).toList();

        assertThat(inbox.purge(DeadLetterSelection.of(Set.of(ids.get(0), ids.get(1), 999_999L))))
                .isEqualTo(2);
        assertThat(inbox.replay(DeadLetterSelection.of(Set.of(ids.get(0), ids.get(2)))))
                .isEqualTo(1);
        assertThat(inbox.deadLetters(0, 10)).extracting(DeadLetter::key).containsExactly("a4");

        assertThat(inbox.purge(DeadLetterSelection.all())).isEqualTo(1);
        assertThat(inbox.state().deadLetters()).isZero();
        assertThat(keys(claim(8))).containsExactly("a3");
    }

    @Test
    void anUnreadableDeliveryIsKeptOnceAndNeverReplayed() throws Exception {
        byte[] body = {'{', 0, -1};
        assertThat(inbox.quarantine(new InboxEvent("hash", "", "", DeadLetter.UNREADABLE, body), "not JSON")
                        .get(30, TimeUnit.SECONDS))
                .isTrue();
        assertThat(inbox.quarantine(new InboxEvent("hash", "", "", DeadLetter.UNREADABLE, body), "not JSON")
                        .get(30, TimeUnit.SECONDS))
                .isFalse();

        assertThat(inbox.replay(DeadLetterSelection.all())).isZero();

        DeadLetter letter = inbox.deadLetter(inbox.deadLetters(0, 10).get(0).id());
        assertThat(letter.kind()).isEqualTo(DeadLetter.UNREADABLE);
        assertThat(letter.body()).isEqualTo(body);
        assertThat(letter.attempts()).isZero();
        assertThat(inbox.state().deadLetters()).isEqualTo(1);
        assertThat(claim(8)).isEmpty();
        assertThat(inbox.purge(DeadLetterSelection.all())).isEqualTo(1);
    }

    @Test
    void anEventThatIsNotToRunIsADeadLetterThatCanBeReplayed() throws Exception {
        InboxEvent stray = event("anna", "a1");
        assertThat(inbox.quarantine(stray, "of another number").get(30, TimeUnit.SECONDS))
                .isTrue();
        assertThat(store(inbox, "anna", "a1")).isZero();
        assertThat(claim(8)).isEmpty();

        assertThat(inbox.replay(DeadLetterSelection.all())).isEqualTo(1);

        assertThat(claim(8).get(0).event()).usingRecursiveComparison().isEqualTo(stray);
    }

    @Test
    void aLongBlockedConversationDelaysNoOther() {
        store(inbox, "slow", "s1", "s2");
        Claim blocked = claim(8).get(0);
        for (int i = 0; i < 500; i++) {
            store(inbox, "fast" + i % 7, "f" + i);
            Claim next = claim(8).get(0);
            assertThat(next.event().key()).isEqualTo("f" + i);
            inbox.complete(next);
        }
        assertThat(claim(8)).isEmpty();

        inbox.complete(blocked);

        assertThat(keys(claim(8))).containsExactly("s2");
    }

    private void bury(String key) {
        assertThat(store(inbox, "anna", key)).isEqualTo(1);
        inbox.bury(claim(8).get(0), "no use");
    }
}
