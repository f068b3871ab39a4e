/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.EventHandler.Result;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which events run, when and in which order, and how they are settled. */
class DispatcherTest extends DispatchedInbox {

    @Test
    void nothingRunsBeforeTheStart() {
        dispatcher = new Dispatcher(inbox, handler, SETTINGS, new Dispatcher.Threads(this::work, timer), clock);
        inbox.open(dispatcher::wake);
        arrive(event("anna", "a1"));
        assertThat(handler.begun).isEmpty();
        assertThat(dispatcher.phase()).isEqualTo(Dispatcher.Phase.IDLE);

        dispatcher.start();
        run();

        assertThat(handler.begun).containsExactly("a1");
    }

    @Test
    void aPlaceIsHeldUntilTheWorkIsDone() {
        arrive(event("a", "a1"), event("b", "b1"), event("c", "c1"), event("d", "d1"));
        assertThat(handler.begun).containsExactly("a1", "b1", "c1");
        assertThat(dispatcher.inFlight()).isEqualTo(3);

        finish("b1", Result.done());

        assertThat(handler.begun).containsExactly("a1", "b1", "c1", "d1");
        assertThat(inbox.state().waiting()).isEqualTo(3);
    }

    @Test
    void oneConversationRunsInOrderWhileOthersGoOn() {
        arrive(event("anna", "a1"), event("anna", "a2"), event("ben", "b1"), event("ben", "b2"));
        finish("b1", Result.done());
        finish("b2", Result.done());
        assertThat(handler.begun).containsExactly("a1", "b1", "b2");

        finish("a1", Result.done());

        assertThat(handler.begun).endsWith("a2");
    }

    @Test
    void aFailedEventRunsAgainWithBackOffAndOnlyItsConversationWaits() {
        arrive(event("anna", "a1"), event("anna", "a2"), event("ben", "b1"));
        finish("a1", Result.failed("mail server is down"));
        finish("b1", Result.done());
        assertThat(handler.begun).containsExactly("a1", "b1");

        assertThat(timer.toNextAlarm()).isEqualTo(Duration.ofSeconds(1));
        run();
        assertThat(handler.claims.get("a1").attempts()).isEqualTo(1);
        finish("a1", Result.failed("mail server is down"));
        assertThat(timer.toNextAlarm()).isEqualTo(Duration.ofSeconds(2));
        run();
        finish("a1", Result.done());

        assertThat(handler.begun).containsExactly("a1", "b1", "a1", "a1", "a2");
        assertThat(handler.buried).isEmpty();
    }

    /** The timer does not depend on the time of day. */
    @Test
    void aClockThatIsSetBackProlongsNoRest() {
        SettableClock stopwatch = new SettableClock();
        HandDrivenTimer steadyTimer = new HandDrivenTimer(stopwatch);
        dispatcher.stop();
        dispatcher = new Dispatcher(
                inbox,
                handler,
                new Dispatcher.Settings("support", 3, TWICE),
                new Dispatcher.Threads(this::work, steadyTimer),
                clock);
        inbox.open(dispatcher::wake);
        dispatcher.start();
        run();
        arrive(event("anna", "a1"), event("ben", "b1"));
        finish("a1", Result.failed("mail server is down"));
        clock.advance(Duration.ofDays(-365));
        finish("b1", Result.failed("mail server is down"));
        clock.advance(Duration.ofHours(-1));

        Duration passed = Duration.ZERO;
        for (int alarms = 0; alarms < 3 && passed.compareTo(Duration.ofSeconds(2)) < 0; alarms++) {
            Duration step = steadyTimer.toNextAlarm();
            passed = step == null ? passed : passed.plus(step);
            run();
        }

        assertThat(passed).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(handler.begun).containsExactly("a1", "b1", "a1", "b1");
    }

