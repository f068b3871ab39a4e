/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Routes are stopped, started, suspended and resumed at random while 300 conversations are delivered over HTTP: nothing
 * that was answered 200 is lost, doubled or out of order. {@code -Dreceiving.life.seconds=120} makes it long.
 */
class RandomRouteLifeTest {

    private static final int CONVERSATIONS = 300;
    private static final int SENDERS = 4;

    /** What each route ran, by conversation, in order. */
    private final Map<String, Map<String, List<Integer>>> ran = new ConcurrentHashMap<>();

    private final AtomicBoolean ending = new AtomicBoolean();

    @TempDir
    private Path directory;

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.component.getConfiguration().setInbox("embedded");
        bed.component.setInboxDirectory(directory.toString());
        bed.context.getShutdownStrategy().setTimeout(20);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String id : List.of("one", "two")) {
                    ran.put(id, new ConcurrentHashMap<>());
                    from("whatsapp360:support?redeliveryDelay=5&maximumRedeliveryDelay=20&maximumRedeliveries=-1")
                            .routeId(id)
                            .process(exchange -> {
                                String from = exchange.getIn().getHeader(Whatsapp360Constants.FROM, String.class);
                                int number = Integer.parseInt(exchange.getIn().getBody(String.class));
                                if (number % 50 == 49
                                        && !exchange.getIn()
                                                .getHeader(Whatsapp360Constants.REDELIVERED, Boolean.class)) {
                                    throw new IllegalStateException("not at the first time");
                                }
                                ran.get(id)
                                        .computeIfAbsent(
                                                from, unseen -> Collections.synchronizedList(new ArrayList<>()))
                                        .add(number);
                            });
                }
            }
        });
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    /** Delivers to some of the conversations; each message until it is answered 200, as 360dialog does. */
    private Map<String, Integer> deliver(int sender) throws Exception {
        Map<String, Integer> acknowledged = new HashMap<>();
        Random random = new Random(sender);
        while (!ending.get()) {
            int conversation = sender + SENDERS * random.nextInt(CONVERSATIONS / SENDERS);
            String user = "4917000" + (10_000 + conversation);
            int number = acknowledged.getOrDefault(user, 0);
            String id = "wamid." + user + "." + number;
            int status = 0;
            while (status != 200) {
                status = bed.deliver("support", TestBed.text(id, user, Integer.toString(number)))
                        .statusCode();
                assertThat(status).isIn(200, 503);
            }
            acknowledged.put(user, number + 1);
        }
        return acknowledged;
    }

    private void live() throws Exception {
        RouteController routes = bed.context.getRouteController();
        Random random = new Random(360);
        long end = System.nanoTime()
                + Duration.ofSeconds(Integer.getInteger("receiving.life.seconds", 8))
                        .toNanos();
        while (System.nanoTime() < end) {
            String id = random.nextBoolean() ? "one" : "two";
            switch (random.nextInt(4)) {
                case 0 -> routes.stopRoute(id);
                case 1 -> routes.suspendRoute(id);
                case 2 -> routes.startRoute(id);
                default -> routes.resumeRoute(id);
            }
        }
        routes.startRoute("one");
        routes.resumeRoute("one");
        routes.startRoute("two");
        routes.resumeRoute("two");
    }

    @Test
    void nothingIsLostDoubledOrOutOfOrder() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<Map<String, Integer>>> running = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                running.add(senders.submit(() -> deliver(number)));
            }
            live();
            ending.set(true);
            Map<String, Integer> acknowledged = new HashMap<>();
            for (Future<Map<String, Integer>> each : running) {
                acknowledged.putAll(each.get());
            }
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> new ReceiverView(bed.component.account("support")).waiting() == 0);
            for (String route : List.of("one", "two")) {
                acknowledged.forEach((user, count) -> assertThat(ran.get(route).get(user))
                        .as("%s of %s", user, route)
                        .isEqualTo(java.util.stream.IntStream.range(0, count)
                                .boxed()
                                .toList()));
            }
        } finally {
            ending.set(true);
            senders.shutdownNow();
        }
    }
}
