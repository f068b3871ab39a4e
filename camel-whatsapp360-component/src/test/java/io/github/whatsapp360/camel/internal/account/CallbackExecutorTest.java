/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.TestBed;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a pool does with a task: it runs, once, and on another thread. */
class CallbackExecutorTest {

    private static final int TASKS = 20;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Queue<Thread> ran = new ConcurrentLinkedQueue<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService unbounded = Executors.newCachedThreadPool();

    @AfterEach
    void close() throws Exception {
        timer.shutdownNow();
        unbounded.shutdownNow();
        context.close();
    }

    static Stream<Supplier<ExecutorService>> pools() {
        ExecutorService fine = daemons(20, new ThreadPoolExecutor.AbortPolicy());
        ExecutorService aborting = daemons(1, new ThreadPoolExecutor.AbortPolicy());
        ExecutorService onTheCaller = daemons(1, new ThreadPoolExecutor.CallerRunsPolicy());
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        return Stream.of(() -> fine, () -> aborting, () -> onTheCaller, () -> closed, () -> {
            throw new RejectedExecutionException("There is none");
        });
    }

    private static ExecutorService daemons(int most, java.util.concurrent.RejectedExecutionHandler refusing) {
        return new ThreadPoolExecutor(
                0,
                most,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                run -> {
                    Thread thread = new Thread(run);
                    thread.setDaemon(true);
                    return thread;
                },
                refusing);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void everyTaskRunsOnceAndElsewhere(Supplier<ExecutorService> pool) {
        CallbackExecutor continuations = continuations(pool);

        for (int i = 0; i < TASKS; i++) {
            continuations.execute(() -> ran.add(Thread.currentThread()));
        }

        await().atMost(TestBed.LIMIT).until(() -> ran.size() >= TASKS);
        assertThat(ran).hasSize(TASKS).doesNotContain(Thread.currentThread());
    }

    @Test
    void tasksMayWaitForEachOther() {
        CallbackExecutor continuations = continuations(() -> unbounded);
        CyclicBarrier all = new CyclicBarrier(TASKS * 5);

        for (int i = 0; i < TASKS * 5; i++) {
            continuations.execute(() -> {
                meet(all);
                ran.add(Thread.currentThread());
            });
        }

        await().atMost(TestBed.LIMIT).until(() -> ran.size() == TASKS * 5);
    }

    @Test
    void shortTasksShareAFewThreads() {
        CallbackExecutor continuations = continuations(() -> unbounded);

        for (int i = 0; i < TASKS * 1000; i++) {
            continuations.execute(() -> ran.add(Thread.currentThread()));
        }

        await().atMost(TestBed.LIMIT).until(() -> ran.size() == TASKS * 1000);
        assertThat(Set.copyOf(ran)).hasSizeLessThan(TASKS * 10);
    }

    @Test
    void noTaskIsLeftBehindWhenTheTimerEnds() {
        ScheduledExecutorService asleep = Executors.newSingleThreadScheduledExecutor();
        asleep.shutdownNow();
        CallbackExecutor continuations =
                new CallbackExecutor(() -> unbounded, context.getExecutorServiceManager(), () -> asleep);
        CyclicBarrier all = new CyclicBarrier(TASKS);

        for (int i = 0; i < TASKS; i++) {
            continuations.execute(() -> {
                meet(all);
                ran.add(Thread.currentThread());
            });
        }

        await().atMost(TestBed.LIMIT).until(() -> ran.size() == TASKS);
    }

    @Test
    void closedItLetsNoTaskWait() {
        CountDownLatch blocking = new CountDownLatch(1);
        ScheduledExecutorService never = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = never.submit(() -> pause(blocking));
            CallbackExecutor continuations =
                    new CallbackExecutor(() -> unbounded, context.getExecutorServiceManager(), () -> never);
            for (int i = 0; i < Runtime.getRuntime().availableProcessors() + 2; i++) {
                continuations.execute(() -> pause(blocking));
            }
            continuations.execute(() -> ran.add(Thread.currentThread()));

            continuations.close();
            continuations.execute(() -> ran.add(Thread.currentThread()));

            await().atMost(TestBed.LIMIT).until(() -> ran.size() == 2);
        } finally {
            blocking.countDown();
            never.shutdownNow();
        }
    }

    @Test
    void neitherAFailureNorAnInterruptMeetsTheNextTask() {
        CallbackExecutor continuations = continuations(() -> unbounded);
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();

        for (int i = 0; i < TASKS; i++) {
            continuations.execute(() -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
                throw new IllegalStateException("A task that fails");
            });
        }

        await().atMost(TestBed.LIMIT).until(() -> interrupted.size() == TASKS);
        assertThat(interrupted).containsOnly(false);
    }

    private CallbackExecutor continuations(Supplier<ExecutorService> pool) {
        return new CallbackExecutor(pool, context.getExecutorServiceManager(), () -> timer);
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void pause(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