    @Test
    void anEventThatFailedTooOftenIsBuriedAndTheHandlerTold() {
        arrive(event("anna", "a1"), event("anna", "a2"));
        for (int failures = 0; failures < 3; failures++) {
            finish("a1", Result.failed("mail server is down"));
            if (failures < 2) {
                timer.toNextAlarm();
                run();
            }
        }

        assertThat(handler.begun).containsExactly("a1", "a1", "a1", "a2");
        assertThat(handler.buried).containsExactly("a1: mail server is down");
        assertThat(inbox.deadLetters(0, 10)).extracting(DeadLetter::attempts).containsExactly(3);
    }

    @Test
    void anExceptionOfTheHandlerCountsAsAFailure() {
        handler.failure = new IllegalStateException("text of a customer");
        arrive(event("anna", "a1"));
        assertThat(dispatcher.inFlight()).isZero();
        timer.toNextAlarm();
        run();
        timer.toNextAlarm();
        run();

        assertThat(handler.begun).hasSize(3);
        assertThat(inbox.deadLetters(0, 1).get(0).problem()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void doneCountsOnce() {
        arrive(event("anna", "a1"), event("anna", "a2"));
        Consumer<Result> done = handler.running.get("a1");
        done.accept(Result.done());
        done.accept(Result.failed("late"));
        done.accept(Result.done());
        run();

        assertThat(dispatcher.inFlight()).isEqualTo(1);
        assertThat(handler.begun).containsExactly("a1", "a2");
    }

    @Test
    void aPostponedEventIsOfferedAgainWithoutCountingAsFailed() {
        arrive(event("anna", "a1"));
        finish("a1", Result.postponed());
        assertThat(handler.begun).hasSize(1);

        assertThat(timer.toNextAlarm()).isEqualTo(Duration.ofSeconds(1));
        run();

        assertThat(handler.begun).hasSize(2);
        assertThat(handler.claims.get("a1").attempts()).isZero();
    }

    @Test
    void eventsOfSubscriptionsThatDoNotRunWaitUntilTheDispatcherIsWoken() {
        handler.subscriptions.remove("message");
        arrive(event("anna", "a1"), event("ben", "b1", "status"));
        assertThat(handler.begun).containsExactly("b1");
        assertThat(timer.alarms()).isZero();

        handler.subscriptions.add("message");
        dispatcher.wake();
        run();

        assertThat(handler.begun).containsExactly("b1", "a1");
    }

    @Test
    void nothingIsLookedForWhileNothingCanBeFound() {
        arrive(event("anna", "a1"));
        finish("a1", Result.failed("mail server is down"));
        int runs = timer.runs();

        clock.advance(Duration.ofMillis(999));
        run();
        assertThat(timer.runs()).isEqualTo(runs);
        assertThat(timer.alarms()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        run();

        assertThat(handler.begun).containsExactly("a1", "a1");
        assertThat(timer.alarms()).isZero();
    }

    @Test
    void theEarliestOfSeveralDueTimesIsTheAlarm() {
        arrive(event("anna", "a1"), event("ben", "b1"));
        finish("a1", Result.failed("down"));
        timer.toNextAlarm();
        run();
        finish("a1", Result.failed("down"));
        finish("b1", Result.failed("down"));

        assertThat(timer.toNextAlarm()).isEqualTo(Duration.ofSeconds(1));
        run();
        assertThat(timer.toNextAlarm()).isEqualTo(Duration.ofSeconds(1));
        run();

        assertThat(handler.begun).containsExactly("a1", "b1", "a1", "b1", "a1");
    }

    @Test
    void stoppingLetsRunWhatRunsAndPutsBackWhatHasNotBegun() {
        arrive(event("a", "a1"));
        store(inbox, List.of(event("b", "b1"), event("c", "c1")));
        workers.remove().run();
        dispatcher.stop();
        run();
        assertThat(dispatcher.inFlight()).isEqualTo(2);

        finish("a1", Result.done());
        finish("b1", Result.done());

        assertThat(dispatcher.inFlight()).isZero();
        assertThat(handler.begun).containsExactly("a1", "b1");
        assertThat(inbox.state().waiting()).isEqualTo(1);
        assertThat(timer.alarms()).isZero();
        dispatcher.start();
        run();
        timer.toNextAlarm();
        run();
        assertThat(handler.begun).containsExactly("a1", "b1", "c1");
    }
}
