package io.github.whatsapp360.inbox.internal;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.EventHandler.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Dispatcher.Settings SETTINGS = new Dispatcher.Settings("support", 8, RedeliveryPolicy.DEFAULT);
    private static final RedeliveryPolicy TWICE = new RedeliveryPolicy(2, Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final SettableClock clock = new SettableClock();
    private final HandDrivenTimer timer = new HandDrivenTimer(clock);
    private final Deque<Runnable> workers = new ArrayDeque<>();
    private final Recorder handler = new Recorder();
    private Inbox inbox = new MemoryInbox(InboxLimits.DEFAULT, clock);
    private Dispatcher dispatcher;
    private boolean room = true;

    /** Collects events until the test completes them. */
    private static final class Recorder implements EventHandler {
        final Map<String, Claim> claims = new LinkedHashMap<>();
        final Map<String, Consumer<Result>> running = new LinkedHashMap<>();
        final List<String> begun = new ArrayList<>();
        final List<String> buried = new ArrayList<>();
        final Set<String> subscriptions = new HashSet<>(Events.ALL);
        RuntimeException failure;
        boolean prompt;

        @Override
        public void handle(Claim claim, Consumer<Result> done) {
            begun.add(claim.event().key());
            if (failure != null) {
                throw failure;
            }
            claims.put(claim.event().key(), claim);
            running.put(claim.event().key(), done);
            if (prompt) {
                done.accept(Result.done());
            }
        }

        @Override
        public Set<String> runningSubscriptions() {
            return subscriptions;
        }

        @Override
        public void buried(Claim claim, String problem) {
            buried.add(claim.event().key() + ": " + problem);
        }
    }

    @BeforeEach
    void start() {
        begin(new Dispatcher.Settings("support", 3, TWICE));
    }

    private void begin(Dispatcher.Settings settings) {
        dispatcher = new Dispatcher(inbox, handler, settings, new Dispatcher.Threads(this::work, timer), clock);
        inbox.open(dispatcher::wake);
        dispatcher.start();
        run();
    }

    /** Runs all due tasks of timer and workers. */
    private void run() {
        timer.runDue();
        for (Runnable work = workers.poll(); work != null; work = workers.poll()) {
            work.run();
            timer.runDue();
        }
    }

    private void work(Runnable work) {
        if (!room) {
            throw new RejectedExecutionException();
        }
        workers.add(work);
    }

    private void finish(String key, Result result) {
        handler.running.remove(key).accept(result);
        run();
    }

    private void arrive(InboxEvent... events) {
        store(inbox, List.of(events));
        run();
    }

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
