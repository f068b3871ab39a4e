/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.simulator.Customer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has stopped marketing messages gets none, and everything else. */
class OptOutTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String LENA = "491701234567";

    @TempDir
    private Path directory;

    private TestBed bed;

    @BeforeEach
    void start() throws Exception {
        start("embedded");
    }

    private void start(String inbox) throws Exception {
        bed = new TestBed().registered("support");
        bed.component.setInboxDirectory(directory.toString());
        bed.component.getConfiguration().setInbox(inbox);
        template("summer_sale", "MARKETING");
        template("parcel_sent", "UTILITY");
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").to("mock:messages");
                from("direct:send").to("whatsapp360:support?to=" + LENA);
                from("direct:anyway").to("whatsapp360:support?respectOptOut=false&to=" + LENA);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
    }

    private void template(String name, String category) {
        bed.simulator.addTemplate("{\"name\":\"" + name + "\",\"language\":\"en_US\",\"category\":\"" + category
                + "\",\"status\":\"APPROVED\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hello.\"}]}");
    }

    private Customer lena() {
        return bed.simulator.customer(LENA, "Lena");
    }

    private void wants(boolean marketing) {
        int before = bed.simulator.deliveries().size();
        lena().wantsMarketing(marketing);
        bed.simulator.awaitDeliveries(
                all -> all.size() > before && all.stream().allMatch(each -> each.lastStatus() == 200), LIMIT);
    }

    private Exchange send(String template) {
        return send("direct:send", template);
    }

    private Exchange send(String endpoint, String template) {
        return bed.context.createProducerTemplate().request(endpoint, exchange -> {
            exchange.getMessage().setHeader(Whatsapp360Constants.TEMPLATE_NAME, template);
            exchange.getMessage().setHeader(Whatsapp360Constants.TEMPLATE_LANGUAGE, "en_US");
        });
    }

    private long sent() {
        return bed.simulator.requests().stream()
                .filter(each -> each.method().equals("POST") && each.path().endsWith("/messages"))
                .count();
    }

    private void isRefused(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOf(UndeliverableException.class)
                .hasMessageContaining("has opted out of marketing messages")
                .hasMessageNotContaining(LENA);
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.SEND_OUTCOME))
                .isEqualTo("notSent");
    }

    @Test
    void aMarketingTemplateIsNotSentUntilTheCustomerResumes() {
        assertThat(send("summer_sale").getException()).isNull();
        wants(false);
        long before = sent();

        isRefused(send("summer_sale"));
        assertThat(sent()).isEqualTo(before);
        assertThat(send("parcel_sent").getException()).isNull();

        wants(true);
        assertThat(send("summer_sale").getException()).isNull();
    }

    @Test
    void aTemplateThatIsWrittenAsJsonIsNotSentEither() {
        wants(false);
        Exchange exchange = bed.context.createProducerTemplate().request("direct:send", message -> message.getMessage()
                .setBody(Map.of(
                        "type",
                        "template",
                        "template",
                        Map.of("name", "summer_sale", "language", Map.of("code", "en_US")))));
        isRefused(exchange);
    }

    @Test
    void theOptionSwitchesItOff() {
        wants(false);
        long before = sent();
        Exchange exchange = send("direct:anyway", "summer_sale");
        assertThat(exchange.getException() == null
                        || !String.valueOf(exchange.getException().getMessage())
                                .contains("has opted out of marketing messages"))
                .isTrue();
        assertThat(sent()).isEqualTo(before + 1);
    }

    @Test
    void aRestartForgetsNobody() throws Exception {
        wants(false);
        bed.close();

        start("embedded");

        isRefused(send("summer_sale"));
    }

    @Test
    void whatComesLateDoesNotReplaceWhatWasDecidedLater() throws Exception {
        assertThat(bed.deliver("support", preference("stop", 1_700_000_100)).statusCode())
                .isEqualTo(200);
        assertThat(bed.deliver("support", preference("resume", 1_700_000_000)).statusCode())
                .isEqualTo(200);
        isRefused(send("summer_sale"));

        assertThat(bed.deliver("support", preference("resume", 1_700_000_200)).statusCode())
                .isEqualTo(200);
        assertThat(send("summer_sale").getException()).isNull();
    }

    @Test
    void itIsKnownWithoutADatabaseToo() throws Exception {
        bed.close();
        start("memory");
        wants(false);
        await().atMost(LIMIT).untilAsserted(() -> isRefused(send("summer_sale")));
    }

    @Test
    void whatACustomerDecidedUnderAnIdCountsForTheNumberToo() throws Exception {
        String stop = preference("stop", 1_700_000_100).replace("\"wa_id\":\"" + LENA + "\"", "\"user_id\":\"DE.1\"");
        assertThat(bed.deliver("support", stop).statusCode()).isEqualTo(200);
        assertThat(send("summer_sale").getException())
                .as("nobody knows the number of DE.1 yet")
                .isNull();

        assertThat(bed.deliver("support", messageUnderBoth()).statusCode()).isEqualTo(200);
        isRefused(send("summer_sale"));

        assertThat(bed.deliver("support", preference("resume", 1_700_000_200)).statusCode())
                .isEqualTo(200);
        assertThat(send("summer_sale").getException()).isNull();
    }

    @Test
    void aForgottenCustomerHasDecidedNothing() throws Exception {
        wants(false);
        assertThat(bed.deliver("support", messageUnderBoth()).statusCode()).isEqualTo(200);
        isRefused(send("summer_sale"));

        Exchange forgotten = bed.context
                .createProducerTemplate()
                .request("whatsapp360:support?operation=forget", exchange -> exchange.getMessage()
                        .setBody(LENA));

        assertThat(forgotten.getException()).isNull();
        assertThat(send("summer_sale").getException()).isNull();
    }

    private String messageUnderBoth() {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"301122334455667","changes":[{"field":"messages",\
                "value":{
                "messaging_product":"whatsapp",
                "metadata":{"display_phone_number":"4989123456","phone_number_id":"%s"},
                "contacts":[{"profile":{"name":"Lena K."},"wa_id":"%s","user_id":"DE.1"}],
                "messages":[{"from":"%s","from_user_id":"DE.1","id":"wamid.BOTH","timestamp":"1700000150",
                "type":"text",
                "text":{"body":"Hello"}}]}}]}]}""".formatted(bed.simulator.number().phoneNumberId(), LENA, LENA);
    }

    private String preference(String value, long timestamp) {
        String id = bed.simulator.number().phoneNumberId();
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"301122334455667",\
                "changes":[{"field":"user_preferences","value":{
                "messaging_product":"whatsapp",
                "metadata":{"display_phone_number":"4989123456","phone_number_id":"%s"},
                "contacts":[{"profile":{"name":"Lena K."},"wa_id":"%s"}],
                "user_preferences":[{"wa_id":"%s","detail":"User decided","category":"marketing_messages",
                "value":"%s",
                "timestamp":%d}]}}]}]}""".formatted(id, LENA, LENA, value, timestamp);
    }
}
