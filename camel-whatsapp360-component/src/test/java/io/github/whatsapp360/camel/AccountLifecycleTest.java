/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.account.Account;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The options of an account live as long as the endpoints that give them; what it holds, as long as anybody uses it.
 */
class AccountLifecycleTest {

    private static final String LENA = "491701234567";
    private static final String OTTO = "491707654321";

    @TempDir
    Path directory;

    private TestBed bed;
    private ProducerTemplate template;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.component.setInboxDirectory(directory.resolve("inbox").toString());
        template = bed.context.createProducerTemplate();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private static RouteBuilder route(String id, String from, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).to(to);
            }
        };
    }

    private void remove(String id) throws Exception {
        bed.context.getRouteController().stopRoute(id);
        bed.context.removeRoute(id);
    }

    private Whatsapp360Configuration options() {
        return bed.component.account("support").configuration();
    }

    private int answerTo(String id) throws Exception {
        return bed.deliver("support", TestBed.text(id, LENA, "Hello")).statusCode();
    }

    @Test
    void aRouteThatComesBackMayChangeASharedOption() throws Exception {
        bed.start(route("in", "whatsapp360:support?concurrentConsumers=2&inbox=embedded", "mock:in"));
        assertThat(answerTo("wamid.1")).isEqualTo(200);
        for (int consumers : new int[] {4, 8, 2}) {
            remove("in");

            bed.context.addRoutes(
                    route("in", "whatsapp360:support?inbox=embedded&concurrentConsumers=" + consumers, "mock:in"));

            assertThat(options().getConcurrentConsumers()).isEqualTo(consumers);
            assertThat(answerTo("wamid.of" + consumers)).isEqualTo(200);
        }
    }

    @Test
    void itMayChangeItAlsoWhileAnotherRouteSends() throws Exception {
        bed.simulator.customer(OTTO, "Otto").says("Hi");
        bed.start(route("in", "whatsapp360:support?concurrentConsumers=2&messagesPerSecond=50", "mock:in"));
        bed.context.addRoutes(route("out", "direct:out", "whatsapp360:support?to=" + OTTO));
        template.sendBody("direct:out", "one");
        assertThat(answerTo("wamid.1")).isEqualTo(200);
        remove("in");
        assertThat(options().getConcurrentConsumers()).isEqualTo(8);
        assertThat(options().getMessagesPerSecond()).isEqualTo("0");

        bed.context.addRoutes(route("in", "whatsapp360:support?concurrentConsumers=4&messagesPerSecond=60", "mock:in"));

        assertThat(options().getConcurrentConsumers()).isEqualTo(4);
        assertThat(answerTo("wamid.2")).isEqualTo(200);
        template.sendBody("direct:out", "two");
        assertThat(bed.component.account("support").client())
                .isSameAs(bed.component.account("support").client());
    }

    @Test
    void whatTwoRoutesGiveHoldsUntilBothAreGone() throws Exception {
        bed.start(route("a", "direct:a", "whatsapp360:support?maximumRetries=1&to=" + LENA));
        bed.context.addRoutes(route("b", "direct:b", "whatsapp360:support?maximumRetries=1&validate=false"));
        remove("a");
        assertThat(options().getMaximumRetries()).isEqualTo(1);
        assertThatThrownBy(() -> bed.context.addRoutes(
                        route("a", "direct:a", "whatsapp360:support?maximumRetries=2&to=" + LENA)))
                .hasStackTraceContaining("maximumRetries=1")
                .hasStackTraceContaining("maximumRetries=2");
        bed.context.removeRoute("a");
        remove("b");

        bed.context.addRoutes(route("c", "direct:c", "whatsapp360:support?maximumRetries=2&to=" + LENA));

        assertThat(options().getMaximumRetries()).isEqualTo(2);
    }

    @Test
    void aReloadedRouteFileTakesEffect() throws Exception {
        Path file = directory.resolve("route.yaml");
        Files.writeString(file, yaml(2));
        bed.context.start();
        PluginHelper.getRoutesLoader(bed.context)
                .loadRoutes(ResourceHelper.resolveResource(bed.context, "file:" + file));
        RouteWatcherReloadStrategy reload = new RouteWatcherReloadStrategy(directory.toString());
        reload.setPattern("*.yaml");
        reload.setPollTimeout(50);
        bed.context.addService(reload);
        assertThat(options().getConcurrentConsumers()).isEqualTo(2);
        assertThat(answerTo("wamid.1")).isEqualTo(200);

        reload.getResourceReload()
                .onReload(
                        "test",
                        ResourceHelper.resolveResource(bed.context, "file:" + Files.writeString(file, yaml(4))));

        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(options().getConcurrentConsumers())
                .isEqualTo(4));
        await().atMost(TestBed.LIMIT)
                .untilAsserted(() -> assertThat(answerTo("wamid.2")).isEqualTo(200));
        assertThat(bed.context.getRoutes()).hasSize(1);
    }

    private static String yaml(int consumers) {
        return """
                - route:
                    id: in
                    from:
                      uri: whatsapp360:support
                      parameters:
                        concurrentConsumers: %d
                      steps:
                        - to: mock:in
                """.formatted(consumers);
    }

    @Test
    void anAccountWithoutEndpointsGivesItsClientBackAfterAWhile() throws Exception {
        bed.start(route("out", "direct:out", "whatsapp360:support?to=" + LENA));
        bed.simulator.customer(LENA, "Lena").says("Hi");
        template.sendBody("direct:out", "one");
        Account account = bed.component.account("support");
        var client = account.client();

        account.releaseIfUnused(Duration.ZERO);
        assertThat(account.client()).as("while a route uses it").isSameAs(client);
        remove("out");
        account.releaseIfUnused();
        assertThat(account.client()).as("shortly after").isSameAs(client);
        account.releaseIfUnused(Duration.ZERO);

        assertThat(client.healthStatus()).failsWithin(TestBed.LIMIT);
    }

    @Test
    void anEndpointThatCamelHasDroppedHoldsNothing() throws Exception {
        bed.context.start();
        Endpoint first = bed.context.getEndpoint("whatsapp360:support?maximumRetries=1");
        bed.context.getEndpointRegistry().clear();

        Endpoint second = bed.context.getEndpoint("whatsapp360:support?maximumRetries=2");

        assertThat(first).isNotSameAs(second);
        assertThat(options().getMaximumRetries()).isEqualTo(2);
    }

    @Test
    void afterAnEndpointThatIsUsedOnceTheClientIsTheSame() throws Exception {
        bed.simulator.customer(LENA, "Lena").says("Hi");
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:out").toD("whatsapp360:support?to=${header.to}", -1);
            }
        });
        template.sendBodyAndHeader("direct:out", "one", "to", LENA);
        var client = bed.component.account("support").client();

        template.sendBodyAndHeader("direct:out", "two", "to", LENA);

        assertThat(bed.component.account("support").client()).isSameAs(client);
    }
}
