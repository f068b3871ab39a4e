package io.github.whatsapp360.inbox;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DirectInboxTest extends OrderContract {

    @Override
    protected Inbox newInbox(InboxLimits limits) {
        return new DirectInbox(limits, clock);
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

        inbox.retry(claims.get(0), clock.instant(), null);
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

        inbox.retry(claim(1).get(0), clock.instant(), null);

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
    void closingRefusesWhatIsNotAnswered() {
        CompletableFuture<Integer> waiting = inbox.store(List.of(event("anna", "a1")));

        inbox.close();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(InboxException.class);
    }

    @Test
    void nothingIsKept() {
        assertThat(inbox.quarantine(new InboxEvent("hash", "", DeadLetter.UNREADABLE, new byte[] {1}), "not JSON"))
                .isCompletedWithValue(true);
        assertThat(inbox.deadLetters(0, 10)).isEmpty();
        assertThat(inbox.replay(DeadLetterSelection.all())).isZero();
        assertThat(inbox.purge(DeadLetterSelection.all())).isZero();
    }
}
