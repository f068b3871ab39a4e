/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.Whatsapp360Exception;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was accepted of a list is not sent again, however the redelivery comes. */
class SendProgressTest {

    private RawApi api;
    private DefaultCamelContext context;
    private ProducerTemplate template;

    @BeforeEach
    void setUp() throws Exception {
        ConcurrentHashMap<String, Boolean> refused = new ConcurrentHashMap<>();
        api = new RawApi(request -> request.body().contains("two") && refused.putIfAbsent("two", true) == null
                ? RawApi.Answer.refusal(400, 131026)
                : request.path().endsWith("/media")
                        ? RawApi.Answer.of(200, "{\"id\":\"77\"}")
                        : RawApi.Answer.accepted("wamid." + request.number()));
        context = new DefaultCamelContext();
        Whatsapp360Component component = new Whatsapp360Component();
        component.getConfiguration().setApiKey("a-key");
        component.getConfiguration().setBaseUrl(api.url());
        component.getConfiguration().setTo("491701234567");
        component.getConfiguration().setMessagesPerSecond(0);
        context.addComponent("whatsapp360", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:static").to("whatsapp360:a");
                from("direct:dynamic").toD("whatsapp360:${header.account}");
                from("direct:uncached").toD("whatsapp360:${header.account}", -1);
                from("direct:recipients")
                        .recipientList(simple("whatsapp360:${header.account}"))
                        .cacheSize(-1);
                from("direct:slip")
                        .routingSlip(simple("whatsapp360:${header.account}"))
                        .cacheSize(-1);
                from("direct:enrich").enrich("whatsapp360:a", (old, fresh) -> fresh);
                from("direct:sub").to("direct:inner");
                from("direct:inner").errorHandler(noErrorHandler()).to("whatsapp360:a");
                from("direct:seda").to("seda:inner?waitForTaskToComplete=Always");
                from("seda:inner").errorHandler(noErrorHandler()).to("whatsapp360:a");
                from("direct:alert")
                        .onException(Whatsapp360Exception.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onRedelivery(exchange -> {
                            Object body = exchange.getMessage().getBody();
                            exchange.getMessage().setBody("alert");
                            exchange.getContext().createProducerTemplate().send("whatsapp360:a", exchange);
                            exchange.getMessage().setBody(body);
                        })
                        .end()
                        .to("whatsapp360:a");
                from("direct:otherOption").to("direct:tryOne");
                from("direct:tryOne")
                        .errorHandler(noErrorHandler())
                        .doTry()
                        .to("whatsapp360:a")
                        .doCatch(Whatsapp360Exception.class)
                        .to("whatsapp360:a?validate=false")
                        .end();
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void tearDown() throws Exception {
        context.close();
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static",
                "dynamic",
                "uncached",
                "recipients",
                "slip",
                "enrich",
                "sub",
                "seda",
                "alert",
                "otherOption"
            })
    void theFirstPartIsSentOnce(String route) {
        Exchange sent = template.request("direct:" + route, exchange -> {
            exchange.getIn().setBody(List.of("one", "two", "three"));
            exchange.getIn().setHeader("account", "a");
        });

        assertThat(sent.getException()).isNull();
        assertThat(times("one")).isEqualTo(1);
        assertThat(times("two")).isEqualTo(2);
        assertThat(times("three")).isEqualTo(1);
        assertThat((List<?>) sent.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .hasSize(3);
    }

    @Test
    void aTemplateIsSentOnceThoughTheSecondEndpointChecksLess() {
        Exchange sent = template.request("direct:otherOption", exchange -> {
            exchange.getIn().setBody(List.of("Lena"));
            exchange.getIn().setHeader("CamelWhatsapp360TemplateName", "some_template");
            exchange.getIn().setHeader("CamelWhatsapp360TemplateLanguage", "en");
            SendingRoutes.attach(exchange, "two.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(sent.getException()).isNull();
        assertThat(times("some_template")).isEqualTo(1);
        assertThat((List<?>) sent.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .hasSize(2);
    }

    private long times(String text) {
        return api.requests().stream()
                .filter(request -> request.body().contains(text))
                .count();
    }
}
