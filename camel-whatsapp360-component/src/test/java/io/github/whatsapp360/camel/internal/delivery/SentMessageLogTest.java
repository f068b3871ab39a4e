/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.camel.internal.delivery.TrackedSend.Outcome;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.HandDrivenTime;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.WaitFor;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.EventOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sent-message log with a clock and a timer that are moved by hand. */
class SentMessageLogTest {

    private static final int MAXIMUM = 10_000;
    private static final MessageHead HEAD =
            new MessageHead("text", Recipient.waId("491701234567"), "Hello", null, false, null, false);

    private final HandDrivenTime time = HandDrivenTime.stopped();
    private final List<EventElement> emitted = new ArrayList<>();
    private final SentMessageLog log = new SentMessageLog(
            "support",
            time::clock,
            new SentMessageLog.Resources(
                    () -> Runnable::run, () -> time, () -> Meters.NONE, () -> Tracing.NONE, () -> MAXIMUM),
            () -> time.elapsed().toNanos());

    @BeforeEach
    void open() {
        log.open(null, Duration.ofDays(30), events -> {
            emitted.addAll(events);
            return CompletableFuture.completedFuture(events.size());
        });
    }

    private static Tracking waiting(WaitFor target) {
        return new Tracking(target, Duration.ofSeconds(30), null, "order-7", null);
    }

    private static Tracking tracked(Duration timeout) {
        return new Tracking(null, Duration.ofSeconds(30), timeout, "order-7", null);
    }

    private static SendReceipt receipt(String id) {
        return new SendReceipt(id, "491701234567", null, null);
    }

    private TrackedSend sent(Tracking tracking, String id) {
        TrackedSend send = log.begin(tracking, this);
        assertThat(send.send(HEAD, prefix -> CompletableFuture.completedFuture(receipt(id))))
                .isCompletedWithValue(receipt(id));
        return send;
    }

    private void report(String prefix, String id, String status) {
        String element = "{\"id\":\"" + id + "\",\"status\":\"" + status
                + "\",\"timestamp\":\"1767225601\",\"biz_opaque_callback_data\":\"" + prefix + "mine\"}";
        byte[] json =
                ("{\"family\":\"status\",\"name\":\"" + status + "\",\"element\":" + element + "}").getBytes(UTF_8);
        EventOrigin origin = new EventOrigin(null, null, null, null, EventOrigin.Window.UNTOUCHED, null);
        EventElement event = new EventElement("status", status, "status:" + id, "status:" + id, origin, json);
        assertThat(log.store(List.of(event), List.of(), none -> CompletableFuture.completedFuture(0)))
                .isCompleted();
    }

    @Test
    void tenThousandExchangesWaitWithoutAThreadAndTheNextIsRefusedBeforeAnythingIsSent() {
        AtomicInteger timedOut = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < MAXIMUM; i++) {
            TrackedSend send = sent(waiting(WaitFor.delivered), "wamid." + i);
            var unused = send.outcome().thenAccept(outcome -> {
                ended.incrementAndGet();
                timedOut.addAndGet(outcome.timedOut() ? 1 : 0);
                send.end();
            });
        }

        assertThat(log.waiting()).isEqualTo(MAXIMUM);
        assertThat(time.pending()).isEqualTo(1);
        assertThatThrownBy(() -> log.begin(waiting(WaitFor.sent), this)).isInstanceOf(ThrottledException.class);
        time.advance(Duration.ofSeconds(31));
        assertThat(ended).hasValue(MAXIMUM);
        assertThat(timedOut).hasValue(MAXIMUM);
        assertThat(log.waiting()).isZero();
        log.endWaits();
        assertThat(ended).hasValue(MAXIMUM);
    }

    @Test
    void aStatusBeforeTheAnswerCounts() {
        TrackedSend send = log.begin(waiting(WaitFor.delivered), this);
        CompletableFuture<SendReceipt> answer = new CompletableFuture<>();
        CompletableFuture<SendReceipt> sent = send.send(HEAD, prefix -> {
            report(prefix, "wamid.1", "delivered");
            return answer;
        });
        assertThat(sent).isNotDone();
        answer.complete(receipt("wamid.1"));

        Outcome outcome = send.outcome().join();
        assertThat(outcome.timedOut()).isFalse();
        assertThat(outcome.parts().get(0).state()).isEqualTo(DeliveryState.delivered);
    }

    @Test
    void aLostAnswerIsSettledByAStatusOrEndsUnknownAfterTheTimeOut() {
        UnknownOutcomeException lost = new UnknownOutcomeException(Failure.local("Lost", false, null));
        List<String> prefixes = new ArrayList<>();
        CompletableFuture<SendReceipt> settled = log.begin(waiting(WaitFor.delivered), this)
                .send(HEAD, prefix -> {
                    prefixes.add(prefix);
                    return CompletableFuture.failedFuture(lost);
                });
        CompletableFuture<SendReceipt> unsettled =
                log.begin(waiting(WaitFor.delivered), this).send(HEAD, prefix -> CompletableFuture.failedFuture(lost));

        assertThat(settled).isNotDone();
        report(prefixes.get(0), "wamid.late", "sent");
        assertThat(settled.join().messageId()).isEqualTo("wamid.late");
        time.advance(Duration.ofSeconds(31));
        assertThat(unsettled).isCompletedExceptionally();
        assertThatThrownBy(unsettled::join).hasCause(lost);
    }

    @Test
    void eachTrackedMessageHasOneEventWhateverArrivesAndHoweverOften() {
        List<String> prefixes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(log.begin(tracked(Duration.ofMinutes(5)), this).send(HEAD, prefix -> {
                        prefixes.add(prefix);
                        return CompletableFuture.completedFuture(receipt("wamid." + prefixes.size()));
                    }))
                    .isCompleted();
        }
        for (String status : List.of("read", "delivered", "sent", "failed", "read")) {
            report(prefixes.get(0), "wamid.1", status);
        }
        for (String status : List.of("sent", "failed", "delivered", "failed")) {
            report(prefixes.get(1), "wamid.2", status);
        }
        report(prefixes.get(2), "wamid.3", "sent");
        log.sweep();
        assertThat(emitted).extracting(EventElement::name).containsExactly("delivery:delivered", "delivery:failed");
        time.advance(Duration.ofMinutes(6));
        log.sweep();
        log.sweep();
        report(prefixes.get(2), "wamid.3", "delivered");
        log.sweep();
        assertThat(emitted)
                .extracting(EventElement::name)
                .containsExactly("delivery:delivered", "delivery:failed", "delivery:timeout");
    }

    @Test
    void rowsAreDeletedAfterTheirPeriod() {
        sent(tracked(Duration.ofMinutes(5)), "wamid.1");
        assertThat(log.sentMessage("wamid.1").join()).isNotNull();
        time.advance(Duration.ofDays(31));
        log.sweep();
        assertThat(log.sentMessage("wamid.1").join()).isNull();
    }

    @Test
    void withoutAConsumerNothingIsSent() {
        log.close();

        assertThatThrownBy(() -> log.begin(waiting(WaitFor.sent), this))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("none of its consumers has started")
                .hasMessageContaining("support");
    }
}
