/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contract of every inbox about claims: in order within a conversation, concurrent between conversations. */
public abstract class OrderContract {

    protected final SettableClock clock = new SettableClock();
    protected final AtomicInteger arrivals = new AtomicInteger();
    protected Inbox inbox;

    /** Creates an empty inbox that is not open. */
    protected abstract Inbox newInbox(InboxLimits limits) throws Exception;

    /** Stores without waiting for the processing of the events. */
    protected void put(InboxEvent... delivery) {
        CompletableFuture<Integer> unused = inbox.store(List.of(delivery));
    }

    @BeforeEach
    void openInbox() throws Exception {
        open(new InboxLimits(1000, Duration.ofDays(8)));
    }

    protected final void open(InboxLimits limits) throws Exception {
        if (inbox != null) {
            inbox.close();
        }
        inbox = newInbox(limits);
        inbox.open(arrivals::incrementAndGet);
    }

    @AfterEach
    void closeInbox() {
        inbox.close();
    }

    protected final List<Claim> claim(int limit) {
        return Events.claim(inbox, limit, clock.instant());
    }

    @Test
    void anEmptyInboxHasNothingToDo() {
        assertThat(claim(8)).isEmpty();
        assertThat(inbox.nextDue()).isNull();
        assertThat(inbox.state()).isEqualTo(new InboxState(0, null, 0, InboxState.Condition.UP, null));
    }

    @Test
    void aClaimHoldsWhatWasStored() {
        put(event("anna", "a1", "status"));

        Claim claim = claim(8).get(0);

        assertThat(claim.event()).usingRecursiveComparison().isEqualTo(event("anna", "a1", "status"));
        assertThat(claim.attempts()).isZero();
        assertThat(claim.recovered()).isFalse();
        assertThat(claim.storedAt()).isEqualTo(clock.instant());
    }

    @Test
    void eventsOfOneConversationAreHandedOutOneAfterTheOther() {
        put(event("anna", "a1"), event("anna", "a2"), event("anna", "a3"));
        List<String> order = new ArrayList<>();

        for (List<Claim> claims = claim(8); !claims.isEmpty(); claims = claim(8)) {
            assertThat(claims).hasSize(1);
            assertThat(claim(8)).isEmpty();
            order.addAll(keys(claims));
            inbox.complete(claims.get(0));
        }

        assertThat(order).containsExactly("a1", "a2", "a3");
    }

    @Test
    void conversationsRunSideBySideInTheOrderOfArrival() {
        put(event("anna", "a1"), event("ben", "b1"), event("anna", "a2"), event("cleo", "c1"));

        assertThat(keys(claim(8))).containsExactly("a1", "b1", "c1");
    }

    @Test
    void noMoreIsHandedOutThanAskedFor() {
        put(event("anna", "a1"), event("ben", "b1"), event("cleo", "c1"));

        assertThat(keys(claim(2))).containsExactly("a1", "b1");
        assertThat(keys(claim(2))).containsExactly("c1");
    }

    @Test
    void subscriptionsAreServedInTurn() {
        put(
                event("anna", "a1", "status"),
                event("ben", "b1", "status"),
                event("cleo", "c1", "status"),
                event("dora", "d1", "message"),
                event("emil", "e1", "message"));
        Set<String> messagesFirst = new LinkedHashSet<>(List.of("message", "status"));

        assertThat(keys(inbox.claim(1, clock.instant(), messagesFirst))).containsExactly("d1");
        assertThat(keys(inbox.claim(3, clock.instant(), messagesFirst))).containsExactlyInAnyOrder("e1", "a1", "b1");
    }

    @Test
    void whatWaitsForOneSubscriptionDelaysNoOther() {
        put(event("anna", "a1", "status"), event("anna", "a2", "message"), event("ben", "b1", "message"));

        assertThat(keys(inbox.claim(8, clock.instant(), Set.of("message", "call"))))
                .containsExactly("a2", "b1");
        assertThat(inbox.claim(8, clock.instant(), Set.of())).isEmpty();
        assertThat(keys(claim(8))).containsExactly("a1");
    }

    @Test
    void anEventOfSeveralSubscriptionsRunsForEachByItself() {
        put(event("anna", "a1", "message"), event("anna", "a1", "status"), event("anna", "a2", "message"));

        List<Claim> message = inbox.claim(1, clock.instant(), Set.of("message"));
        List<Claim> status = claim(8);
        assertThat(keys(message)).containsExactly("a1");
        assertThat(keys(status)).containsExactly("a1");
        inbox.complete(message.get(0));

        Claim second = claim(8).get(0);
        assertThat(second.event()).usingRecursiveComparison().isEqualTo(event("anna", "a2", "message"));
        waitingIsSoon(Map.of("message", 1L, "status", 1L));
        inbox.complete(status.get(0));
        waitingIsSoon(Map.of("message", 1L));
    }

