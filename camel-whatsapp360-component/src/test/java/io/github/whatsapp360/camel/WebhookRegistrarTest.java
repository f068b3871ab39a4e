/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.WebhookRegistrar;
import io.github.whatsapp360.camel.internal.receive.WebhookRegistration;
import io.github.whatsapp360.client.Whatsapp360Client;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which failures of a registration are followed by another attempt. */
class WebhookRegistrarTest {

    private static final String URL = "https://bots.example.com/whatsapp360/support";

    private final AtomicInteger attempts = new AtomicInteger();
    private ScheduledExecutorService thread;
    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        thread = Executors.newSingleThreadScheduledExecutor();
        bed = new TestBed();
        bed.context.start();
        bed.context.getEndpoint("whatsapp360:support");
    }

    @AfterEach
    void tearDown() throws Exception {
        thread.shutdownNow();
        bed.close();
    }

    /** Its first attempts fail with these, one after the other; then it succeeds. */
    private WebhookRegistrar failingWith(Throwable... failures) {
        Deque<Throwable> left = new ArrayDeque<>(Arrays.asList(failures));
        return new WebhookRegistrar(
                "support", new WebhookRegistration("support", () -> client(left), URL, null), thread);
    }

    private Whatsapp360Client client(Deque<Throwable> left) {
        Throwable failure = left.poll();
        if (failure == null) {
            return bed.component.client("support");
        }
        attempts.incrementAndGet();
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void anUnexpectedExceptionOfALaterAttemptEndsTheAttemptsNeither() {
        WebhookRegistrar registrar = failingWith(
                new IllegalStateException("away"),
                new IllegalArgumentException("odd"),
                new ArithmeticException("wrong"));
        try (CapturedLog log = new CapturedLog(WebhookRegistrar.class)) {
            registrar.start();
            assertThat(registrar.problem()).isNotNull();

            await().atMost(Duration.ofSeconds(30)).until(() -> registrar.problem() == null);

            assertThat(log.messages()).hasSize(3);
            assertThat(log.messages().get(1)).contains("support", "retrying", "odd");
            assertThat(log.messages().get(2)).contains("support", "retrying", "ArithmeticException", "wrong");
        }
        assertThat(attempts).hasValue(3);
        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(URL);
    }

    @Test
    void anUnexpectedExceptionOfTheFirstAttemptDoesNotEndTheStart() {
        WebhookRegistrar registrar = failingWith(new ArithmeticException("wrong"));

        registrar.start();

        await().atMost(Duration.ofSeconds(30)).until(() -> registrar.problem() == null);
    }

    @Test
    void anErrorEndsTheAttemptsAndIsSaid() {
        WebhookRegistrar registrar =
                failingWith(new IllegalStateException("away"), new NoClassDefFoundError("org/example/Gone"));
        try (CapturedLog log = new CapturedLog(WebhookRegistrar.class)) {
            registrar.start();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> attempts.get() == 2 && log.messages().size() == 2);

            assertThat(log.messages().get(1)).contains("support", "not retrying", "org/example/Gone");
        }
        assertThat(registrar.problem()).satisfies(problem -> {
            assertThat(problem.refused()).isTrue();
            assertThat(problem.text()).contains("org/example/Gone", "restart");
        });
    }

    @Test
    void anErrorOfTheFirstAttemptEndsTheStart() {
        WebhookRegistrar registrar = failingWith(new NoClassDefFoundError("org/example/Gone"));

        assertThatThrownBy(registrar::start).hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void whatCannotBePutBackAtTheEndIsSaidAndNotThrown() {
        WebhookRegistrar first = failingWith();
        first.start();
        Deque<Throwable> left = new ArrayDeque<>();
        WebhookRegistration registration = new WebhookRegistration("support", () -> client(left), URL + "/other", null);
        registration.register();
        left.add(new IllegalArgumentException("no apiKey"));
        try (CapturedLog log = new CapturedLog(WebhookRegistration.class)) {
            registration.restore();

            assertThat(log.messages()).singleElement().satisfies(line -> assertThat(line)
                    .contains("could not be restored"));
        }
    }
}
