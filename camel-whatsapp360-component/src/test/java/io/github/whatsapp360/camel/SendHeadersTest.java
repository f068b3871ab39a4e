/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.simulator.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the headers of an exchange, and those options that are like them, make of a request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendHeadersTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LENA = "491701234567";
    private static final Map<String, Object> REPLY = Map.of(
            "CamelWhatsapp360To", LENA,
            "CamelWhatsapp360ReplyToMessageId", "wamid.IN1",
            "CamelWhatsapp360CallbackData", "order-17");
    private static final String YAML = """
            - route:
                from:
                  uri: direct:yaml
                  steps:
                    - setHeader: { name: CamelWhatsapp360To, constant: "+49 (170) 123-4567" }
                    - setHeader: { name: CamelWhatsapp360ReplyToMessageId, constant: wamid.IN1 }
                    - setHeader: { name: CamelWhatsapp360CallbackData, constant: order-17 }
                    - setHeader: { name: CamelWhatsapp360PreviewUrl, constant: "true" }
                    - setBody: { constant: "See https://example.com" }
                    - to: whatsapp360:support
            """;

    private TestBed bed;
    private ProducerTemplate template;

    @BeforeAll
    void setUp() throws Exception {
        bed = new TestBed();
        PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString("routes.yaml", YAML));
        bed.context.start();
        template = bed.context.createProducerTemplate();
        bed.simulator.customer(LENA, "Lena").says("Hi");
    }

    @AfterAll
    void tearDown() throws Exception {
        bed.close();
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
        });
    }

    /** The message that this made. */
    private JsonNode sent(Object body, Map<String, Object> headers) {
        Exchange unused = send("whatsapp360:support", body, headers);
        return last();
    }

    private JsonNode last() {
        try {
            String request = bed.simulator.requests().stream()
                    .filter(each -> each.path().equals("/messages"))
                    .reduce((first, second) -> second)
                    .orElseThrow()
                    .body();
            return requireNonNull(MAPPER.readTree(request));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    @Test
    void aTextIsAReplyWithAPreviewAndCallbackDataByHeadersOfYaml() {
        assertThat(send("direct:yaml", null, Map.of()).getException()).isNull();

        JsonNode message = last();
        assertThat(message.path("to").asText()).isEqualTo("+491701234567");
        assertThat(message.path("text").path("preview_url").asBoolean()).isTrue();
        assertThat(message.path("context").path("message_id").asText()).isEqualTo("wamid.IN1");
        assertThat(message.path("biz_opaque_callback_data").asText()).isEqualTo("order-17");
    }

    @Test
    void everyKindOfBodyIsCompletedByHeaders() {
        Map<String, Object> named = new HashMap<>(REPLY);
        named.put("CamelWhatsapp360TemplateName", "order_update");
        named.put("CamelWhatsapp360TemplateLanguage", "de");
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};

        for (JsonNode message : List.of(
                sent("a text", REPLY),
                sent(picture, REPLY),
                sent(OutboundContent.text("typed"), REPLY),
                sent(Map.of("type", "text", "text", Map.of("body", "as a map")), REPLY),
                sent(List.of("Lena", "A-17"), named))) {
            assertThat(message.path("context").path("message_id").asText())
                    .as(message.toString())
                    .isEqualTo("wamid.IN1");
            assertThat(message.path("biz_opaque_callback_data").asText()).isEqualTo("order-17");
        }
    }

    @Test
    void whatAMessageSaysItselfWinsOverHeaders() {
        OutboundMessage own = OutboundMessage.to("491709999999", OutboundContent.text("Hi"))
                .withReplyTo("wamid.OWN")
                .withCallbackData("own");

        JsonNode message = sent(own, REPLY);

        assertThat(message.path("to").asText()).isEqualTo("+491709999999");
        assertThat(message.path("context").path("message_id").asText()).isEqualTo("wamid.OWN");
        assertThat(message.path("biz_opaque_callback_data").asText()).isEqualTo("own");
    }

    @Test
    void aGroupIsARecipientByItsTypeOrBecauseItWasWrittenThere() {
        JsonNode named =
                sent("Dear all", Map.of("CamelWhatsapp360To", "Z3JvdXA", "CamelWhatsapp360RecipientType", "group"));
        JsonNode answered =
                sent("Dear all", Map.of("CamelWhatsapp360From", LENA, "CamelWhatsapp360GroupId", "Z3JvdXA"));

        for (JsonNode message : List.of(named, answered)) {
            assertThat(message.path("recipient_type").asText()).isEqualTo("group");
            assertThat(message.path("to").asText()).isEqualTo("Z3JvdXA");
        }
    }

    @Test
    void aGroupThatTheMessageSpeaksOfIsTheRecipientThatIsNamed() {
        Map<String, Object> map = Map.of("recipient_type", "group", "type", "text", "text", Map.of("body", "Dear all"));

        JsonNode message = sent(map, Map.of("CamelWhatsapp360To", "Z3JvdXA"));

        assertThat(message.path("recipient_type").asText()).isEqualTo("group");
        assertThat(message.path("to").asText()).isEqualTo("Z3JvdXA");
    }

    @Test
    void whatHeadersAddToAMapIsCheckedWithIt() {
        Map<String, Object> text = Map.of("type", "text", "text", Map.of("body", "Hi"));
        Map<String, Object> place = Map.of("type", "location", "location", Map.of("latitude", 1, "longitude", 2));
        Map<String, Object> group = Map.of("CamelWhatsapp360To", "Z3JvdXA", "CamelWhatsapp360RecipientType", "group");
        int before = bed.simulator.requests().size();

        assertThat(send(
                                "whatsapp360:support",
                                text,
                                Map.of("CamelWhatsapp360To", LENA, "CamelWhatsapp360CallbackData", "x".repeat(513)))
                        .getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContainingAll("biz_opaque_callback_data", "512", "513");
        assertThat(send("whatsapp360:support", place, group).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("type");
        assertThat(bed.simulator.requests()).hasSize(before);
    }

    @Test
    void whatAnEarlierSendLeftBehindIsNotTakenForThisOnes() {
        Map<String, Object> earlier = Map.of(
                "CamelWhatsapp360To",
                LENA,
                "CamelWhatsapp360SentMessageId",
                "wamid.EARLIER",
                "CamelWhatsapp360SentMessageIds",
                List.of("wamid.EARLIER"),
                "CamelWhatsapp360RecipientId",
                "491700000000",
                "CamelWhatsapp360SendOutcome",
                "accepted");
        bed.simulator.fault(Fault.refuse(131026).on("POST", "/messages"));

        // Refused by the API, and before it was asked.
        for (String body : List.of("Hello", "")) {
            assertThat(send("whatsapp360:support", body, earlier).getMessage().getHeaders())
                    .containsEntry("CamelWhatsapp360SendOutcome", "notSent")
                    .doesNotContainKeys(
                            "CamelWhatsapp360SentMessageId",
                            "CamelWhatsapp360SentMessageIds",
                            "CamelWhatsapp360RecipientId");
        }
    }

    @Test
    void aUserIdGoesIntoTheMemberForUserIds() {
        JsonNode message = sent("Hi", Map.of("CamelWhatsapp360To", "DE.70011223344556677"));

        assertThat(message.path("recipient").asText()).isEqualTo("DE.70011223344556677");
        assertThat(message.has("to")).isFalse();
    }

    @Test
    void aJsonTreeIsTheMessageAsTheApiTakesIt() throws IOException {
        JsonNode tree = MAPPER.readTree("{\"type\":\"poll\",\"poll\":{\"question\":\"Which?\",\"weight\":1.50}}");

        JsonNode message = sent(tree, Map.of("CamelWhatsapp360To", LENA));

        assertThat(message.path("poll")).isEqualTo(tree.path("poll"));
        assertThat(message.path("messaging_product").asText()).isEqualTo("whatsapp");
        assertThat(message.path("recipient_type").asText()).isEqualTo("individual");
        assertThat(message.path("to").asText()).isEqualTo("+" + LENA);
    }

    @Test
    void aLongTextFailsWhereItMustNotBeSplit() {
        int before = bed.simulator.requests().size();

        Exchange refused = send(
                "whatsapp360:support?splitLongText=false", "word ".repeat(1000), Map.of("CamelWhatsapp360To", LENA));

        assertThat(refused.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContainingAll("5000", "4096");
        assertThat(bed.simulator.requests()).hasSize(before);
    }

    @Test
    void noHeaderOfAConsumerChangesWhatIsSent() {
        Map<String, Object> ofAConsumer = new HashMap<>(Map.of(
                "CamelWhatsapp360From", LENA,
                "CamelWhatsapp360MessageId", "wamid.IN1",
                "CamelWhatsapp360MessageType", "image",
                "CamelWhatsapp360ContextMessageId", "wamid.OUT1",
                "CamelWhatsapp360MediaId", "77",
                "CamelWhatsapp360MimeType", "image/jpeg",
                "CamelWhatsapp360MediaFileName", "a.jpg",
                "CamelWhatsapp360ButtonId", "yes",
                "CamelWhatsapp360EventName", "image"));
        ofAConsumer.put("CamelWhatsapp360Status", "read");
        ofAConsumer.put("CamelWhatsapp360RecipientId", "491709999999");

        assertThat(sent("Hi", ofAConsumer)).isEqualTo(sent("Hi", Map.of("CamelWhatsapp360From", LENA)));
    }
}
