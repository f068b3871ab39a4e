/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.InboxException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The dispatcher while its inbox fails, or while there is no thread to run events. */
class DispatcherFailureTest extends DispatchedInbox {

    @Test
    void anInboxThatCannotBeReadIsTriedAgainAfterAPause() {
        FlakyInbox flaky = new FlakyInbox(inbox);
        inbox = flaky;
        begin(SETTINGS);
        flaky.failing = true;
        arrive(event("anna", "a1"));
        int asked = flaky.asked;
        arrive(event("anna", "a2"));
        assertThat(flaky.asked).isEqualTo(asked);

        assertThat(timer.toNextAlarm()).isEqualTo(Dispatcher.RETRY_DELAY);
        run();
        assertThat(flaky.asked).isEqualTo(asked + 1);
        flaky.failing = false;
        timer.toNextAlarm();
        run();

        assertThat(handler.begun).containsExactly("a1");
    }

    @Test
    void aClaimThatWasLostBeforeItsEventBeganIsPutBack() {
        FlakyInbox shared = new FlakyInbox(inbox);
        inbox = shared;
        begin(SETTINGS);
        shared.lost = true;
        arrive(event("anna", "a1"));
        assertThat(handler.begun).isEmpty();
        assertThat(dispatcher.inFlight()).isZero();

        shared.lost = false;
        timer.toNextAlarm();
        run();

        assertThat(handler.begun).containsExactly("a1");
    }

    @Test
    void whatWasHandedOutRunsThoughTheInboxCannotTellWhatComesNext() {
        AtomicBoolean gone = new AtomicBoolean();
        inbox = new FlakyInbox(inbox) {
            @Override
            public Instant nextDue() {
                if (gone.get()) {
                    throw new InboxException("The database is gone.");
                }
                return super.nextDue();
            }
        };
        begin(SETTINGS);
        gone.set(true);

        arrive(event("anna", "a1"));

        assertThat(handler.begun).containsExactly("a1");
    }

    @Test
    void anErrorOfTheInboxDoesNotEndTheDispatching() {
        FlakyInbox broken = new FlakyInbox(inbox) {
            @Override
            public List<Claim> claim(int limit, Instant now, Set<String> except) {
                if (failing) {
                    throw new OutOfMemoryError("of the test");
                }
                return super.claim(limit, now, except);
            }
        };
        broken.failing = true;
        inbox = broken;
        begin(SETTINGS);
        arrive(event("anna", "a1"));
        assertThat(handler.begun).isEmpty();

        broken.failing = false;
        timer.toNextAlarm();
        run();

        assertThat(handler.begun).containsExactly("a1");
    }

    @Test
    void anInboxWhoseNextDueIsLongPastIsNotPolled() {
        inbox = new FlakyInbox(inbox) {
            @Override
            public Instant nextDue() {
                return Instant.EPOCH;
            }
        };

        begin(SETTINGS);

        assertThat(timer.runs()).isLessThan(5);
    }

    @Test
    void anEventWithoutAThreadIsOfferedAgain() {
        store(inbox, List.of(event("anna", "a1"), event("ben", "b1")));
        room = false;
        workers.remove().run();
        assertThat(handler.begun).containsExactly("a1");
        assertThat(dispatcher.inFlight()).isEqualTo(1);

        room = true;
        timer.toNextAlarm();
        run();

        assertThat(handler.begun).containsExactly("a1", "b1");
    }

    @Test
    void workIsLookedForAgainWhenThereWasNoThreadToLook() {
        room = false;
        arrive(event("anna", "a1"));
        assertThat(handler.begun).isEmpty();

        room = true;
        assertThat(timer.toNextAlarm()).isEqualTo(Dispatcher.RETRY_DELAY);
        run();

        assertThat(handler.begun).containsExactly("a1");
    }

    @Test
    void aThreadThatIsDoneGoesOnWithTheNextEventItself() {
        handler.prompt = true;
        store(inbox, List.of(event("anna", "a1"), event("anna", "a2"), event("anna", "a3")));

        workers.remove().run();

        assertThat(handler.begun).containsExactly("a1", "a2", "a3");
        assertThat(workers).isEmpty();
    }
}
