/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.ApiStub;
import io.github.whatsapp360.client.ClientLimits;
import io.github.whatsapp360.client.HandDrivenTime;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When messages leave, by a clock that is moved by hand. */
class RateLimiterTest {

    private final HandDrivenTime time = HandDrivenTime.stopped();
    private ApiStub api;
    private Whatsapp360Client client;

    @BeforeEach
    void setUp() throws IOException {
        api = new ApiStub();
        client = time.client(api.settings());
    }

    @AfterEach
    void tearDown() {
        client.close();
        api.close();
    }

    private CompletableFuture<SendReceipt> send(String to) {
        return client.send(OutboundMessage.to(to, OutboundContent.text("Hi")));
    }

    private void awaitRequests(int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.requests()).hasSize(count));
    }

    @Test
    void fiveHundredMessagesOfOneNumberTakeSixSeconds() {
        List<CompletableFuture<SendReceipt>> sends = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sends.add(send("4917" + (10_000_000 + i)));
        }

        // Nobody waits on a thread: all 500 calls have returned, and those whose turn has not come are alarms.
        awaitRequests(8);
        assertThat(time.pending()).isEqualTo(492);
        time.advance(Duration.ofSeconds(1));
        awaitRequests(88);
        while (time.pending() > 0) {
            time.advance(Duration.ofMillis(10));
        }

        assertThat(time.elapsed()).isBetween(Duration.ofMillis(5_400), Duration.ofMillis(6_600));
        sends.forEach(CompletableFuture::join);
        assertThat(api.requests()).hasSize(500);
    }

    @Test
    void oneRecipientTakesFortyFiveAtOnceAndThenOneInSixSeconds() {
        IntStream.range(0, 50).forEach(i -> send(i % 2 == 0 ? "+49 170 1234567" : "491701234567"));
        time.advance(Duration.ofSeconds(1));
        awaitRequests(45);

        for (int more = 1; more <= 5; more++) {
            time.advance(Duration.ofMillis(more == 1 ? 4_999 : 5_999));
            assertThat(time.pending()).isEqualTo(6 - more);
            time.advance(Duration.ofMillis(1));
            awaitRequests(45 + more);
        }
    }

    @Test
    void whoWaitsForOneRecipientHoldsUpNobodyElse() {
        IntStream.range(0, 60).forEach(i -> send("491701234567"));
        time.advance(Duration.ofSeconds(1));
        awaitRequests(45);

        assertThat(send("491701234568").join().messageId()).isEqualTo("wamid.OUT1");
    }

    @Test
    void aMillionRecipientsLeaveNoMillionBuckets() {
        DelayScheduler delays = new DelayScheduler(time);
        RateLimiter rateLimiter = new RateLimiter(1_000, time.source().ticker(), delays);
        int most = 0;
        for (int i = 0; i < 1_000_000; i++) {
            CompletableFuture<Void> unused = rateLimiter.acquire("4917" + (10_000_000 + i));
            time.advance(Duration.ofMillis(1));
            most = Math.max(most, rateLimiter.recipients());
        }

        // A bucket is full again six seconds after its one message: 6,000 matter at this pace.
        assertThat(most).isLessThan(15_000);
        assertThat(delays.size()).isZero();
    }

    @Test
    void aClockThatIsSetBackHoldsNobodyUp() {
        send("491701234567").join();
        time.back(Duration.ofHours(1));

        assertThat(send("491701234567").join()).isNotNull();
    }

    @Test
    void moreThanTenThousandWaitingAreRefusedAndNotSent() {
        int full = RateLimiter.MAXIMUM_WAITING + 8;
        for (int i = 0; i < full; i++) {
            send("4917" + (10_000_000 + i));
        }

        assertThat(send("491701234567"))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withCauseInstanceOf(ThrottledException.class);
    }

    @Test
    void whatWaitsWhenTheClientClosesWasNotSent() {
        List<CompletableFuture<SendReceipt>> sends = IntStream.range(0, 20)
                .mapToObj(i -> send("4917" + (10_000_000 + i)))
                .toList();
        awaitRequests(8);
        sends.subList(0, 8).forEach(CompletableFuture::join);

        client.close();

        assertThat(sends.subList(8, 20)).allSatisfy(send -> {
            assertThat(send).isCompletedExceptionally();
            Whatsapp360Exception failure = send.handle((receipt, problem) -> Whatsapp360Exception.in(problem))
                    .join();
            assertThat(failure).isInstanceOf(UnavailableException.class);
            assertThat(failure.outcome()).isEqualTo(SendOutcome.notSent);
        });
        assertThat(api.requests()).hasSize(8);
    }

    @Test
    void fiftyFilesOfOneNumberTakeTwoSeconds() throws IOException {
        api.answering(request -> ApiStub.Answer.json(200, "{\"id\":\"77\"}"));
        MediaUpload file = new MediaUpload(MediaSource.of("A letter".getBytes(UTF_8)), "text/plain", "a.txt");
        List<CompletableFuture<String>> uploads =
                IntStream.range(0, 50).mapToObj(i -> client.uploadMedia(file)).toList();

        awaitRequests(2);
        assertThat(client.waiting()).isEqualTo(48);
        while (time.pending() > 0) {
            time.advance(Duration.ofMillis(10));
        }

        assertThat(time.elapsed()).isBetween(Duration.ofMillis(1_800), Duration.ofMillis(2_000));
        uploads.forEach(CompletableFuture::join);
    }

    @Test
    void noPaceAtZeroMessagesPerSecond() {
        try (Whatsapp360Client free =
                time.client(api.settings().withLimits(ClientLimits.DEFAULT.withMessagesPerSecond(0)))) {
            IntStream.range(0, 100)
                    .mapToObj(i -> free.send(OutboundMessage.to("491701234567", OutboundContent.text("Hi"))))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        assertThat(time.pending()).isZero();
    }
}
