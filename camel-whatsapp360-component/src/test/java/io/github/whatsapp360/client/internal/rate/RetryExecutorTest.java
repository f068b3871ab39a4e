/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.ApiStub;
import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.client.ClientLimits;
import io.github.whatsapp360.client.HandDrivenTime;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is tried again, when, and how often. */
class RetryExecutorTest {

    private final HandDrivenTime time = HandDrivenTime.skipping();
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

    private CompletableFuture<SendReceipt> send() {
        return client.send(OutboundMessage.to("491701234567", OutboundContent.text("Hi")));
    }

    private static Whatsapp360Exception failure(CompletableFuture<?> call) {
        return call.handle((done, problem) -> Whatsapp360Exception.in(problem)).join();
    }

    @Test
    void waitsGrowAndVaryAndTheLastFailureTellsOfAll() {
        api.answering(request -> Answer.error(400, 130429));

        Whatsapp360Exception failure = failure(send());

        assertThat(failure).isInstanceOf(ThrottledException.class);
        assertThat(failure.getSuppressed()).hasSize(3).allMatch(ThrottledException.class::isInstance);
        assertThat(api.requests()).hasSize(4);
        assertThat(time.waits()).hasSize(3);
        for (int attempt = 0; attempt < 3; attempt++) {
            Duration whole = Duration.ofMillis(500L << attempt);
            assertThat(time.waits().get(attempt)).isBetween(whole.dividedBy(2), whole);
        }
    }

    @Test
    void theRetryAfterOfTheAnswerIsHonoured() {
        api.answering(request -> request.number() == 0
                ? Answer.json(429, "{}").with("Retry-After", "17")
                : Answer.json(200, ApiStub.ACCEPTED));

        assertThat(send().join().messageId()).isEqualTo("wamid.OUT1");
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(17));
    }

    @Test
    void aRetryAfterThatIsADateIsHonoured() {
        api.answering(request -> request.number() == 0
                ? Answer.json(429, "{}").with("Retry-After", "Thu, 01 Jan 2026 00:00:30 GMT")
                : Answer.json(200, ApiStub.ACCEPTED));

        send().join();

        assertThat(time.waits()).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void whoMustWaitForLongIsToldInsteadOfKept() {
        api.answering(request -> Answer.json(429, "{}").with("Retry-After", "3600"));

        Whatsapp360Exception failure = failure(send());

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(failure.retryable()).isTrue();
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void thePairLimitWaitsByPowersOfFour() {
        api.answering(request -> Answer.error(400, 131056));

        assertThat(failure(send()).code()).isEqualTo(131056);
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16));
    }

    @Test
    void thePairLimitHoldsUpAllThatGoesToThisRecipientAndNothingElse() throws IOException {
        HandDrivenTime stopped = HandDrivenTime.stopped();
        api.answering(
                request -> request.number() == 0 ? Answer.error(400, 131056) : Answer.json(200, ApiStub.ACCEPTED));
        try (Whatsapp360Client paced = stopped.client(api.settings())) {
            OutboundMessage lena = OutboundMessage.to("491701234567", OutboundContent.text("Hi"));
            CompletableFuture<SendReceipt> refused = paced.send(lena);
            await().until(() -> stopped.pending() == 1);

            CompletableFuture<SendReceipt> next = paced.send(lena);
            paced.send(OutboundMessage.to("491701234568", OutboundContent.text("Hi")))
                    .join();
            assertThat(refused).isNotDone();
            assertThat(next).isNotDone();

            stopped.advance(Duration.ofSeconds(1));
            refused.join();
            next.join();
        }
    }

    @Test
    void anUnknownOutcomeIsNeverRepeated() {
        api.answering(request -> Answer.json(500, "{\"error\":\"Internal server error\"}"));

        Whatsapp360Exception failure = failure(send());

        assertThat(failure).isInstanceOf(UnknownOutcomeException.class);
        assertThat(failure.outcome()).isEqualTo(SendOutcome.unknown);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void noRetriesAtZero() {
        api.answering(request -> Answer.error(400, 130429));
        try (Whatsapp360Client once =
                time.client(api.settings().withLimits(ClientLimits.DEFAULT.withMaximumRetries(0)))) {
            failure(once.send(OutboundMessage.to("491701234567", OutboundContent.text("Hi"))));
        }
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aFailureWhileTheClientClosesCarriesWhatWentBefore() {
        HandDrivenTime stopped = HandDrivenTime.stopped();
        api.answering(request -> Answer.error(400, 130429));
        Whatsapp360Client closing = stopped.client(api.settings());
        CompletableFuture<SendReceipt> send =
                closing.send(OutboundMessage.to("491701234567", OutboundContent.text("Hi")));
        await().until(() -> stopped.pending() == 1);

        closing.close();

        Whatsapp360Exception failure = failure(send);
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(ThrottledException.class);
    }

    @Test
    void whatOnlyAsksIsRepeatedWhateverBecameOfIt() {
        api.answering(request -> request.number() < 2
                ? Answer.json(500, "<html></html>")
                : Answer.json(200, "{\"health_status\":{\"can_send_message\":\"AVAILABLE\",\"entities\":[]}}"));

        assertThat(client.healthStatus().join().canSendMessage()).isEqualTo("AVAILABLE");
        assertThat(api.requests()).hasSize(3);
    }
}
