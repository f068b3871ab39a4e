/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.ReceivingHealthCheck;
import io.github.whatsapp360.camel.internal.send.SendingHealthCheck;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.simulator.fault.Fault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.apache.camel.impl.health.ProducersHealthCheckRepository;
import org.junit.jupiter.api.Test;

/** The health checks of consumers and producers. */
class HealthCheckTest extends MonitoredRoute {

    private HealthCheck.Result health() {
        return ((Whatsapp360Consumer) bed.context.getRoute("receiver").getConsumer())
                .getHealthCheck()
                .call();
    }

    @Test
    void aConsumerIsUpWhileItsBacklogIsWithinBounds() throws Exception {
        start("&unhealthyBacklog=1");
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails())
                .containsEntry("whatsapp360.inbox", "UP")
                .containsEntry("whatsapp360.waiting", 0L);

        deliver("wamid.1", "wait");
        deliver("wamid.2", "wait");

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .isEqualTo("Account 'support': Expected at most 1 waiting events, actual 2"));
        mayEnd.countDown();
        await().atMost(TestBed.LIMIT).until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void aConsumerIsDownWhileAnEventIsTooOld() throws Exception {
        start("&unhealthyAge=1");

        deliver("wamid.1", "wait");

        await().atMost(TestBed.LIMIT).until(() -> health().getState() == HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .startsWith("Account 'support': Expected no event to wait longer than PT0.001S, actual PT"));
    }

    @Test
    void aConsumerIsDownWhileItsInboxIsFull() throws Exception {
        start("&maximumPending=1");

        deliver("wamid.1", "wait");

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage())
                .hasValueSatisfying(message -> assertThat(message).startsWith("Account 'support': The inbox is FULL"));
    }

    @Test
    void camelShowsTheCheckWithTheRoute() throws Exception {
        ConsumersHealthCheckRepository repository = new ConsumersHealthCheckRepository();
        repository.setCamelContext(bed.context);
        start("");

        HealthCheck.Result result = repository.stream()
                .filter(check -> check.getId().equals("consumer:receiver"))
                .findFirst()
                .orElseThrow()
                .call();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsEntry("whatsapp360.account", "support");
        assertThat(result.getDetails().toString()).doesNotContain(TestBed.KEY);
    }

    @Test
    void theCheckNoticesWithinAMinuteThatTheWebhookPointsElsewhere() throws Exception {
        bed.registered("support");
        start("");
        SettableClock clock = new SettableClock();
        ReceivingHealthCheck check = new ReceivingHealthCheck(bed.component.account("support"), clock);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);

        bed.simulator.number().webhook("http://127.0.0.1:9/elsewhere", Map.of());
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        clock.advance(Duration.ofMinutes(1));

        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("http://127.0.0.1:9/elsewhere"));
        bed.simulator.fault(
                Fault.refuse(500, "down").on("GET", "/v1/configs/webhook").times(100));
        clock.advance(Duration.ofMinutes(1));
        await().atMost(TestBed.LIMIT).until(() -> check.call().getState() == HealthCheck.State.UP);
    }

    @Test
    void aConsumerIsDownOnceItsKeyWasRenewed() throws Exception {
        bed.registered("support");
        start("");
        SettableClock clock = new SettableClock();
        ReceivingHealthCheck check = new ReceivingHealthCheck(bed.component.account("support"), clock);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);

        bed.simulator.number().rotateKey("another-key-0123456789abcdef");
        clock.advance(Duration.ofMinutes(1));

        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("does not accept the key", "apiKey"));
    }

    @Test
    void aSilentApiMakesNoCheckSlow() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            bed.component.getConfiguration().setBaseUrl("http://127.0.0.1:" + silent.getLocalPort());
            bed.component.getConfiguration().setWebhookUrl("http://127.0.0.1:" + bed.port + "/whatsapp360/support");
            start("");
            HealthCheck consumer = new ReceivingHealthCheck(bed.component.account("support"), new SettableClock());
            HealthCheck producer = SendingHealthCheck.register(bed.component.account("support"), bed.context);

            for (HealthCheck check : List.of(consumer, producer, consumer, producer, producer)) {
                long begin = System.nanoTime();
                HealthCheck.Result result = check.call();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
                assertThat(result.getState())
                        .isEqualTo(check.equals(consumer) ? HealthCheck.State.UP : HealthCheck.State.UNKNOWN);
            }
        }
    }

    @Test
    void aSwitchTurnsTheChecksOff() throws Exception {
        bed.component.setHealthCheckConsumerEnabled(false);
        start("");

        assertThat(((Whatsapp360Consumer) bed.context.getRoute("receiver").getConsumer()).getHealthCheck())
                .isNull();
    }

    @Test
    void aProducerIsUpWhileTheKeyIsAccepted() throws Exception {
        HealthCheckRegistry registry = HealthCheckRegistry.get(bed.context);
        ProducersHealthCheckRepository producers = new ProducersHealthCheckRepository();
        producers.setEnabled(true);
        registry.register(producers);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:out").to("whatsapp360:support?to=491701234567").to("whatsapp360:support");
            }
        });
        List<HealthCheck> checks = producers.stream().toList();
        assertThat(checks).extracting(HealthCheck::getId).containsExactly("producer:whatsapp360-support");

        assertThat(checks.get(0).call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(checks.get(0).call().getDetails()).containsEntry("whatsapp360.canSendMessage", "AVAILABLE");
        bed.simulator.number().rotateKey("another-key-0123456789abcdef");

        HealthCheck.Result down = checks.get(0).call();
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getMessage()).hasValue("Account 'support': 360dialog does not accept the key");
        assertThat(down.toString() + down.getDetails() + down.getError()).doesNotContain(TestBed.KEY);
        bed.component.stop();
        assertThat(producers.stream()).isEmpty();
    }

    @Test
    void aCheckOfAnAccountThatIsNotOpenNamesIt() {
        assertThat(new ReceivingHealthCheck(bed.component.account("support"), new SettableClock())
                        .call()
                        .getMessage())
                .hasValue("Account 'support': The webhook is not running");
    }
}
