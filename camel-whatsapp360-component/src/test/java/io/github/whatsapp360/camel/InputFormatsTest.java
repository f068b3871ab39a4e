/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.template.TemplateParameter;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What spreadsheets, databases, forms and address books hand to a send. */
class InputFormatsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LENA = "491701234567";

    private TestBed bed;
    private ProducerTemplate template;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.context.start();
        bed.simulator.addTemplate("one", "en", "We write: {{1}}. Bye");
        bed.simulator.addTemplate("""
                {"name":"bill","language":"en","category":"UTILITY","components":[
                 {"type":"HEADER","format":"DOCUMENT"},{"type":"BODY","text":"Your bill {{1}}."}]}""");
        bed.simulator.customer(LENA, "Lena").says("Hi");
        template = bed.context.createProducerTemplate();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Exchange send(String options, Object body, Map<String, Object> headers) {
        return template.request("whatsapp360:support" + options, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().getHeaders().putAll(headers);
        });
    }

    private Exchange send(Object body, Object to) {
        return send("", body, Map.of("CamelWhatsapp360To", to));
    }

    private List<JsonNode> sent() throws Exception {
        List<JsonNode> sent = new ArrayList<>();
        for (var request : bed.simulator.requests()) {
            if (request.method().equals("POST") && request.path().equals("/messages")) {
                sent.add(MAPPER.readTree(request.body()));
            }
        }
        return sent;
    }

    private JsonNode last() throws Exception {
        List<JsonNode> sent = sent();
        return sent.get(sent.size() - 1);
    }

    // To whom.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "491701234567.0",
                "4.91701234567E11",
                "0049 170 1234567",
                "0170 1234567",
                "+49 (0)170 1234567",
                "123456"
            })
    void whatCanBeNoInternationalNumberIsNotSent(String to) throws Exception {
        List<Exchange> refused = List.of(
                send("Hi", to),
                send("?to=RAW(" + to + ")", "Hi", Map.of()),
                send("", "Hi", Map.of("CamelWhatsapp360From", to)),
                send("", Map.of("to", to, "type", "text", "text", Map.of("body", "Hi")), Map.of()));

        for (Exchange exchange : refused) {
            assertThat(exchange.getException(InvalidMessageException.class))
                    .hasMessageContaining("7 to 15 digits")
                    .hasMessageNotContaining(to)
                    .hasMessageNotContaining("1701234567");
        }
        assertThat(sent()).isEmpty();
    }

    static List<Object> written() {
        return List.of(
                "\u200e+49 170 1234567\u200f",
                "tel:+49-170-1234567",
                "\u2066491701234567\u2069",
                491701234567L,
                491701234567d,
                new BigDecimal("491701234567.00"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void theDigitsAreSentWhereverTheyStand(Object to) throws Exception {
        send("Hi", to);
        send("", Map.of("to", to, "type", "text", "text", Map.of("body", "Hi")), Map.of());

        assertThat(sent()).hasSize(2).allSatisfy(message -> assertThat(
                        message.path("to").asText().replace("+", ""))
                .isEqualTo(LENA));
    }

    @Test
    void aMapToAGroupIsSent() throws Exception {
        String group = "Y2FwaV9ncm91cDoxMjM0NTY3ODkwMTI=";
        Map<String, Object> text = Map.of("type", "text", "text", Map.of("body", "Dear all"));
        Map<String, Object> addressed = new HashMap<>(text);
        addressed.put("to", group);
        Map<String, Object> complete = new HashMap<>(addressed);
        complete.put("recipient_type", "group");
        Map<String, Object> byHeader = Map.of("CamelWhatsapp360RecipientType", "group");

        send("", complete, Map.of());
        send("", MAPPER.valueToTree(complete), Map.of());
        send("", addressed, byHeader);
        send("", List.of(addressed), byHeader);
        send("?to=" + group, text, byHeader);
        send("", text, Map.of("CamelWhatsapp360RecipientType", "group", "CamelWhatsapp360To", group));

        assertThat(sent()).hasSize(6).allSatisfy(message -> {
            assertThat(message.path("to").asText()).isEqualTo(group);
            assertThat(message.path("recipient_type").asText()).isEqualTo("group");
        });
    }

    @Test
    void aUserIdInAMapGoesWhereTheApiTakesIt() throws Exception {
        send("", Map.of("to", "DE.13491208655302741918", "type", "text", "text", Map.of("body", "Hi")), Map.of());

        assertThat(last().path("recipient").asText()).isEqualTo("DE.13491208655302741918");
        assertThat(last().has("to")).isFalse();
    }

    // Maps that are no messages.

    static List<Map<String, Object>> rows() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ID", 1);
        row.put("RECIPIENT", LENA);
        row.put("TEXT", "Hello");
        row.put("IBAN", "DE00123");
        row.put("DONE", false);
        return List.of(
                row,
                Map.of("IBAN", "DE00123"),
                Map.of("IBAN", "DE00123", "text", "Hello"),
                Map.of("IBAN", "DE00123", "body", "Hello"),
                Map.of("IBAN", "DE00123", "type", "text"),
                Map.of("IBAN", "DE00123", "type", "text", "text", "Hello"),
                Map.of("IBAN", "DE00123", "type", "open", "text", Map.of("body", "Hello")),
                Map.of("IBAN", "DE00123", "status", "open"),
                Map.of("IBAN", "DE00123", "status", "read", "message_id", "wamid.1"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowIsNotSentAndItsColumnsAreNamed(Map<String, Object> row) throws Exception {
        for (Object body : List.of(row, MAPPER.valueToTree(row), List.of(row))) {
            assertThat(send("", body, Map.of("CamelWhatsapp360To", LENA)).getException(InvalidMessageException.class))
                    .hasMessageContainingAll("the keys", "IBAN", "set it as the body")
                    .hasMessageNotContaining("DE00123")
                    .hasMessageNotContaining("Hello")
                    .hasMessageNotContaining(LENA);
        }
        assertThat(sent()).isEmpty();
    }

    @Test
    void messagesOfUnknownTypesAndReceiptsAreMessages() throws Exception {
        List<Map<String, Object>> messages = List.of(
                Map.of("type", "poll", "poll", Map.of("question", "Tea?")),
                Map.of("type", "poll", "poll", List.of("Tea")),
                Map.of("type", "text", "text", new OutboundContent.Text("Hi", false)),
                Map.of("text", Map.of("body", "Hi")),
                Map.of("status", "read", "message_id", "wamid.1", "typing_indicator", Map.of("type", "text")));

        messages.forEach(message -> send(message, LENA));

        assertThat(sent()).hasSize(messages.size());
    }

    /** The API, and what is asked before it, would take one for the other. */
    @Test
    void aMessageWithTheMemberOfAReceiptIsNotSent() throws Exception {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("to", "01711234567");
        message.put("type", "text");
        message.put("text", Map.of("body", "Hello"));
        for (String status : new String[] {"open", "read", null}) {
            message.put("status", status);
            assertThat(send("", message, Map.of()).getException(InvalidMessageException.class))
                    .hasMessageContaining("the key status")
                    .hasMessageNotContaining("Hello");
        }
        assertThat(sent()).isEmpty();
    }

    @Test
    void elementsOfAParameterListMayBeJson() throws Exception {
        String options = "?to=491701234567&templateName=one&templateLanguage=en";

        send(options, List.of(TextNode.valueOf("Lena")), Map.of());
        send(options, Map.of("1", TextNode.valueOf("Lena")), Map.of());

        assertThat(sent()).hasSize(2).allSatisfy(message -> assertThat(
                        parameter(message).path("text").asText())
                .isEqualTo("Lena"));
    }

    // Template parameters.

    @Test
    void whatTheApiRefusesInAParameterIsNotInIt() throws Exception {
        String letter = "Dear Lena,\n\nyour parcel\tis" + " ".repeat(15) + "here.";
        String options = "?to=491701234567&templateName=one&templateLanguage=en";
        List<Exchange> exchanges = List.of(
                send(options, letter, Map.of()),
                send(options, letter.getBytes(UTF_8), Map.of()),
                send(options, List.of(letter), Map.of()),
                send(options, Map.of("1", letter), Map.of()),
                send(options, null, Map.of("CamelWhatsapp360TemplateParameters", letter)),
                send(options, null, Map.of("CamelWhatsapp360TemplateParameters", List.of(letter))),
                send("?to=491701234567", OutboundContent.template("one", "en", letter), Map.of()));

        assertThat(exchanges).allSatisfy(each -> assertThat(each.getException()).isNull());
        assertThat(sent()).hasSize(exchanges.size()).allSatisfy(message -> assertThat(
                        parameter(message).path("text").asText())
                .isEqualTo("Dear Lena, your parcel is here."));
    }

    @Test
    void amountsAreWrittenWithAllTheirDigits() throws Exception {
        String options = "?to=491701234567&templateName=one&templateLanguage=en";
        List<Object> amounts = List.of(12500000.5d, new BigDecimal("12500000.5"), new BigDecimal("1.25000005E+7"));
        for (Object amount : amounts) {
            send(options, amount, Map.of());
            send(options, List.of(amount), Map.of());
            send(options, Map.of("1", amount), Map.of());
            send(options, null, Map.of("CamelWhatsapp360TemplateParameters", amount));
        }
        send(options, MAPPER.readTree("[12500000.5]"), Map.of());
        send(options, MAPPER.createObjectNode().set("1", DecimalNode.valueOf(new BigDecimal("12500000.5"))), Map.of());

        assertThat(sent()).hasSize(4 * amounts.size() + 2).allSatisfy(message -> assertThat(
                        parameter(message).path("text").asText())
                .isEqualTo("12500000.5"));
        send(options, new BigDecimal("100.00"), Map.of());
        assertThat(parameter(last()).path("text").asText()).isEqualTo("100.00");
        send("?to=491701234567", 12500000.5d, Map.of());
        assertThat(last().path("text").path("body").asText()).isEqualTo("12500000.5");
    }

    @Test
    void anEmptyParameterIsNotSent() throws Exception {
        String options = "?to=491701234567&templateName=one&templateLanguage=en";
        List<Exchange> refused = List.of(
                send(options, List.of(""), Map.of()),
                send(options, List.of(" \u200b\n"), Map.of()),
                send(options, Map.of("1", "\t"), Map.of()),
                send(options, null, Map.of("CamelWhatsapp360TemplateParameters", List.of(" "))));

        assertThat(refused).allSatisfy(each -> assertThat(each.getException(InvalidMessageException.class))
                .hasMessageContaining("not empty"));
        assertThat(sent()).isEmpty();
    }

    @Test
    void aTemplateWrittenByTheCallerIsCheckedAndNotAltered() throws Exception {
        for (String unfit : List.of("a\nb", "a\tb", "a     b", "", " ")) {
            TemplateParameters typed = TemplateParameters.of(List.of(TemplateParameter.text(unfit)));
            Map<String, Object> json = Map.of(
                    "type",
                    "template",
                    "template",
                    Map.of(
                            "name",
                            "one",
                            "language",
                            Map.of("code", "en"),
                            "components",
                            List.of(Map.of(
                                    "type", "body", "parameters", List.of(Map.of("type", "text", "text", unfit))))));
            for (Object body : List.of(OutboundContent.template("one", "en", typed), json)) {
                assertThat(send(body, LENA).getException(InvalidMessageException.class))
                        .hasMessageContaining("template.components[0].parameters[0].text");
                assertThat(sent()).isEmpty();
            }
        }
    }

    @Test
    void aDocumentOfATemplateHasAName() throws Exception {
        String options = "?to=491701234567&templateName=bill&templateLanguage=en";
        String link = "https://x.example/files/bill%20A-1.pdf?sig=1";
        Map<String, Object> parameters = Map.of("1", "A-1", "header.document", link);

        send(options, parameters, Map.of("CamelWhatsapp360FileName", "Bill.pdf"));
        assertThat(document(last())).isEqualTo("Bill.pdf");
        send(options, null, Map.of("CamelWhatsapp360TemplateParameters", parameters));
        assertThat(document(last())).isEqualTo("bill A-1.pdf");
        send(
                options,
                Map.of("1", "A-1", "header.document", link, "header.filename", "Own.pdf"),
                Map.of("CamelWhatsapp360FileName", "Bill.pdf"));
        assertThat(document(last())).isEqualTo("Own.pdf");
    }

    private static JsonNode parameter(JsonNode message) {
        return message.at("/template/components/0/parameters/0");
    }

    private static String document(JsonNode message) {
        return message.at("/template/components/0/parameters/0/document/filename")
                .asText();
    }

    // Templates on hold.

    @Test
    void whatTheApiSaysOfATemplateIsAHeader() throws Exception {
        List<String> answers = new ArrayList<>();
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = answers.remove(0).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        api.start();
        try {
            String other = "?to=491701234567&baseUrl=http://localhost:"
                    + api.getAddress().getPort();
            OutboundContent held = OutboundContent.template("one", "en", "x");

            answers.addAll(List.of(accepted("paused")));
            assertThat(status(other, held, null)).isEqualTo("paused");
            answers.addAll(List.of(accepted("accepted")));
            assertThat(status(other, held, "paused")).isEqualTo("accepted");
            answers.addAll(
                    List.of(accepted("accepted"), accepted("held_for_quality_assessment"), accepted("accepted")));
            assertThat(status(other, List.of(held, held, held), null)).isEqualTo("held_for_quality_assessment");
            answers.addAll(List.of("{\"messages\":[{\"id\":\"wamid.p\"}]}"));
            assertThat(status(other, "Hi", "paused")).isNull();
        } finally {
            api.stop(0);
        }
    }

    private static String accepted(String status) {
        return "{\"contacts\":[{\"input\":\"491701234567\",\"wa_id\":\"491701234567\"}],"
                + "\"messages\":[{\"id\":\"wamid.p\",\"message_status\":\"" + status + "\"}]}";
    }

    private Object status(String options, Object body, String before) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("CamelWhatsapp360MessageStatus", before);
        Exchange sent = template.request("whatsapp360:another" + options, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().getHeaders().putAll(headers);
        });
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("accepted");
        return sent.getMessage().getHeader("CamelWhatsapp360MessageStatus");
    }
}
