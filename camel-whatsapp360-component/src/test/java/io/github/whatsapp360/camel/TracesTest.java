/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One trace from the delivery of a message to what became of the answer, with Camel's OpenTelemetry. */
@Timeout(120)
class TracesTest {

    private static final String LENA = "491701234567";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PROXY = "b7ad6b7169203331";
    private static final String SAME_ENDPOINT = "whatsapp360:support?events=message&trackDelivery=true";

    @TempDir
    Path directory;

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();

    private TestBed open() throws Exception {
        TestBed bed = new TestBed().registered("support");
        bed.component.getConfiguration().setInbox("embedded");
        bed.component.setInboxDirectory(directory.toString());
        bed.component.getConfiguration().setWhenWindowClosed(WhenWindowClosed.send);
        bed.context.getRegistry().bind("tracer", provider.get("test"));
        bed.context
                .getRegistry()
                .bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setCamelContext(bed.context);
        tracer.init(bed.context);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(SAME_ENDPOINT)
                        .routeId("messages")
                        .autoStartup(false)
                        .setBody(constant("Thank you"))
                        .to(SAME_ENDPOINT);
                from("whatsapp360:support?events=delivery")
                        .routeId("deliveries")
                        .to("mock:deliveries");
            }
        });
        return bed;
    }

    @Test
    void aTraceGoesFromTheDeliveryOverARestartToWhatBecameOfTheAnswer() throws Exception {
        try (TestBed bed = open()) {
            // Without the number, which is another one after the restart.
            String body =
                    TestBed.text("wamid.secret", LENA, "Confidential").replaceFirst("\"metadata\":\\{[^}]*},", "");
            assertThat(bed.send(bed.request("support", WebhookSecurity.derivedSecret(TestBed.KEY, "support"))
                                    .header("traceparent", "00-" + TRACE + "-" + PROXY + "-01")
                                    .POST(BodyPublishers.ofString(body))
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
        }
        try (TestBed bed = open()) {
            Customer lena = bed.simulator.customer(LENA, "Lena");
            lena.says("Are you there?");
            await().atMost(TestBed.LIMIT).until(() -> named("receive support").size() >= 2);
            bed.context.getRouteController().startRoute("messages");
            await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(exporter.getFinishedSpanItems())
                    .filteredOn(span -> span.getTraceId().equals(TRACE)
                            || span.getLinks().stream()
                                    .anyMatch(link ->
                                            link.getSpanContext().getTraceId().equals(TRACE)))
                    .extracting(SpanData::getName)
                    .contains("send support", "delivered support")
                    .filteredOn("process support"::equals)
                    .hasSize(2));

            SpanData delivery = ofTrace("receive support").get(0);
            SpanData wait = ofTrace("wait support").get(0);
            SpanData route = ofTrace("process support").get(0);
            SpanData send = ofTrace("send support").get(0);
            SpanData event = ofTrace("process support").get(1);
            SpanData delivered = linked("delivered support").get(0);
            assertThat(delivery.getParentSpanId()).isEqualTo(PROXY);
            assertThat(delivery.getKind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(wait.getParentSpanId()).isEqualTo(delivery.getSpanId());
            assertThat(route.getParentSpanId()).isEqualTo(delivery.getSpanId());
            assertThat(attribute(route, "whatsapp360.event.name")).isEqualTo("text");
            assertThat(send.getParentSpanId()).isEqualTo(route.getSpanId());
            assertThat(attribute(send, "messaging.destination.name")).isEqualTo("support");
            assertThat(delivered.getTraceId()).isNotEqualTo(TRACE);
            assertThat(named("receive support")).extracting(SpanData::getSpanId).contains(delivered.getParentSpanId());
            assertThat(delivered.getLinks())
                    .extracting(link -> link.getSpanContext().getSpanId())
                    .containsExactly(send.getSpanId());
            assertThat(attribute(delivered, "whatsapp360.sent_message.key"))
                    .isEqualTo(attribute(send, "whatsapp360.sent_message.key"))
                    .isNotNull();
            assertThat(event.getParentSpanId()).isEqualTo(send.getSpanId());
            assertThat(attribute(event, "whatsapp360.delivery")).isEqualTo("delivered");
            assertThat(exporter.getFinishedSpanItems().toString())
                    .doesNotContain(LENA, "Lena", "Confidential", "Thank you", "wamid", "there?");
        }
    }

    @Test
    void aRefusalIsAnErrorOfTheSpanWithoutItsMessage() throws Exception {
        try (TestBed bed = open()) {
            bed.context.createProducerTemplate().send(SAME_ENDPOINT, exchange -> exchange.getIn()
                    .setBody("To nobody"));

            SpanData send = named("send support").get(0);
            assertThat(send.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(attribute(send, "error.type")).endsWith(".InvalidMessageException");
            assertThat(attribute(send, "whatsapp360.send.outcome")).isEqualTo("notSent");
            assertThat(send.getEvents()).isEmpty();
        }
    }

    @Test
    void withoutATracingServiceNothingIsTraced() throws Exception {
        try (DefaultCamelContext plain = new DefaultCamelContext()) {
            assertThat(Tracing.of(plain, "support")).isSameAs(Tracing.NONE);
        }
        assertThat(Tracing.NONE
                        .begin(header -> "00-" + TRACE + "-" + PROXY + "-01")
                        .context())
                .isNull();
    }

    @Test
    void withoutTheLibrariesAConsumerStarts() throws Exception {
        ChildJvm child = ChildJvm.startWithout(
                "telemetry", ConsumerWithoutSqlite.class, directory, TestBed.freePort(), "inbox=memory");
        try {
            assertThat(child.next()).as(child::log).isEqualTo("started");
        } finally {
            child.kill();
        }
    }

    private List<SpanData> named(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private List<SpanData> ofTrace(String name) {
        return named(name).stream()
                .filter(span -> span.getTraceId().equals(TRACE))
                .toList();
    }

    private List<SpanData> linked(String name) {
        return named(name).stream()
                .filter(span -> span.getLinks().stream()
                        .anyMatch(link -> link.getSpanContext().getTraceId().equals(TRACE)))
                .toList();
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
