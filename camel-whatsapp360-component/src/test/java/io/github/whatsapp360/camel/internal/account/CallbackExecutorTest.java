/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.TestBed;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a pool does with a task: it runs, once, and on another thread. */
class CallbackExecutorTest {

    private static final int TASKS = 20;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Queue<Thread> ran = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
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
        CallbackExecutor continuations = new CallbackExecutor(pool, context.getExecutorServiceManager());

        for (int i = 0; i < TASKS; i++) {
            continuations.execute(() -> ran.add(Thread.currentThread()));
        }

        await().atMost(TestBed.LIMIT).until(() -> ran.size() >= TASKS);
        assertThat(ran).hasSize(TASKS).doesNotContain(Thread.currentThread());
    }
}
