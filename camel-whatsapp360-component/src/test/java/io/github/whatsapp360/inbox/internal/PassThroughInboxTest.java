/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.OrderContract;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PassThroughInboxTest extends OrderContract {

    @Override
    protected Inbox newInbox(InboxLimits limits) {
        PassThroughInbox inbox = new PassThroughInbox(limits, clock);
        inbox.setRunning(Events.ALL);
        return inbox;
    }

    @Test
    void aDeliveryIsAnsweredWhenItsLastEventWasCompleted() {
        CompletableFuture<Integer> answer = inbox.store(List.of(event("anna", "a1"), event("anna", "a2")));
        inbox.complete(claim(8).get(0));
        assertThat(answer).isNotDone();

        inbox.complete(claim(8).get(0));

        assertThat(answer).isCompletedWithValue(2);
    }

    @Test
    void aDeliveryOfNothingIsAnsweredAtOnce() {
        assertThat(inbox.store(List.of())).isCompletedWithValue(0);
    }

    @Test
    void aDeliveryIsRefusedWhenOneOfItsEventsFails() {
        CompletableFuture<Integer> retried = inbox.store(List.of(event("anna", "a1"), event("anna", "a2")));
        CompletableFuture<Integer> buried = inbox.store(List.of(event("ben", "b1")));
        CompletableFuture<Integer> released = inbox.store(List.of(event("cleo", "c1")));
        List<Claim> claims = claim(8);

        inbox.retry(claims.get(0), clock.instant());
        inbox.bury(claims.get(1), "no use");
        inbox.release(claims.get(2), clock.instant());

        for (CompletableFuture<Integer> answer : List.of(retried, buried, released)) {
            assertThatThrownBy(answer::join).hasCauseInstanceOf(InboxException.class);
        }
        assertThat(claim(8)).isEmpty();
        assertThat(inbox.nextDue()).isNull();
        assertThat(inbox.state().waiting()).isZero();
    }

    @Test
    void theRestOfARefusedDeliveryDoesNotRunButOthersDo() {
        CompletableFuture<Integer> refused = inbox.store(List.of(event("anna", "a1"), event("anna", "a2")));
        CompletableFuture<Integer> kept = inbox.store(List.of(event("anna", "a3")));

        inbox.retry(claim(1).get(0), clock.instant());

        assertThat(refused).isCompletedExceptionally();
        List<Claim> next = claim(1);
        assertThat(keys(next)).containsExactly("a3");
        inbox.complete(next.get(0));
        assertThat(kept).isCompletedWithValue(1);
    }

    @Test
    void theSameDeliveryAgainRunsAgain() {
        put(event("anna", "a1"));
        inbox.complete(claim(8).get(0));
        put(event("anna", "a1"));

        assertThat(keys(claim(8))).containsExactly("a1");
    }

    @Test
    void aDeliveryForASubscriptionThatDoesNotRunIsRefusedAtOnce() {
        ((PassThroughInbox) inbox).setRunning(Set.of("message"));

        CompletableFuture<Integer> both =
                inbox.store(List.of(event("anna", "a1", "message"), event("anna", "a1", "status")));

        assertThatThrownBy(both::join).hasCauseInstanceOf(InboxException.class);
        assertThat(inbox.state().waiting()).isZero();
    }

    @Test
    void aSubscriptionThatStopsRefusesWhatWaitsForIt() {
        CompletableFuture<Integer> first = inbox.store(List.of(event("anna", "a1", "status")));
        CompletableFuture<Integer> second = inbox.store(List.of(event("anna", "a2", "status"), event("ben", "b1")));
        Claim status = inbox.claim(1, clock.instant(), Set.of("status")).get(0);
        Claim message = inbox.claim(1, clock.instant(), Set.of("message")).get(0);

        ((PassThroughInbox) inbox).setRunning(Set.of("message"));
        assertThat(first).isNotDone();
        assertThat(second).as("also behind what is still running").isCompletedExceptionally();
        inbox.complete(status);

        assertThat(first).isCompletedWithValue(1);
        assertThatThrownBy(second::join).hasCauseInstanceOf(InboxException.class);
        inbox.complete(message);
        assertThat(inbox.state().waiting()).isZero();
    }

    @Test
    void closingRefusesWhatIsNotAnswered() {
        CompletableFuture<Integer> waiting = inbox.store(List.of(event("anna", "a1")));

        inbox.close();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(InboxException.class);
    }

    @Test
    void nothingIsKept() {
        assertThat(inbox.quarantine(new InboxEvent("hash", "", "", DeadLetter.UNREADABLE, new byte[] {1}), "not JSON"))
                .isCompletedWithValue(true);
        assertThat(inbox.quarantine(event("anna", "a1"), "of another number")).isCompletedExceptionally();
        assertThat(inbox.deadLetters(0, 10)).isEmpty();
        assertThat(inbox.replay(DeadLetterSelection.all())).isZero();
        assertThat(inbox.purge(DeadLetterSelection.all())).isZero();
    }
}