    private void waitingIsSoon(Map<String, Long> expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(inbox.waitingBySubscription()).isEqualTo(expected));
    }

    @Test
    void arrivingWorkIsTold() {
        put(event("anna", "a1"));
        List<Claim> claims = claim(8);

        assertThat(claims).hasSize(1);
        assertThat(arrivals).hasValueGreaterThan(0);
    }

    @Test
    void aClaimIsSettledOnlyOnce() {
        put(event("anna", "a1"), event("anna", "a2"));
        Claim first = claim(8).get(0);
        inbox.complete(first);
        Claim second = claim(8).get(0);

        inbox.complete(first);
        inbox.retry(first, clock.instant());
        inbox.release(first, clock.instant());
        inbox.bury(first, "too late");

        assertThat(claim(8)).isEmpty();
        inbox.complete(second);
        assertThat(inbox.state().waiting()).isZero();
        assertThat(inbox.state().deadLetters()).isZero();
    }

    @Test
    void theStateCountsWhatWaitsAndKnowsTheOldest() {
        Instant first = clock.instant();
        put(event("anna", "a1"));
        clock.advance(Duration.ofMinutes(1));
        put(event("ben", "b1"));
        assertThat(inbox.state().waiting()).isEqualTo(2);
        oldestIsSoon(first);

        inbox.complete(claim(1).get(0));

        assertThat(inbox.state().waiting()).isEqualTo(1);
        oldestIsSoon(first.plus(Duration.ofMinutes(1)));
    }

    private void oldestIsSoon(Instant expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(inbox.state().oldest()).isEqualTo(expected));
    }

    @Test
    void aFullInboxRefusesDeliveriesUntilThereIsRoom() throws Exception {
        open(new InboxLimits(2, Duration.ofDays(8)));
        put(event("anna", "a1"), event("ben", "b1"));
        assertThat(inbox.state().condition()).isEqualTo(InboxState.Condition.FULL);
        assertThatThrownBy(() -> Events.store(inbox, "cleo", "c1"))
                .isInstanceOf(InboxException.class)
                .hasMessageContaining("Expected at most 2 waiting events");

        inbox.complete(claim(1).get(0));

        assertThat(inbox.state().condition()).isEqualTo(InboxState.Condition.UP);
        put(event("cleo", "c1"));
        assertThat(keys(claim(8))).containsExactly("b1", "c1");
    }

    @Test
    void aClosedInboxRefusesDeliveriesAndForgivesLateSettlements() {
        put(event("anna", "a1"));
        Claim running = claim(8).get(0);
        inbox.close();

        assertThatThrownBy(() -> Events.store(inbox, "ben", "b1")).isInstanceOf(InboxException.class);
        assertThatThrownBy(() -> claim(8)).isInstanceOf(InboxException.class);
        assertThat(inbox.state().condition()).isEqualTo(InboxState.Condition.DOWN);
        inbox.complete(running);
        inbox.close();
    }

    @Test
    void orderHoldsForRandomInterleavings() {
        Random random = new Random(360);
        Map<String, Integer> stored = new HashMap<>();
        Map<String, Integer> done = new HashMap<>();
        List<Claim> running = new ArrayList<>();

        for (int step = 0; step < 3_000; step++) {
            String conversation = "c" + random.nextInt(20);
            if (random.nextInt(5) < 2 && inbox.state().waiting() < 900) {
                int number = stored.merge(conversation, 1, Integer::sum);
                put(event(conversation, conversation + ":" + number, "kind" + conversation.length() % 3));
            } else if (random.nextBoolean()) {
                Set<String> some = new HashSet<>(Events.ALL);
                some.remove("kind" + random.nextInt(4));
                running.addAll(inbox.claim(1 + random.nextInt(8), clock.instant(), some));
            } else if (!running.isEmpty()) {
                finish(running.remove(random.nextInt(running.size())), done);
            }
        }
        while (inbox.state().waiting() > 0) {
            running.addAll(claim(8));
            running.forEach(claim -> finish(claim, done));
            running.clear();
        }

        assertThat(done).isEqualTo(stored);
    }

    private void finish(Claim claim, Map<String, Integer> done) {
        String conversation = claim.event().conversation();
        int number = done.merge(conversation, 1, Integer::sum);
        assertThat(claim.event().key()).isEqualTo(conversation + ":" + number);
        inbox.complete(claim);
    }
}
