/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.api.ApiRequest;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.world.Switch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/**
 * A marketing campaign against the simulator, which knows the limits and who has stopped marketing messages.
 * {@code -Dwhatsapp360.campaign=10000} sets the number of customers.
 */
class ConsoleCampaignTest {

    private static final int CUSTOMERS = Integer.getInteger("whatsapp360.campaign", 240);
    private static final Duration LIMIT = Duration.ofSeconds(60 + CUSTOMERS / 10);
    private static final int THREADS = 8;
    private static final int CHUNK = 1_000;
    private static final int THROTTLED = 130_429;
    private static final String TEMPLATE = """
            {"name":"spring_sale","language":"en","category":"MARKETING",
            "components":[{"type":"BODY","text":"Spring has come."}]}""";

    private final AtomicInteger decisions = new AtomicInteger();
    private final Set<String> stopped = new HashSet<>();
    private final List<Customer> refused = new ArrayList<>();
    private int throttled;
    private long seenRequests;

    @Test
    void whoSaidStopGetsNothingAndEverybodyElseOneMessage() throws Exception {
        try (ConsoleBed bed = new ConsoleBed()) {
            bed.simulator.turn(Switch.LIMITS, true).turn(Switch.READ_RECEIPTS, false);
            bed.simulator.addTemplate(TEMPLATE);
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support?events=user")
                            .routeId("support")
                            .process(exchange -> decisions.incrementAndGet());
                    from("direct:campaign")
                            .errorHandler(noErrorHandler())
                            .to("whatsapp360:support?templateName=spring_sale&templateLanguage=en");
                }
            });
            List<Customer> all = new ArrayList<>();
            for (int i = 0; i < CUSTOMERS; i++) {
                all.add(bed.simulator.customer("4917" + (1_000_000_000L + i), "Customer " + i));
            }
            int third = CUSTOMERS / 3;
            stop(all, 0, 10);

            assertThat(send(bed, all.subList(0, third))).isEmpty();
            bed.simulator.fault(Fault.refuse(THROTTLED).times(5).on("POST", "/messages"));
            assertThat(send(bed, all.subList(third, 2 * third))).isEmpty();
            bed.simulator.templateStatus("spring_sale", "en", "PAUSED");
            List<Customer> last = all.subList(2 * third, CUSTOMERS);
            List<Customer> waiting = send(bed, last);
            assertThat(waiting)
                    .hasSize(last.size()
                            - (int) last.stream().filter(this::hasStopped).count());
            stop(last, 5, 10);
            bed.simulator.templateStatus("spring_sale", "en", "APPROVED");
            assertThat(send(bed, waiting)).isEmpty();

            int expected = CUSTOMERS - stopped.size();
            await().atMost(LIMIT).until(() -> billed(bed) == expected);
            assertThat(all).allSatisfy(each -> assertThat(each.received()).hasSize(hasStopped(each) ? 0 : 1));
            assertThat(throttled).as("throttled messages, all by the fault").isEqualTo(5);
            assertThat(refused).allMatch(this::hasStopped);
            assertThat(Set.copyOf(refused.stream().map(Customer::waId).toList()))
                    .isEqualTo(stopped);
            assertThat(sends(bed, "accepted", 0)).isEqualTo(expected);
            System.out.println("Campaign: " + CUSTOMERS + " customers, " + stopped.size() + " opted out, " + expected
                    + " messages accepted, received and billed, " + waiting.size() + " while the template was paused, "
                    + throttled + " throttled");
        }
    }

    private boolean hasStopped(Customer customer) {
        return stopped.contains(customer.waId());
    }

    /** Every so many customers say stop, and the component knows it. */
    private void stop(List<Customer> customers, int first, int every) {
        int before = decisions.get();
        int stopping = 0;
        for (int i = first; i < customers.size(); i += every) {
            if (stopped.add(customers.get(i).waId())) {
                customers.get(i).wantsMarketing(false);
                stopping++;
            }
        }
        int expected = before + stopping;
        await().atMost(LIMIT).until(() -> decisions.get() == expected);
    }

    /** Sends to these customers and returns those for whom the template was paused. */
    private List<Customer> send(ConsoleBed bed, List<Customer> customers) throws Exception {
        List<Customer> paused = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (ProducerTemplate producer = bed.context.createProducerTemplate()) {
            for (int from = 0; from < customers.size(); from += CHUNK) {
                List<Customer> chunk = customers.subList(from, Math.min(customers.size(), from + CHUNK));
                List<Callable<Exception>> sends = new ArrayList<>();
                chunk.forEach(each -> sends.add(() -> send(producer, each)));
                List<Future<Exception>> results = threads.invokeAll(sends);
                for (int i = 0; i < chunk.size(); i++) {
                    Exception problem = results.get(i).get();
                    if (problem instanceof TemplateException) {
                        paused.add(chunk.get(i));
                    } else if (problem instanceof UndeliverableException) {
                        refused.add(chunk.get(i));
                    } else {
                        assertThat(problem).isNull();
                    }
                }
                inspect(bed);
            }
        } finally {
            threads.shutdownNow();
        }
        return paused;
    }

    private static Exception send(ProducerTemplate producer, Customer customer) {
        Exchange sent = producer.request(
                "direct:campaign", exchange -> exchange.getMessage().setHeader("CamelWhatsapp360To", customer.waId()));
        return sent.getException();
    }

    /** No request to who had stopped has left the component; the simulator would refuse it too. */
    private void inspect(ConsoleBed bed) {
        for (ApiRequest request : bed.simulator.requests()) {
            if (request.number() > seenRequests && request.path().endsWith("/messages")) {
                assertThat(stopped)
                        .noneMatch(waId -> request.body().contains('"' + waId + '"'))
                        .noneMatch(waId -> request.body().contains("\"+" + waId + '"'));
                throttled += request.answer().contains(Integer.toString(THROTTLED)) ? 1 : 0;
            }
            seenRequests = Math.max(seenRequests, request.number());
        }
    }

    private static int billed(ConsoleBed bed) throws Exception {
        for (JsonNode each : bed.account().path("billed")) {
            if (each.path("category").asText().equals("marketing")
                    && each.path("type").asText().equals("regular")) {
                return each.path("count").asInt();
            }
        }
        return 0;
    }

    private static int sends(ConsoleBed bed, String outcome, int code) throws Exception {
        for (JsonNode each : bed.account().path("sending").path("sends")) {
            if (each.path("outcome").asText().equals(outcome)
                    && each.path("code").asInt() == code) {
                return each.path("count").asInt();
            }
        }
        return 0;
    }
}
