/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.simulator.fault.ErrorShape;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private Business business;
    private Customer lena;

    @BeforeEach
    void open() {
        business = new Business(simulator);
        lena = simulator.customer(LENA, "Lena");
        lena.says("Hello");
    }

    @Test
    void aFaultHitsAsOftenAsOrderedAndOnlyWhomItShould() throws InterruptedException {
        simulator.fault(Fault.refuse(131056).times(2).to(LENA));

        assertThat(business.text("491705555555", "x").status()).isEqualTo(200);
        assertThat(business.text(LENA, "x").json().path("error").path("code").asInt())
                .isEqualTo(131056);
        assertThat(business.text("+49 170 1234567", "x").status()).isEqualTo(400);
        assertThat(business.text(LENA, "x").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GRAPH, /error/code",
        "WRAPPED, /detail/error/code",
        "META, /meta/http_code",
        "META_CAMEL_CASE, /meta/httpCode",
        "ON_PREMISE, /errors/0/code",
        "PROXY, /error"
    })
    void eachShapeHasTheErrorInItsPlace(ErrorShape shape, String pointer) throws InterruptedException {
        simulator.fault(Fault.refuse(130429).in(shape).http(429));

        Business.Reply reply = business.text(LENA, "x");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.json().at(pointer).isMissingNode()).isFalse();
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void aGatewayAnswersInHtml() throws InterruptedException {
        simulator.fault(Fault.refuse(502, "Bad gateway").in(ErrorShape.HTML));

        Business.Reply reply = business.text(LENA, "x");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body()).startsWith("<html>");
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "RESET_AFTER_EFFECT", "CUT_ANSWER"})
    void aConnectionBreaksBeforeOrAfterTheEffect(Transport how) {
        simulator.fault(Fault.connection(how).on("POST", "/messages"));

        assertThatThrownBy(() -> business.text(LENA, "x")).isInstanceOf(UncheckedIOException.class);
        assertThat(lena.received()).hasSize(how.afterEffect() ? 1 : 0);
    }

    @Test
    void silenceLastsUntilTheClientLosesPatience() {
        simulator.fault(Fault.connection(Transport.SILENCE));
        HttpRequest request = business.request("/health_status")
                .timeout(Duration.ofMillis(200))
                .build();

        assertThatThrownBy(() -> business.send(request))
                .hasRootCauseInstanceOf(java.net.http.HttpTimeoutException.class);
    }

    @Test
    void anAnswerIsHeldBackByTheClock() throws Exception {
        simulator.fault(Fault.slow(Duration.ofMinutes(10)));
        var answer = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
            try {
                return business.text(LENA, "x").status();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        lena.awaitReceived(1, Duration.ofSeconds(5));
        assertThat(answer).isNotDone();
        simulator.clock().advance(Duration.ofMinutes(10));
        assertThat(answer.get(5, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void aMessageIsAcceptedAndFailsLater() throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            simulator.fault(Fault.failLater(131049));
            String id = business.text(LENA, "x").id();

            var failed = receiver.status("failed");
            assertThat(failed.path("id").asText()).isEqualTo(id);
            assertThat(failed.path("errors").path(0).path("code").asInt()).isEqualTo(131049);
            String other = business.text(LENA, "y").id();
            receiver.status("read");
            simulator.fails(other, 131000);
            assertThat(receiver.status("failed").path("id").asText()).isEqualTo(other);
        }
    }

    @Test
    void aPhoneThatIsOffGetsItsMessagesWhenItComesOn() throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            lena.goesOffline();
            business.text(LENA, "x");
            receiver.status("sent");
            assertThat(receiver.quietFor(Duration.ofMillis(300))).isTrue();
            lena.comesOnline();
            receiver.status("delivered");
            lena.leavesWhatsapp();
            business.text(LENA, "y");
            assertThat(receiver.status("failed")
                            .path("errors")
                            .path(0)
                            .path("code")
                            .asInt())
                    .isEqualTo(131026);
        }
    }
}
