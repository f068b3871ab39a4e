/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.camel.internal.send.OperationTable;
import io.github.whatsapp360.client.BlockResult;
import io.github.whatsapp360.client.BusinessProfile;
import io.github.whatsapp360.client.HealthStatus;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.MediaInfo;
import io.github.whatsapp360.client.TemplateCreated;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.WebhookSettings;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.message.template.TemplateDefinition;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.api.ApiRequest;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation, by option and by header. */
class OperationsTest {

    private static final byte[] PDF = "%PDF-1.7 paper".getBytes(StandardCharsets.US_ASCII);

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.context.start();
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer("491701234567", "Lena");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Exchange run(String operation, Object body, Map<String, Object> headers) {
        return template.request("whatsapp360:support?operation=" + operation, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
        });
    }

    private <T> T result(String operation, Object body, Map<String, Object> headers, Class<T> type) {
        Exchange done = run(operation, body, headers);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isInstanceOf(type);
        return type.cast(done.getMessage().getBody());
    }

    private String lastRequest() {
        return last().body();
    }

    private ApiRequest last() {
        return bed.simulator.requests().get(bed.simulator.requests().size() - 1);
    }

    @Test
    void aMessageIsMarkedAsReadAndTypingIsShownAndTheBodyStays() {
        String wamid = lena.says("Hi");

        Exchange read = run("markAsRead", "stays", Map.of("CamelWhatsapp360MessageId", wamid));
        assertThat(read.getException()).isNull();
        assertThat(read.getMessage().getBody()).isEqualTo("stays");
        assertThat(lastRequest()).contains("\"status\":\"read\"").doesNotContain("typing");

        Exchange typing = run("showTyping", "stays", Map.of("CamelWhatsapp360MessageId", wamid));
        assertThat(typing.getMessage().getBody()).isEqualTo("stays");
        assertThat(lastRequest()).contains("\"typing_indicator\":{\"type\":\"text\"}");

        assertThat(run("markAsRead", "stays", Map.of()).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360MessageId");
    }

    @Test
    void mediaGoesUpAndComesDown() throws Exception {
        Exchange up = run("uploadMedia", PDF, Map.of());
        String id = up.getMessage().getBody(String.class);
        assertThat(up.getMessage().getHeader("CamelWhatsapp360MediaId")).isEqualTo(id);

        MediaInfo info = result("getMedia", id, Map.of(), MediaInfo.class);
        assertThat(info.mimeType()).isEqualTo("application/pdf");
        assertThat(info.fileSize()).isEqualTo(PDF.length);

        Exchange down = run("downloadMedia", id, Map.of("CamelWhatsapp360MediaFileName", "../../evil\u202e.pdf"));
        assertThat(down.getMessage().getBody(InputStream.class).readAllBytes()).isEqualTo(PDF);
        assertThat(down.getMessage().getHeaders())
                .containsEntry("CamelFileName", "evil.pdf")
                .containsEntry("CamelFileLength", (long) PDF.length)
                .containsEntry("CamelWhatsapp360MimeType", "application/pdf");

        Exchange deleted = run("deleteMedia", "stays", Map.of("CamelWhatsapp360MediaId", id));
        assertThat(deleted.getException()).isNull();
        assertThat(deleted.getMessage().getBody()).isEqualTo("stays");
        assertThat(run("getMedia", id, Map.of()).getException()).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void whatCameInIsSentOnUnderANameOfItsOwn() throws Exception {
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:forward")
                        .to("whatsapp360:support?operation=downloadMedia")
                        .to("whatsapp360:support?to=491701234567");
            }
        });
        lena.says("Hi");
        String id = run("uploadMedia", PDF, Map.of()).getMessage().getBody(String.class);

        Exchange sent = template.request(
                "direct:forward", exchange -> exchange.getIn().setHeader("CamelWhatsapp360MediaId", id));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader("CamelFileName")).isEqualTo(id + ".pdf");
        assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).type()).isEqualTo("document");
    }

    @Test
    void templatesAreListedOverAllPagesMadeChangedAndDeleted() {
        for (int i = 0; i < 150; i++) {
            bed.simulator.addTemplate("bulk_" + i, "en", "Hello {{1}}");
        }
        List<?> all = result("listTemplates", null, Map.of(), List.class);
        assertThat(all).hasSizeGreaterThan(150).hasOnlyElementsOfType(TemplateDefinition.class);

        String definition = """
                {"name":"tea_time","language":"en","category":"UTILITY",
                 "components":[{"type":"BODY","text":"Tea at {{1}} today","example":{"body_text":[["four"]]}}]}""";
        TemplateCreated created = result("createTemplate", definition, Map.of(), TemplateCreated.class);

        TemplateDefinition byId = result(
                "getTemplate", null, Map.of("CamelWhatsapp360TemplateId", created.id()), TemplateDefinition.class);
        assertThat(byId.name()).isEqualTo("tea_time");
        Map<String, Object> name =
                Map.of("CamelWhatsapp360TemplateName", "tea_time", "CamelWhatsapp360TemplateLanguage", "en");
        assertThat(result("getTemplate", null, name, TemplateDefinition.class)).isEqualTo(byId);

        assertThat(run("deleteTemplate", "stays", name).getException()).isNull();
        assertThat(run("getTemplate", null, Map.of("CamelWhatsapp360TemplateName", "never_was"))
                        .getException())
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void aTemplateIsChangedByItsName() {
        Exchange changed = run(
                "updateTemplate",
                Map.of("components", List.of(Map.of("type", "BODY", "text", "Changed"))),
                Map.of("CamelWhatsapp360TemplateName", "hello_world", "CamelWhatsapp360TemplateLanguage", "en_US"));

        assertThat(changed.getException()).isNull();
        TemplateDefinition now = result(
                "getTemplate", null, Map.of("CamelWhatsapp360TemplateName", "hello_world"), TemplateDefinition.class);
        assertThat(now.component("BODY").orElseThrow().text()).isEqualTo("Changed");
    }

    @Test
    void theWebhookIsSetByUrlOrByObjectAndRead() {
        result("setWebhook", "https://example.com/hook", Map.of(), WebhookSettings.class);
        assertThat(result("getWebhook", null, Map.of(), WebhookSettings.class).url())
                .isEqualTo("https://example.com/hook");

        result(
                "setWebhook",
                Map.of("url", "https://example.com/other", "headers", Map.of("X-Secret", "s")),
                Map.of(),
                WebhookSettings.class);
        assertThat(result("getWebhook", null, Map.of(), WebhookSettings.class).headers())
                .containsKey("X-Secret");
    }

    @Test
    void theProfileIsChangedInParts() {
        run("updateProfile", Map.of("about", "We sell tea", "email", "tea@example.com"), Map.of());
        run("updateProfile", "{\"about\":\"We sell coffee\"}", Map.of());

        BusinessProfile profile = result("getProfile", null, Map.of(), BusinessProfile.class);
        assertThat(profile.about()).isEqualTo("We sell coffee");
        assertThat(profile.email()).isEqualTo("tea@example.com");
    }

    @Test
    void usersAreBlockedAndUnblockedAndListed() {
        lena.says("Hi");

        BlockResult some =
                result("blockUsers", List.of("+49 170 1234567", "491700000000"), Map.of(), BlockResult.class);
        assertThat(some.changed()).singleElement().satisfies(user -> assertThat(user.waId())
                .isEqualTo("491701234567"));
        assertThat(some.failed()).hasSize(1);
        assertThat((List<?>) result("listBlockedUsers", null, Map.of(), List.class))
                .hasSize(1);

        assertThat(result("unblockUsers", "491701234567", Map.of(), BlockResult.class)
                        .changed())
                .hasSize(1);
        assertThat((List<?>) result("listBlockedUsers", null, Map.of(), List.class))
                .isEmpty();
    }

    @Test
    void whoIsBlockedIsWhomASendWouldGoToIfTheBodyNamesNobody() {
        lena.says("Hi");
        InboundEvent event = InboundFixtures.events("text").get(0);

        // The event's text may be anything, a number of somebody else for instance.
        for (Object body : new Object[] {null, "", event}) {
            run(
                    "blockUsers",
                    body,
                    Map.of("CamelWhatsapp360From", "491701234567", "CamelWhatsapp360GroupId", "Z3JvdXA"));
            assertThat(lastRequest()).contains("{\"user\":\"+491701234567\"}");
        }
        run("blockUsers&to=491700000000", null, Map.of("CamelWhatsapp360From", "491701234567"));
        assertThat(lastRequest()).contains("{\"user\":\"+491700000000\"}");
        run("unblockUsers", "491709999999", Map.of("CamelWhatsapp360To", "DE.70011223344556677"));
        assertThat(lastRequest()).contains("{\"user_id\":\"DE.70011223344556677\"}");
        assertThat(run("blockUsers", null, Map.of()).getException()).isInstanceOf(InvalidMessageException.class);
        Map<String, Object> group = Map.of("CamelWhatsapp360To", "Z3JvdXA", "CamelWhatsapp360RecipientType", "group");
        assertThat(run("blockUsers", null, group).getException()).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void healthIsAsked() {
        HealthStatus health = result("healthStatus", null, Map.of(), HealthStatus.class);

        assertThat(health.canSendMessage()).isEqualTo("AVAILABLE");
        assertThat(health.entities()).extracting(HealthStatus.Entity::type).contains("PHONE_NUMBER", "WABA");
    }

    @Test
    void anythingElseIsACall() {
        Exchange got = run("call", null, Map.of("CamelWhatsapp360Path", "/multi_webhook"));
        assertThat(got.getException()).isNull();
        assertThat(got.getMessage().getBody(String.class)).startsWith("{");

        Exchange put = run(
                "call",
                Map.of("enabled", true),
                Map.of("CamelWhatsapp360Path", "multi_webhook", "CamelHttpMethod", "POST"));
        assertThat(put.getException()).isNull();
        assertThat(lastRequest()).isEqualTo("{\"enabled\":true}");

        assertThat(run("call", null, Map.of()).getException()).hasMessageContaining("CamelWhatsapp360Path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void aCallHasItsVerbItsPathAndItsBody(String verb) {
        Map<String, Object> headers = Map.of(
                "CamelWhatsapp360Path", "/message_qrdls?text=Good morning{}", "CamelHttpMethod", verb, "X-More", "no");

        run("call", "{\"name\":\"Ä\"}", headers);

        ApiRequest request = last();
        assertThat(request.method()).isEqualTo(verb);
        assertThat(request.path()).isEqualTo("/message_qrdls?text=Good%20morning%7B%7D");
        assertThat(request.body()).isEqualTo(verb.equals("GET") ? "" : "{\"name\":\"Ä\"}");
        assertThat(request.headers()).doesNotContainKey("x-more");
    }

    @Test
    void aCallToNoPathIsNotMade() {
        Whatsapp360Client client = bed.component.client("support");
        int before = bed.simulator.requests().size();

        for (String path : List.of("@example.com/groups", "http://example.com/", "/a b", "", "/%zz")) {
            assertThat(client.call("GET", path, null))
                    .failsWithin(TestBed.LIMIT)
                    .withThrowableThat()
                    .withCauseInstanceOf(InvalidMessageException.class)
                    .withMessageNotContaining("example");
        }
        assertThat(bed.simulator.requests()).hasSize(before);
    }

    @Test
    void aStrategyLetsHeadersOutWithACall() {
        bed.context.getRegistry().bind("outside", new DefaultHeaderFilterStrategy());
        Map<String, Object> headers = new HashMap<>();
        headers.put("CamelWhatsapp360Path", "/groups");
        headers.put("file_offset", 0);
        headers.put("D360-API-KEY", "another");
        headers.put("Content-Length", "7");
        headers.put("X-Split", "a\r\nX-Smuggled: b");
        headers.put("X-Null", null);

        run("call&headerFilterStrategy=#outside", null, headers);

        assertThat(last().path()).isEqualTo("/groups");
        assertThat(last().headers())
                .containsEntry("file_offset", "0")
                .containsEntry("d360-api-key", TestBed.KEY)
                .doesNotContainKeys("camelwhatsapp360path", "content-length", "x-split", "x-smuggled", "x-null");
    }

    @Test
    void theHeaderWinsOverTheOption() {
        Exchange done = run("send", null, Map.of("CamelWhatsapp360Operation", "healthStatus"));
        assertThat(done.getMessage().getBody()).isInstanceOf(HealthStatus.class);

        assertThat(run("send", null, Map.of("CamelWhatsapp360Operation", "dance"))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("CamelWhatsapp360Operation", "'dance'", "markAsRead");
    }

    @Test
    void everyOperationIsAMethodOfTheClient() {
        assertThat(Arrays.stream(Whatsapp360Client.class.getMethods()).map(Method::getName))
                .containsAll(Arrays.stream(Whatsapp360Operations.values())
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void everyOperationIsInTheTable() {
        OperationTable table = new OperationTable(bed.component.account("x"), new Whatsapp360Configuration());
        Set<Whatsapp360Operations> missing = Arrays.stream(Whatsapp360Operations.values())
                .filter(operation -> !has(table, operation))
                .collect(Collectors.toSet());

        assertThat(missing).isEmpty();
    }

    private boolean has(OperationTable table, Whatsapp360Operations operation) {
        Exchange exchange = new DefaultExchange(bed.context);
        exchange.getIn().setHeader("CamelWhatsapp360Operation", operation);
        return table.resolve(exchange.getIn()) != null;
    }
}
