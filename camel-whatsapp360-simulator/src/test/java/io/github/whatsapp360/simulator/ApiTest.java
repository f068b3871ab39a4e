/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.world.Switch;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private Business business;

    @BeforeEach
    void business() {
        business = new Business(simulator);
    }

    private Business.Reply upload(String product, String type, String content) throws InterruptedException {
        String body = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\n" + product
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: "
                + type
                + "\r\n\r\n" + content + "\r\n--b--\r\n";
        return business.send(business.request("/media")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
                .build());
    }

    @Test
    void aFileIsUploadedLookedUpDownloadedAndDeleted() throws InterruptedException {
        String id = upload("whatsapp", "image/png", "pixels\r\n--more")
                .json()
                .path("id")
                .asText();
        assertThat(id).matches("[0-9]+");

        JsonNode found = business.get("/" + id).json();
        assertThat(found.path("mime_type").asText()).isEqualTo("image/png");
        assertThat(found.path("file_size").asInt()).isEqualTo(14);
        assertThat(found.path("sha256").asText()).hasSize(64);
        URI url = URI.create(found.path("url").asText());
        assertThat(url.getHost()).isEqualTo("lookaside.fbsbx.com");
        String path = url.getRawPath() + "?" + url.getRawQuery();

        var content = business.bytes(business.request(path).build());
        assertThat(content.statusCode()).isEqualTo(200);
        assertThat(content.headers().firstValue("content-type")).contains("image/png");
        assertThat(new String(content.body(), StandardCharsets.UTF_8)).isEqualTo("pixels\r\n--more");

        assertThat(new Business(simulator.baseUrl(), "wrong").get(path).status())
                .isEqualTo(401);
        assertThat(business.get(path.replace("hash=", "hash=0")).status()).isEqualTo(404);
        simulator.clock().advance(Duration.ofMinutes(5));
        assertThat(business.get(path).status()).isEqualTo(404);
        assertThat(business.delete("/" + id).body()).isEqualTo("{\"success\":true}");
        assertThat(business.get("/" + id).json().path("error").path("code").asInt())
                .isEqualTo(100);
    }

    @Test
    void theIdOfAnUploadIsGoodForThirtyDaysAndThatOfACustomersFileForSeven() throws Exception {
        String uploaded = upload("whatsapp", "image/png", "x").json().path("id").asText();
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            simulator.customer(LENA, "Lena").sendsImage(new byte[] {1}, "image/png", "");
            JsonNode message = receiver.next().value().path("messages").path(0);
            String received = message.path("image").path("id").asText();
            simulator.clock().advance(Duration.ofDays(7).minusSeconds(60));
            assertThat(business.get("/" + received).status()).isEqualTo(200);
            simulator.clock().advance(Duration.ofSeconds(60));
            assertThat(business.get("/" + received).status()).isEqualTo(400);
        }
        assertThat(business.get("/" + uploaded).status()).isEqualTo(200);
        simulator.clock().advance(Duration.ofDays(23));
        assertThat(business.get("/" + uploaded).status()).isEqualTo(400);
    }

    @Test
    void uploadsAreCheckedForProductKindAndSize() throws InterruptedException {
        assertThat(upload("telegram", "image/png", "x")
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(100);
        assertThat(upload("whatsapp", "nonsense", "x")
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(100);
        assertThat(upload("whatsapp", "image/webp", "x".repeat(600_000))
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(131053);
    }

    @Test
    void twentyFailedLookupsBlockLookupsForHalfAnHour() throws InterruptedException {
        String id = upload("whatsapp", "image/png", "x").json().path("id").asText();
        for (int i = 0; i < 20; i++) {
            business.get("/123");
        }
        Business.Reply blocked = business.get("/" + id);

        assertThat(blocked.status()).isEqualTo(400);
        assertThat(blocked.json().path("meta").path("developer_message").asText())
                .contains("endpoint rate limit");
        simulator.clock().advance(Duration.ofMinutes(30));
        assertThat(business.get("/" + id).status()).isEqualTo(200);
    }

    @Test
    void aFileOfTheWrongKindFailsLater() throws InterruptedException {
        String id = upload("whatsapp", "application/pdf", "x").json().path("id").asText();
        simulator.customer(LENA, "Lena").says("Hello");
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            Business.Reply reply = business.post(
                    "/messages",
                    "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA
                            + "\",\"type\":\"image\",\"image\":{\"id\":\"" + id + "\"}}");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(receiver.status("failed")
                            .path("errors")
                            .path(0)
                            .path("code")
                            .asInt())
                    .isEqualTo(131053);
        }
    }

    @Test
    void bothTemplateDialectsShareOneStore() throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            String template = """
                    {"name":"greeting","language":"de","category":"UTILITY","components":[{"type":"BODY",\
                    "text":"Hallo {{1}}!","example":{"body_text":[["Anna"]]}}]}""";
            JsonNode created = business.post("/message_templates", template).json();
            assertThat(created.path("status").asText()).isEqualTo("PENDING");

            JsonNode event = receiver.next().value();
            assertThat(event.path("event").asText()).isEqualTo("APPROVED");
            assertThat(event.path("message_template_name").asText()).isEqualTo("greeting");
            JsonNode listed =
                    business.get("/v1/configs/templates?name=greeting").json();
            assertThat(listed.path("waba_templates").path(0).path("status").asText())
                    .isEqualTo("approved");
            assertThat(business.post("/v1/configs/templates", template)
                            .json()
                            .path("error")
                            .path("error_subcode")
                            .asInt())
                    .isEqualTo(2388024);
            assertThat(business.template(LENA, "greeting", "de", "{\"type\":\"text\",\"text\":\"Lena\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(business.delete("/v1/configs/templates/greeting").status())
                    .isEqualTo(200);
            assertThat(business.get("/message_templates?name=greeting")
                            .json()
                            .path("data")
                            .size())
                    .isZero();
        }
    }

    @Test
    void templatesComeInPages() throws InterruptedException {
        JsonNode first = business.get("/message_templates?limit=3").json();
        String after = first.path("paging").path("cursors").path("after").asText();
        JsonNode second =
                business.get("/message_templates?limit=100&after=" + after).json();

        assertThat(first.path("data").size()).isEqualTo(3);
        assertThat(first.path("paging").path("next").asText()).contains("after=" + after);
        assertThat(second.path("data").size()).isEqualTo(4);
        assertThat(second.path("paging").has("next")).isFalse();
        assertThat(business.get("/message_templates?after=%21")
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(131059);
    }

    @Test
    void marketingTemplatesHaveAnEndpointOfTheirOwn() throws InterruptedException {
        String body = """
                {"messaging_product":"whatsapp","to":"491701234567","type":"template","template":{"name":"%s",\
                "language":{"code":"%s"}%s}}""";
        String sale = ",\"components\":[{\"type\":\"header\",\"parameters\":[{\"type\":\"image\","
                + "\"image\":{\"link\":\"https://a.example/x.png\"}}]},"
                + "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"5%\"}]},"
                + "{\"type\":\"button\",\"sub_type\":\"url\",\"index\":0,\"parameters\":[{\"type\":\"text\","
                + "\"text\":\"x\"}]},"
                + "{\"type\":\"button\",\"sub_type\":\"copy_code\",\"index\":1,"
                + "\"parameters\":[{\"type\":\"coupon_code\",\"coupon_code\":\"TEA20\"}]}]";

        assertThat(business.post("/marketing_messages", body.formatted("summer_sale", "en", sale))
                        .status())
                .isEqualTo(200);
        assertThat(business.post("/marketing_messages", body.formatted("hello_world", "en_US", ""))
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(134100);
    }

    @Test
    void theProfileIsKept() throws InterruptedException {
        String profile =
                "{\"messaging_product\":\"whatsapp\",\"about\":\"Open till six\",\"websites\":[\"https://a.example\"]}";
        assertThat(business.post("/whatsapp_business_profile", profile).body()).isEqualTo("{\"success\":true}");

        JsonNode shown = business.get("/whatsapp_business_profile?fields=about")
                .json()
                .path("data")
                .path(0);
        assertThat(shown.path("about").asText()).isEqualTo("Open till six");
        assertThat(shown.has("websites")).isFalse();
        assertThat(business.post("/whatsapp_business_profile", "{\"messaging_product\":\"whatsapp\",\"color\":\"red\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyWhoWroteLatelyCanBeBlocked() throws InterruptedException {
        String users = "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"+491701234567\"}]}";
        assertThat(business.post("/block_users", users)
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(139100);
        simulator.customer(LENA, "Lena").says("Hello");

        assertThat(business.post("/block_users", users)
                        .json()
                        .path("block_users")
                        .path("added_users")
                        .size())
                .isEqualTo(1);
        assertThat(business.get("/block_users")
                        .json()
                        .path("data")
                        .path(0)
                        .path("wa_id")
                        .asText())
                .isEqualTo(LENA);
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            business.text(LENA, "Hello?");
            assertThat(receiver.status("failed")
                            .path("errors")
                            .path(0)
                            .path("code")
                            .asInt())
                    .isEqualTo(130403);
        }
        assertThat(business.method("DELETE", "/block_users", users)
                        .json()
                        .path("block_users")
                        .path("removed_users")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void healthIsAvailableAndUnknownPathsAreNotFound() throws InterruptedException {
        assertThat(business.get("/health_status")
                        .json()
                        .path("health_status")
                        .path("can_send_message")
                        .asText())
                .isEqualTo("AVAILABLE");
        assertThat(business.get("/nowhere").status()).isEqualTo(404);
        assertThat(business.delete("/messages").status()).isEqualTo(405);
    }

    @Test
    void anUploadIsResumedWhereItEnded() throws InterruptedException {
        String id = business.post("/uploads?file_name=a.jpg&file_length=6&file_type=image/jpeg", "")
                .json()
                .path("id")
                .asText();
        HttpRequest.Builder part = business.request("/" + id).header("file_offset", "0");
        business.send(part.POST(HttpRequest.BodyPublishers.ofString("abc")).build());

        assertThat(business.get("/" + id).json().path("file_offset").asInt()).isEqualTo(3);
        HttpRequest.Builder rest = business.request("/" + id).header("file_offset", "3");
        assertThat(business.send(rest.POST(HttpRequest.BodyPublishers.ofString("def"))
                                .build())
                        .json()
                        .path("h")
                        .asText())
                .startsWith("4:");
    }

    @Test
    void aFortySixthMessageAtOnceToOnePersonIsTooMuch() throws InterruptedException {
        simulator.customer(LENA, "Lena").says("Hello");
        for (int i = 0; i < 45; i++) {
            assertThat(business.text(LENA, "x").status()).isEqualTo(200);
        }

        assertThat(business.text(LENA, "x").json().path("error").path("code").asInt())
                .isEqualTo(131056);
        assertThat(business.text("491705555555", "x").status()).isEqualTo(200);
        simulator.clock().advance(Duration.ofSeconds(6));
        assertThat(business.text(LENA, "x").status()).isEqualTo(200);
    }

    @Test
    void moreThanEightyMessagesInASecondAreTooMuch() throws InterruptedException {
        try (Whatsapp360Simulator still = Whatsapp360Simulator.builder()
                .clock(java.time.Clock.fixed(java.time.Instant.parse("2026-01-01T00:00:00Z"), java.time.ZoneOffset.UTC))
                .start()) {
            Business busy = new Business(still);
            for (int i = 0; i < 80; i++) {
                assertThat(busy.text("49170" + (1_000_000 + i), "x").status()).isEqualTo(200);
            }
            assertThat(busy.text("491705555555", "x")
                            .json()
                            .path("error")
                            .path("code")
                            .asInt())
                    .isEqualTo(130429);
            still.turn(Switch.LIMITS, false);
            assertThat(busy.text("491705555555", "x").status()).isEqualTo(200);
        }
    }

    @Test
    void theWindowCanRefuseAtOnceAndCanBeOpenedByATemplate() throws InterruptedException {
        simulator.turn(Switch.WINDOW_REFUSES_AT_ONCE, true).turn(Switch.TEMPLATE_OPENS_WINDOW, true);
        assertThat(business.text(LENA, "x").json().path("error").path("code").asInt())
                .isEqualTo(131047);
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            business.post(
                    "/messages",
                    "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA
                            + "\",\"type\":\"template\",\"template\":{\"name\":\"hello_world\","
                            + "\"language\":{\"code\":\"en_US\"}}}");
            receiver.status("delivered");
        }
        assertThat(business.text(LENA, "x").status()).isEqualTo(200);
    }

    /** It is a button with this text, and no component of its own. */
    @Test
    void aContactButtonHasItsOwnText() throws InterruptedException {
        Map<String, Integer> refused = Map.of(
                "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"REQUEST_CONTACT_INFO\"}]}",
                2388050,
                "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"REQUEST_CONTACT_INFO\",\"text\":\"Share it\"}]}",
                2388153,
                "{\"type\":\"REQUEST_CONTACT_INFO\"}",
                0);
        for (Map.Entry<String, Integer> each : refused.entrySet()) {
            Business.Reply reply = contactTemplate(each.getKey());
            assertThat(reply.status()).as(each.getKey()).isEqualTo(400);
            assertThat(reply.json().path("error").path("code").asInt()).isEqualTo(100);
            assertThat(reply.json().path("error").path("error_subcode").asInt()).isEqualTo(each.getValue());
        }
        assertThat(contactTemplate("{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"REQUEST_CONTACT_INFO\","
                                + "\"text\":\"Share Contact Info\"}]}")
                        .status())
                .isEqualTo(200);
    }

    private Business.Reply contactTemplate(String component) throws InterruptedException {
        return business.post(
                "/message_templates",
                "{\"name\":\"ask_number\",\"language\":\"en_US\",\"category\":\"UTILITY\",\"components\":["
                        + "{\"type\":\"BODY\",\"text\":\"May we call you?\"}," + component + "]}");
    }
}
