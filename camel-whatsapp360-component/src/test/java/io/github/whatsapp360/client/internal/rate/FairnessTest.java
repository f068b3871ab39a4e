/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.ApiStub;
import io.github.whatsapp360.client.ClientLimits;
import io.github.whatsapp360.client.HandDrivenTime;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who writes more to some recipients than these may get costs the others nothing. */
class FairnessTest {

    private final HandDrivenTime time = HandDrivenTime.stopped();
    private ApiStub api;
    private Whatsapp360Client client;

    @BeforeEach
    void setUp() throws IOException {
        api = new ApiStub();
        client = time.client(api.settings().withLimits(ClientLimits.DEFAULT.withMessagesPerSecond(1_000)));
    }

    @AfterEach
    void tearDown() {
        client.close();
        api.close();
    }

    private List<CompletableFuture<SendReceipt>> send(int count, String to) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.send(OutboundMessage.to(to, OutboundContent.text("Hi"))))
                .toList();
    }

    private static String recipient(int number) {
        return "4917" + (10_000_000 + number);
    }

    private static long refused(List<CompletableFuture<SendReceipt>> sends) {
        return sends.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
    }

    private static Whatsapp360Exception failure(CompletableFuture<?> call) {
        return call.handle((done, problem) -> Whatsapp360Exception.in(problem)).join();
    }

    @Test
    void tenThousandMessagesToOneRecipientRefuseNobodyElse() {
        List<CompletableFuture<SendReceipt>> flood = send(10_045, recipient(0));

        for (int i = 1; i <= 200; i++) {
            CompletableFuture<SendReceipt> other = send(1, recipient(i)).get(0);
            time.advance(Duration.ofMillis(10));
            other.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
        }

        // An hour's worth may wait; more is told so, with how long the wait would be.
        assertThat(refused(flood)).isEqualTo(10_045 - 45 - 600);
        Whatsapp360Exception failure = failure(flood.get(10_000));
        assertThat(failure).isInstanceOf(ThrottledException.class).hasMessageNotContaining(recipient(0));
        assertThat(failure.outcome()).isEqualTo(SendOutcome.notSent);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.retryAfter()).isNotNull().isGreaterThan(Duration.ZERO);
    }

    @Test
    void neitherDoManySuchRecipients() {
        for (int i = 0; i < 30; i++) {
            time.advance(Duration.ofSeconds(1));
            send(700, recipient(i));
        }
        assertThat(client.waiting()).isLessThanOrEqualTo(2 * RateLimiter.MAXIMUM_WAITING);

        CompletableFuture<SendReceipt> other = send(1, recipient(1_000)).get(0);
        time.advance(Duration.ofSeconds(1));

        assertThat(other.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join())
                .isNotNull();
    }

    @Test
    void whoIsRefusedHasNotUsedUpATurn() {
        List<CompletableFuture<SendReceipt>> flood = send(2_000, recipient(0));
        assertThat(refused(flood)).isEqualTo(2_000 - 45 - 600);

        time.advance(Duration.ofSeconds(60));

        assertThat(refused(send(20, recipient(0)))).isEqualTo(10);
        await().untilAsserted(() -> assertThat(api.requests()).hasSize(45 + 10));
    }
}
