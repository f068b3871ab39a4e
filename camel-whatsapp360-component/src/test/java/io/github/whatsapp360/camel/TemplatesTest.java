/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.message.MarketingOptions;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates by name, held against their definition before they are sent. */
class TemplatesTest {

    private final SettableClock clock = new SettableClock();
    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.component.setClock(clock);
        bed.context.start();
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer("491701234567", "Lena");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Exchange send(String name, String language, Object body) {
        return send(name, language, body, Map.of());
    }

    private Exchange send(String name, String language, Object body, Map<String, Object> more) {
        return template.request("whatsapp360:support?to=491701234567", exchange -> {
            Map<String, Object> headers = new HashMap<>(more);
            headers.put("CamelWhatsapp360TemplateName", name);
            headers.put("CamelWhatsapp360TemplateLanguage", language);
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(headers);
        });
    }

    private List<String> texts(int count) {
        return lena.awaitReceived(count, TestBed.LIMIT).stream()
                .map(message -> message.text())
                .toList();
    }

    private long requests(String path) {
        return bed.simulator.requests().stream()
                .filter(request -> request.path().startsWith(path))
                .count();
    }

    @Test
    void aTextIsTheOneParameterOfATemplateThatTakesOne() {
        send("new_message", "en", "your parcel is here");
        send("hello_world", "en_US", "nobody needs this text");
        send("order_update", "de", new String[] {"Lena", "A-17"});
        send("appointment", "en", Map.of("header.text.day", "Monday", "name", "Lena", "time", "noon"));

        assertThat(texts(4).get(0)).contains("There is news for you: your parcel is here");
        assertThat(texts(4).get(1)).contains("Welcome").doesNotContain("nobody needs");
        assertThat(texts(4).get(2)).contains("Hallo Lena, deine Bestellung A-17");
        assertThat(texts(4).get(3)).contains("See you Monday", "Dear Lena, we expect you at noon.");
    }

    @Test
    void parametersMayComeByHeaderAndTheBodyStaysOut() {
        send("new_message", "en", "a body", Map.of("CamelWhatsapp360TemplateParameters", List.of("a header")));
        send("new_message", "en", "a body", Map.of("CamelWhatsapp360TemplateParameters", "a word"));

        assertThat(texts(2).get(0)).contains("a header");
        assertThat(texts(2).get(1)).contains("a word");
    }

    @Test
    void parametersAreWrittenInYaml() throws Exception {
        PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString("routes.yaml", """
                        - route:
                            from:
                              uri: direct:yaml
                              steps:
                                - setHeader:
                                    name: CamelWhatsapp360TemplateParameters
                                    simple: "${list(${header.name},A-17)}"
                                - to: whatsapp360:support?to=491701234567&templateName=order_update&templateLanguage=de
                                - setHeader:
                                    name: CamelWhatsapp360TemplateParameters
                                    simple: "${map(header.text.day,Monday,name,${header.name},time,noon)}"
                                - to: whatsapp360:support?to=491701234567&templateName=appointment&templateLanguage=en
                        """));

        Exchange sent =
                template.request("direct:yaml", exchange -> exchange.getIn().setHeader("name", "Lena"));

