/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.test.AvailablePortFinder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderStateTest extends CamelTestSupport {

    /** In the place of 360dialog. */
    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    /** In the place of the shop that the route asks. */
    @RegisterExtension
    static WireMockExtension shop = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort().gzipDisabled(true))
            .build();

    @RegisterExtension
    static AvailablePortFinder.Port webhook = AvailablePortFinder.find();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(webhook.getPort());
        camel.addService(new VertxPlatformHttpServer(server));

        Whatsapp360Component whatsapp = camel.getComponent("whatsapp360", Whatsapp360Component.class);
        whatsapp.getConfiguration().setBaseUrl(simulator.baseUrl());
        whatsapp.getConfiguration().setApiKey(simulator.apiKey());
        whatsapp.getConfiguration().setInbox("memory");
        whatsapp.getConfiguration().setRegisterWebhook(true);
        whatsapp.getConfiguration().setWebhookUrl("http://127.0.0.1:" + webhook.getPort() + "/whatsapp360/support");
        return camel;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support")
                        .toD(shop.baseUrl() + "/orders/${body}?httpMethod=GET&throwExceptionOnFailure=false")
                        .choice()
                        .when(simple("${header.CamelHttpResponseCode} == 200"))
                        .setBody(simple("Your order is ${body}."))
                        .otherwise()
                        .setBody(constant("Please ask again later."))
                        .end()
                        .to("whatsapp360:support");
            }
        };
    }

    @Test
    void theShopKnowsTheState() {
        shop.stubFor(get("/orders/4711").willReturn(ok("on its way")));

        assertThat(answerTo("4711")).isEqualTo("Your order is on its way.");
    }

    @Test
    void theShopIsClosed() {
        shop.stubFor(get("/orders/4711").willReturn(serviceUnavailable()));

        assertThat(answerTo("4711")).isEqualTo("Please ask again later.");
    }

    private static String answerTo(String text) {
        Customer lena = simulator.customer("491701234567", "Lena");
        lena.says(text);
        return lena.awaitReceived(1, Duration.ofSeconds(20)).get(0).text();
    }
}
