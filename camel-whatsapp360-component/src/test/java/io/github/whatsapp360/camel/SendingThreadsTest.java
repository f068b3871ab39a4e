/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On which threads routes go on after a send, how many there are, and that none is waited for in vain. */
class SendingThreadsTest {

    private static final int MANY = 60;

    private RawApi api;
    private DefaultCamelContext context;
    private ProducerTemplate template;
    private ExecutorService callers;

    @BeforeEach
    void setUp() throws Exception {
        callers = Executors.newFixedThreadPool(8);
        api = new RawApi(request -> RawApi.Answer.accepted("wamid." + request.number()));
        context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(2);
        Whatsapp360Component component = new Whatsapp360Component();
        component.getConfiguration().setApiKey("a-key");
        component.getConfiguration().setBaseUrl(api.url());
        component.getConfiguration().setMessagesPerSecond(0);
        component.getConfiguration().setRequestTimeout(60_000);
        context.addComponent("whatsapp360", component);
    }

    @AfterEach
    void tearDown() throws Exception {
        context.close();
        api.close();
        callers.shutdownNow();
    }

    private void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
        template = context.createProducerTemplate();
        template.setExecutorService(callers);
    }

    private List<CompletableFuture<Exchange>> sendMany(String uri) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> {
                    CompletableFuture<Exchange> done = new CompletableFuture<>();
                    Exchange exchange = context.getEndpoint(uri).createExchange();
                    exchange.getMessage().setBody("number " + i);
                    exchange.getMessage().setHeader("CamelWhatsapp360To", "49170123" + (1000 + i));
                    template.asyncSend(uri, exchange).whenComplete((sent, problem) -> done.complete(sent));
                    return done;
                })
                .toList();
    }

    private static void assertAllAccepted(List<CompletableFuture<Exchange>> sends) {
        assertThat(sends).allSatisfy(send -> {
            assertThat(send).succeedsWithin(TestBed.LIMIT);
            assertThat(send.join().getException()).isNull();
            assertThat(send.join().getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                    .isEqualTo("accepted");
        });
    }

    @Test
    void manyRoutesThatSendAgainAndWaitForItComplete() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:in?concurrentConsumers=" + MANY)
                        .to("whatsapp360:a")
                        .process(exchange -> {
                            Exchange again = template.request("whatsapp360:a", inner -> inner.getIn()
                                    .setHeaders(exchange.getIn().getHeaders()));
                            exchange.setException(again.getException());
                        })
                        .to("mock:out");
                from("direct:in").to("whatsapp360:a").process(exchange -> {
                    Exchange again = template.request("direct:again", inner -> {
                        inner.getIn().setBody("again");
                        inner.getIn().setHeaders(exchange.getIn().getHeaders());
                    });
                    exchange.setException(again.getException());
                });
                from("direct:again").to("whatsapp360:a").process(exchange -> {}).to("whatsapp360:a");
            }
        });
        // All of them are answered at once, so that all go on at once.
        CountDownLatch all = new CountDownLatch(MANY);
        api.behave(request -> {
            if (request.body().contains("number")) {
                all.countDown();
                awaitQuietly(all);
            }
            return RawApi.Answer.accepted("wamid." + request.number());
        });

        assertAllAccepted(sendMany("direct:in"));
        assertThat(api.requests()).hasSize(3 * MANY);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPoolThatRefusesDoesNotKeepAnExchange() throws Exception {
        ThreadPoolProfile small = context.getExecutorServiceManager().getDefaultThreadPoolProfile();
        small.setPoolSize(1);
        small.setMaxPoolSize(1);
        small.setMaxQueueSize(1);
        small.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        CountDownLatch all = new CountDownLatch(MANY);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                // Each waits for all others: they must all go on at once.
                from("direct:in").to("whatsapp360:a").process(exchange -> {
                    all.countDown();
                    awaitQuietly(all);
                });
            }
        });

        assertAllAccepted(sendMany("direct:in"));
        assertThat(all.getCount()).isZero();
    }

    @Test
    void aRouteNeverGoesOnInAThreadOfTheHttpClient() throws Exception {
        ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(MANY);
        ThreadPoolProfile small = context.getExecutorServiceManager().getDefaultThreadPoolProfile();
        small.setMaxPoolSize(1);
        small.setPoolSize(1);
        small.setMaxQueueSize(1);
        small.setRejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("whatsapp360:a").process(exchange -> {
                    threads.add(Thread.currentThread().getName());
                    all.countDown();
                    awaitQuietly(all);
                });
            }
        });

        assertAllAccepted(sendMany("direct:in"));

        assertThat(threads).hasSize(MANY).noneMatch(name -> name.contains("Whatsapp360Http"));
    }

    @Test
    void whatHangsWhenTheContextStopsEndsWithItsOutcome() throws Exception {
        api.behave(request -> RawApi.Answer.silence());
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("whatsapp360:a?maximumConnections=4");
            }
        });
        List<CompletableFuture<Exchange>> sends = sendMany("direct:in");
        await().atMost(TestBed.LIMIT).until(() -> api.requests().size() == 4);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop);

        assertThat(sends).allSatisfy(send -> assertThat(send).succeedsWithin(Duration.ofSeconds(30)));
        assertThat(stop).succeedsWithin(Duration.ofSeconds(30));
        assertOutcomes(sends);
    }

    @Test
    void whatHangsWhenTheComponentStopsEndsWithItsOutcome() throws Exception {
        api.behave(request -> RawApi.Answer.silence());
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("whatsapp360:a?maximumConnections=4");
            }
        });
        List<CompletableFuture<Exchange>> sends = sendMany("direct:in");
        await().atMost(TestBed.LIMIT).until(() -> api.requests().size() == 4);

        context.getComponent("whatsapp360").stop();

        assertThat(sends).allSatisfy(send -> assertThat(send).succeedsWithin(Duration.ofSeconds(10)));
        assertOutcomes(sends);
        Exchange late =
                template.request("direct:in", exchange -> exchange.getIn().setBody("late"));
        assertThat(late.getException()).isNotNull();
        assertThat(api.requests()).hasSize(4);
    }

    private static void assertOutcomes(List<CompletableFuture<Exchange>> sends) {
        List<Exchange> ended = sends.stream().map(CompletableFuture::join).toList();
        assertThat(ended)
                .filteredOn(exchange -> exchange.getException() instanceof UnknownOutcomeException)
                .hasSize(4)
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                        .isEqualTo("unknown"));
        assertThat(ended)
                .filteredOn(exchange -> exchange.getException() instanceof UnavailableException)
                .hasSize(MANY - 4)
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                        .isEqualTo("notSent"));
    }

    @Test
    void twoHundredAccountsNeedNoMoreThreadsThanOne() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("whatsapp360:${header.tenant}?to=491701234567");
                from("direct:once").toD("whatsapp360:${header.tenant}?to=491701234567", -1);
            }
        });
        template.sendBodyAndHeader("direct:in", "Hi", "tenant", "t0");
        long before = threads();

        for (int i = 0; i < 200; i++) {
            Object tenant = "t" + i;
            template.sendBodyAndHeader("direct:in", "Hi", "tenant", tenant);
            template.sendBodyAndHeader("direct:once", "Hi", "tenant", tenant + "x");
        }

        assertThat(threads()).isLessThanOrEqualTo(before + 2);
        context.stop();
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(threads()).isZero());
        await().atMost(TestBed.LIMIT)
                .untilAsserted(() -> assertThat(api.connections()).isZero());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Whatsapp360"))
                .count();
    }

    @Test
    void anExchangeGoesOnOnce() throws Exception {
        AtomicInteger went = new AtomicInteger();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("whatsapp360:a").process(exchange -> went.incrementAndGet());
            }
        });

        assertAllAccepted(sendMany("direct:in"));

        assertThat(went).hasValue(MANY);
    }
}
