/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test looks at what the business has sent: bytes and structure, by predicate, and that nothing more comes. */
class ReceivedTest {

    private static final String LENA = "491701234567";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder()
            .clock(new SimulatorClock(Clock.fixed(Instant.now(), ZoneOffset.UTC)))
            .build();

    private final Business business = new Business(simulator);

    private Business.Reply send(String type, String content) throws InterruptedException {
        Business.Reply reply = business.post(
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA + "\",\"type\":\"" + type + "\",\"" + type
                        + "\":" + content + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private Customer lenaWhoWrote() {
        Customer lena = simulator.customer(LENA, "Lena");
        lena.says("Hello");
        return lena;
    }

    @Test
    void theBytesOfAFileAreThere() throws InterruptedException {
        Customer lena = lenaWhoWrote();
        String upload = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"up.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n%PDF-1\r\n--b--\r\n";
        String id = business.send(business.request("/media")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(upload))
                        .build())
                .json()
                .path("id")
                .asText();
        send("document", "{\"id\":\"" + id + "\",\"filename\":\"bill.pdf\",\"caption\":\"Your bill\"}");
        send("image", "{\"link\":\"https://a.example/x.png\"}");

        ReceivedMessage bill = lena.awaitReceived(2, LIMIT).get(0);

        assertThat(bill.files()).singleElement().satisfies(file -> {
            assertThat(file.kind()).isEqualTo("document");
            assertThat(file.mimeType()).isEqualTo("application/pdf");
            assertThat(file.fileName()).isEqualTo("bill.pdf");
            assertThat(file.bytes()).isEqualTo("%PDF-1".getBytes(StandardCharsets.UTF_8));
            assertThat(file.link()).isEmpty();
        });
        assertThat(bill.value("/document/caption")).isEqualTo("Your bill");
        assertThat(bill.value("/document/nothing")).isEmpty();
        assertThat(lena.received().get(1).files()).singleElement().satisfies(file -> {
            assertThat(file.link()).isEqualTo("https://a.example/x.png");
            assertThat(file.bytes()).isEmpty();
        });
    }

    @Test
    void whatCanBeTappedIsThere() throws InterruptedException {
        Customer lena = lenaWhoWrote();
        send(
                "interactive",
                "{\"type\":\"button\",\"header\":{\"type\":\"image\",\"image\":{\"link\":\"https://a.example/h.png\"}},"
                        + "\"body\":{\"text\":\"b\"},\"action\":{\"buttons\":[{\"type\":\"reply\",\"reply\":"
                        + "{\"id\":\"y\",\"title\":\"Yes\"}},{\"type\":\"reply\",\"reply\":{\"id\":\"n\","
                        + "\"title\":\"No\"}}]}}");
        send(
                "interactive",
                "{\"type\":\"list\",\"body\":{\"text\":\"b\"},\"action\":{\"button\":\"Pick\",\"sections\":[{\"rows\":"
                        + "[{\"id\":\"1\",\"title\":\"One\"},{\"id\":\"2\",\"title\":\"Two\"}]}]}}");
        business.template(
                LENA,
                "order_update",
                "en_US",
                "{\"type\":\"text\",\"text\":\"Lena\"},{\"type\":\"text\",\"text\":\"A-1\"}");

        var all = lena.awaitReceived(3, LIMIT);

        assertThat(all.get(0).choices()).containsExactly("Yes", "No");
        assertThat(all.get(0).files()).extracting(ReceivedFile::link).containsExactly("https://a.example/h.png");
        assertThat(all.get(1).choices()).containsExactly("One", "Two");
        assertThat(all.get(2).choices()).containsExactly("Where is it?", "Thank you");
    }

    @Test
    void oneWaitsForAMessageThatFits() throws InterruptedException {
        Customer lena = lenaWhoWrote();
        business.text(LENA, "Good morning");
        CompletableFuture<ReceivedMessage> waiting = CompletableFuture.supplyAsync(
                () -> lena.awaitReceived(message -> message.text().contains("ready"), LIMIT));
        business.text(LENA, "It is ready");

        assertThat(waiting.join().text()).isEqualTo("It is ready");
        assertThatThrownBy(() -> lena.awaitReceived(message -> message.type().equals("image"), Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 messages")
                .hasMessageContaining("Good morning");
    }

    @Test
    void nothingMoreComesInTwoSecondsOfTheClock() throws InterruptedException {
        Customer lena = lenaWhoWrote();
        business.text(LENA, "One");
        Instant before = simulator.clock().instant();

        lena.receivesNothingFor(Duration.ofSeconds(2));

        assertThat(Duration.between(before, simulator.clock().instant())).isEqualTo(Duration.ofSeconds(2));
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            receiver.onNext(() -> business.text(LENA, "An answer of the route"));
            lena.says("Anybody there?");
            assertThatThrownBy(() -> lena.receivesNothingFor(Duration.ofSeconds(2)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("An answer of the route");
        }
    }

    @Test
    void aFaultThatHitNothingIsTold() throws InterruptedException {
        assertThatCode(simulator::assertNoUnusedFaults).doesNotThrowAnyException();
        simulator.fault(Fault.refuse(131056).times(2));
        business.text(LENA, "hit");

        assertThatThrownBy(simulator::assertNoUnusedFaults)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("131056")
                .hasMessageContaining("1 left");
        business.text(LENA, "hit");
        assertThatCode(simulator::assertNoUnusedFaults).doesNotThrowAnyException();
    }

    @Test
    void inStrictModeTheExtensionFailsTheTest() throws InterruptedException {
        var strict = (JUnitSimulator)
                Whatsapp360Simulator.builder().failOnUnusedFaults(true).build();
        strict.beforeEach(null);
        strict.fault(Fault.refuse(131056));
        assertThatThrownBy(() -> strict.afterEach(null)).isInstanceOf(AssertionError.class);

        strict.beforeEach(null);
        strict.fault(Fault.refuse(131056));
        new Business(strict).text(LENA, "hit");
        assertThatCode(() -> strict.afterEach(null)).doesNotThrowAnyException();
        assertThatThrownBy(strict::port).isInstanceOf(IllegalStateException.class);
    }
}