        assertThat(sent.getException()).isNull();
        assertThat(texts(2).get(0)).contains("Hallo Lena, deine Bestellung A-17");
        assertThat(texts(2).get(1)).contains("See you Monday", "Dear Lena, we expect you at noon.");
    }

    @Test
    void everyKeyFillsItsPartAndIsCheckedAgainstTheDefinition() throws Exception {
        bed.simulator.addTemplate("""
                {"name":"offer","language":"en","category":"MARKETING","components":[
                 {"type":"HEADER","format":"IMAGE"},
                 {"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Tea","has_expiration":true}},
                 {"type":"BODY","text":"Good tea for {{1}}"},
                 {"type":"BUTTONS","buttons":[{"type":"COPY_CODE","text":"Copy"},
                  {"type":"URL","text":"Shop","url":"https://example.com/{{1}}"},
                  {"type":"QUICK_REPLY","text":"Stop"}]}]}""");
        Map<String, Object> all = Map.of(
                "1", "Lena",
                "header.image", "https://example.com/tea.jpg",
                "offer.expires", "2027-01-01T00:00:00Z",
                "button.0.copy_code", "TEA20",
                "button.1.url", "green",
                "button.2.payload", "stop-17");

        Exchange sent = send("offer", "en", all);

        assertThat(sent.getException()).isNull();
        String request = bed.simulator.requests().stream()
                .filter(each -> each.path().equals("/messages"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(new ObjectMapper().readTree(request).path("template").path("components"))
                .isEqualTo(new ObjectMapper().readTree("""
                        [{"type":"header","parameters":[{"type":"image",\
                        "image":{"link":"https://example.com/tea.jpg"}}]},
                         {"type":"limited_time_offer","parameters":[{"type":"limited_time_offer",
                          "limited_time_offer":{"expiration_time_ms":1798761600000}}]},
                         {"type":"body","parameters":[{"type":"text","text":"Lena"}]},
                         {"type":"button","sub_type":"copy_code","index":"0",
                          "parameters":[{"type":"coupon_code","coupon_code":"TEA20"}]},
                         {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"green"}]},
                         {"type":"button","sub_type":"quick_reply","index":"2",
                          "parameters":[{"type":"payload","payload":"stop-17"}]}]"""));
        for (String left : List.of("1", "header.image", "offer.expires", "button.0.copy_code", "button.1.url")) {
            Map<String, Object> some = new HashMap<>(all);
            some.remove(left);
            assertThat(send("offer", "en", some).getException())
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("'" + left + "' is missing");
        }
    }

    @Test
    void aBodyThatIsNoTextIsIgnoredByATemplateAsAnyOther() {
        byte[] noText = {(byte) 0xc3, 0x28, (byte) 0xff, 0};

        assertThat(send("hello_world", "en_US", noText).getException()).isNull();

        assertThat(texts(1).get(0)).contains("Welcome");
    }

    @Test
    void theCodeOfAnAuthenticationTemplateGoesIntoBodyAndButton() {
        Exchange sent = send("verification_code", "en", Map.of("otp.code", "123456"));

        assertThat(sent.getException()).isNull();
        assertThat(texts(1).get(0)).contains("123456 is your verification code.");
    }

    @Test
    void whatDoesNotFitIsNamedAndNotSent() {
        assertThat(send("order_update", "de", List.of("Lena")).getException())
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("'2' is missing")
                .hasMessageNotContaining("Lena");
        assertThat(send("order_update", "de", List.of("Lena", "A-17", "more")).getException())
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("'3' is one too many");
        assertThat(send("appointment", "en", Map.of("header.text.day", "Monday", "nam", "L", "time", "noon"))
                        .getException())
                .isInstanceOf(TemplateException.class)
                .hasMessageContainingAll("'nam' is unknown", "'name' is missing");
        List<Object> withNull = new ArrayList<>();
        withNull.add(null);
        assertThat(send("new_message", "en", withNull).getException()).isInstanceOf(InvalidMessageException.class);
        assertThat(requests("/messages")).isZero();
    }

    @Test
    void theDefinitionIsFetchedOnce() {
        for (int i = 0; i < 5; i++) {
            assertThat(send("order_update", "de", List.of("Lena", "A-1" + i)).getException())
                    .isNull();
        }

        assertThat(requests("/message_templates")).isEqualTo(1);
        assertThat(requests("/messages")).isEqualTo(5);
    }

    @Test
    void withoutADefinitionTheApiDecides() {
        bed.simulator.fault(
                Fault.refuse(403, "The endpoint is blocked").times(0).on("GET", "/message_templates"));

        assertThat(send("order_update", "de", List.of("Lena", "A-17")).getException())
                .isNull();
        TemplateException refused =
                (TemplateException) send("order_update", "de", List.of("Lena")).getException();
        assertThat(refused.code()).isEqualTo(132000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "template-status",
                "template-components",
                "template-category",
                "template-unrecognized",
                "partner-template"
            })
    void aTemplateThatHasChangedIsFetchedAgainThoughNobodyTakesItsEvent(String fixture) throws Exception {
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").to("mock:in");
            }
        });
        send("order_update", "de", List.of("Lena", "A-17"));
        String event = new String(InboundFixtures.body(fixture), UTF_8);

        bed.deliver("support", event.replace("promo", "another"));
        send("order_update", "de", List.of("Lena", "A-18"));
        // What cannot be read may concern any template.
        long known = fixture.endsWith("unrecognized") ? 2 : 1;
        assertThat(requests("/message_templates")).isEqualTo(known);

        assertThat(bed.deliver("support", event.replace("promo", "order_update"))
                        .statusCode())
                .isEqualTo(200);
        send("order_update", "de", List.of("Lena", "A-19"));
        assertThat(requests("/message_templates")).isEqualTo(known + 1);
    }

    @Test
    void aTemplateThatTheApiRefusesIsFetchedAgainHoweverItWasWritten() {
        List<Object> refused = List.of(
                Map.of(
                        "type",
                        "template",
                        "template",
                        Map.of("name", "order_update", "language", Map.of("code", "de"))),
                OutboundContent.template("order_update", "de"),
                OutboundContent.template("order_update", "fr"));
        send("order_update", "de", List.of("Lena", "A-17"));
        assertThat(requests("/message_templates")).isEqualTo(1);

        for (int i = 0; i < refused.size(); i++) {
            clock.advance(Duration.ofSeconds(11));
            Object body = refused.get(i);
            Exchange sent = template.request("whatsapp360:support?to=491701234567", exchange -> exchange.getIn()
                    .setBody(body));
            assertThat(sent.getException(TemplateException.class).code()).isEqualTo(i < 2 ? 132000 : 132001);
            send("order_update", "de", List.of("Lena", "A-17"));
            assertThat(requests("/message_templates")).isEqualTo(2 + i);
        }
    }

    @Test
    void aCodeOfMoreThan15CharactersIsNotSent() {
        Map<String, Object> code = Map.of("otp.code", "1234567890123456");

        assertThat(send("verification_code", "en", code).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContainingAll("1 to 15 characters", "16 characters")
                .hasMessageNotContaining("1234567890123456");
        assertThat(requests("/messages")).isZero();
        Exchange unchecked = template.request("whatsapp360:support?validate=false&to=491701234567", exchange -> {
            exchange.getIn().setBody(code);
            exchange.getIn().setHeader("CamelWhatsapp360TemplateName", "verification_code");
            exchange.getIn().setHeader("CamelWhatsapp360TemplateLanguage", "en");
        });
        assertThat(requests("/messages")).as(String.valueOf(unchecked)).isEqualTo(1);
    }

    @Test
    void whatOnlyTheMarketingApiTakesGoesThere() {
        bed.simulator.addTemplate(
                "{\"name\":\"sale\",\"language\":\"en\",\"category\":\"MARKETING\",\"components\":[{\"type\":\"BODY\","
                        + "\"text\":\"Everything must go\"}]}");
        OutboundMessage typed = OutboundMessage.of(OutboundContent.template("sale", "en"))
                .withMarketing(MarketingOptions.of(MarketingOptions.STRICT));
        Map<String, Object> json = Map.of(
                "type",
                "template",
                "template",
                Map.of("name", "sale", "language", Map.of("code", "en")),
                "message_activity_sharing",
                true);

        for (Object body : List.of(typed, json)) {
            Exchange sent = template.request("whatsapp360:support?to=491701234567", exchange -> exchange.getIn()
                    .setBody(body));
            assertThat(sent.getException()).isNull();
        }

        assertThat(texts(2)).containsOnly("Everything must go");
        assertThat(requests("/marketing_messages")).isEqualTo(2);
        assertThat(requests("/messages")).isZero();
    }

    @Test
    void aTemplateWithoutLanguageIsNotSent() {
        Exchange sent = template.request(
                "whatsapp360:support?to=491701234567&templateName=order_update",
                exchange -> exchange.getIn().setBody(List.of("Lena", "A-17")));

        assertThat(sent.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("templateLanguage");
    }
}
