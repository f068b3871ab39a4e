/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.whatsapp360.camel.internal.account.AccountRegistry;
import io.github.whatsapp360.camel.internal.store.StoreFactory;
import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.UnavailableException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors and warnings name the account that they are about, and what to do. */
class LogAndErrorMessagesTest {

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Throwable send(String uri, Map<String, Object> headers) {
        return bed.context
                .createProducerTemplate()
                .request(uri, exchange -> {
                    exchange.getMessage().setHeaders(headers);
                    exchange.getMessage().setBody("Hello");
                })
                .getException();
    }

    @Test
    void aRefusedKeyNamesTheAccount() {
        bed.context.start();

        assertThat(send("whatsapp360:berlin?to=491701234567&apiKey=wrong-key-0123456789", Map.of()))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageStartingWith("Account 'berlin': The API answered HTTP 401");
    }

    @Test
    void anApiThatCannotBeReachedNamesTheAccount() throws Exception {
        bed.context.start();

        assertThat(send(
                        "whatsapp360:berlin?to=491701234567&maximumRetries=0&baseUrl=http://127.0.0.1:"
                                + TestBed.freePort(),
                        Map.of()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("Account 'berlin': ");
    }

    @Test
    void twoAccountsWithOneKeyAreWarnedOfOnce() {
        bed.component.getAccounts().set("c", "apiKey", "another-key-0123456789");
        try (CapturedLog log = new CapturedLog(AccountRegistry.class)) {
            bed.context.getEndpoint("whatsapp360:a");
            bed.context.getEndpoint("whatsapp360:c");
            assertThat(log.messages()).isEmpty();

            bed.context.getEndpoint("whatsapp360:b");
            bed.context.getEndpoint("whatsapp360:b?events=all");

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("Accounts 'a' and 'b' have the same apiKey")
                    .contains("camel.component.whatsapp360.accounts.b.api-key")
                    .doesNotContain(TestBed.KEY);
        }
    }

    @Test
    void eventsThatAnEmbeddedInboxLeftBehindAreWarnedOf(@TempDir Path directory) throws Exception {
        bed.component.setInboxDirectory(directory.toString());
        bed.component.getConfiguration().setInbox("embedded");
        bed.start(route("whatsapp360:support"));
        bed.context.getRouteController().suspendRoute("receiver");
        bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Hello"));
        bed.close();
        bed = new TestBed();
        bed.component.setInboxDirectory(directory.toString());
        bed.component.getConfiguration().setInbox("jdbc");

        try (CapturedLog log = new CapturedLog(StoreFactory.class)) {
            assertThat(catchThrowable(() -> bed.start(route("whatsapp360:support"))))
                    .hasStackTraceContaining("needs dataSource");

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Account support: 1 events of inbox=embedded are waiting in " + directory.toAbsolutePath())
                    .contains("inbox=embedded");
        }
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiver").to("mock:events");
            }
        };
    }

    @Test
    void aWrongLanguageSaysWhichThereAre() {
        bed.context.start();
        String uri = "whatsapp360:support?to=491701234567&templateName=order_update&templateLanguage=fr";

        assertThat(send(uri, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("The template 'order_update' exists in ")
                .hasMessageContaining("de");
        assertThat(send(uri + "&operation=getTemplate", Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("exists in ");
    }

    @Test
    void anUnknownKeyOfATemplateSaysWhichThereAre() {
        bed.context.start();

        assertThat(send(
                        "whatsapp360:support?to=491701234567&templateName=order_update&templateLanguage=de",
                        Map.of(Whatsapp360Constants.TEMPLATE_PARAMETERS, Map.of("button.0.link", "x"))))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("button.0.link")
                .hasMessageContaining("header.text.<name>")
                .hasMessageContaining("button.<0 to 9>.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replayDeadLetters", "purgeDeadLetters", "listDeadLetters"})
    void whatIsNoNumberNamesTheHeader(String operation) throws Exception {
        bed.start(route("whatsapp360:support"));

        assertThat(send(
                        "whatsapp360:support?operation=" + operation,
                        Map.of(Whatsapp360Constants.DEAD_LETTER_ID, "first")))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining(Whatsapp360Constants.DEAD_LETTER_ID);
    }

    @Test
    void aMissingHttpServerSaysHowToGetOne() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Whatsapp360Component component = new Whatsapp360Component();
            component.getConfiguration().setApiKey(TestBed.KEY);
            component.getConfiguration().setInbox("memory");
            context.addComponent("whatsapp360", component);
            context.addRoutes(route("whatsapp360:support"));

            assertThat(catchThrowable(context::start))
                    .hasStackTraceContaining("camel.server.enabled=true")
                    .hasStackTraceContaining("camel-platform-http-starter");
        }
    }

    @Test
    void mediaAreSentFromYamlByAddressAndById() throws Exception {
        PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString("routes.yaml", """
                        - route:
                            from:
                              uri: direct:link
                              steps:
                                - setBody:
                                    simple:
                                      expression: "https://example.com/files/${header.number}.pdf"
                                      resultType: java.net.URI
                                - to: whatsapp360:support?to=491701234567
                        - route:
                            from:
                              uri: direct:id
                              steps:
                                - setHeader:
                                    name: CamelWhatsapp360MediaType
                                    constant: image/jpeg
                                - setHeader:
                                    name: CamelWhatsapp360Caption
                                    constant: Your bike
                                - setBody:
                                    simple:
                                      expression: "media:${header.id}"
                                      resultType: java.net.URI
                                - to: whatsapp360:support?to=491701234567
                        """));
        bed.context.start();
        bed.simulator.customer("491701234567", "Lena").says("Hi");
        Exchange uploaded = bed.context
                .createProducerTemplate()
                .request("whatsapp360:support?operation=uploadMedia", exchange -> {
                    exchange.getMessage().setHeader(Whatsapp360Constants.MEDIA_TYPE, "image/jpeg");
                    exchange.getMessage().setBody(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0});
                });
        String id = uploaded.getMessage().getBody(String.class);

        assertThat(send("direct:link", Map.of("number", "4711"))).isNull();
        assertThat(send("direct:id", Map.of("id", id))).isNull();

        assertThat(bed.simulator.requests())
                .filteredOn(request -> request.path().equals("/messages"))
                .extracting(request -> request.body())
                .anySatisfy(body ->
                        assertThat(body).contains("\"document\":{\"link\":\"https://example.com/files/4711.pdf\""))
                .anySatisfy(body -> assertThat(body)
                        .contains("\"image\":{\"id\":\"" + id + "\"")
                        .contains("Your bike"));
    }
}
