/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlApiTest {

    private static final String LENA = "/simulator/customers/491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private Business business;

    @BeforeEach
    void lena() throws InterruptedException {
        business = new Business(simulator);
        business.post("/simulator/customers", "{\"waId\":\"+49 170 1234567\",\"name\":\"Lena\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"Hello\"}",
                "{\"type\":\"image\",\"mimeType\":\"image/png\",\"base64\":\"AAAA\",\"caption\":\"x\"}",
                "{\"type\":\"voice\",\"mimeType\":\"audio/ogg\",\"base64\":\"AAAA\"}",
                "{\"type\":\"location\",\"latitude\":1,\"longitude\":2,\"name\":\"x\"}",
                "{\"type\":\"contact\",\"name\":\"Ann Lee\",\"phone\":\"+491709999999\"}",
                "{\"type\":\"order\",\"product\":\"sku\",\"price\":7.99}",
                "{\"type\":\"unsupported\",\"kind\":\"poll_creation\"}",
                "{\"type\":\"call\",\"seconds\":1}",
                "{\"type\":\"changeNumber\",\"waId\":\"491709999999\"}",
                "{\"type\":\"raw\",\"element\":{\"type\":\"hologram\",\"hologram\":{}}}"
            })
    void aCustomerActsByJson(String action) throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            JsonNode answer = business.post(LENA + "/messages", action).json();
            assertThat(answer.path("id").asText()).startsWith("wa");
            assertThat(receiver.next().body())
                    .contains(answer.path("id").asText().replace("/", "\\/"));
        }
    }

    /** Whoever shows the customers must not show one of them twice. */
    @Test
    void aCustomerIsTheSameByWhateverNumberAndId() throws InterruptedException {
        business.post(LENA + "/messages", "{\"text\":\"Hello\"}");
        JsonNode before = business.get("/simulator/state").json();
        String id = before.path("customers").path(0).path("id").asText();
        String userId = before.path("customers").path(0).path("userId").asText();

        business.post(LENA + "/messages", "{\"type\":\"changeNumber\",\"waId\":\"491709999999\"}");

        JsonNode after = business.get("/simulator/state").json();
        assertThat(after.path("customers")).hasSize(1);
        JsonNode lena = after.path("customers").path(0);
        assertThat(lena.path("id").asText()).isEqualTo(id);
        assertThat(lena.path("userId").asText()).isNotEqualTo(userId);
        assertThat(after.path("chats")).hasSize(1);
        assertThat(after.path("chats").findValuesAsText("customer")).containsOnly(id);
        assertThat(after.path("messages").findValuesAsText("customer"))
                .hasSize(2)
                .containsOnly(id);
        assertThat(business.method("PATCH", "/simulator/customers/" + id, "{\"username\":\"lena.k\"}")
                        .json()
                        .path("username")
                        .asText())
                .isEqualTo("lena.k");
    }

    @Test
    void aCustomerAsksToJoinAGroup() throws InterruptedException {
        business.post(
                "/groups",
                "{\"messaging_product\":\"whatsapp\",\"subject\":\"Tea\","
                        + "\"join_approval_mode\":\"approval_required\"}");
        String group = business.get("/groups")
                .json()
                .path("data")
                .path("groups")
                .path(0)
                .path("id")
                .asText();
        String asks = "{\"type\":\"joinGroup\",\"group\":\"" + group + "\"}";

        String request =
                business.post(LENA + "/messages", asks).json().path("id").asText();

        assertThat(business.post(LENA + "/messages", asks).json().path("id").asText())
                .isEqualTo(request);
        assertThat(business.get("/groups/" + group + "/join_requests").json().findValuesAsText("join_request_id"))
                .containsExactly(request);
        business.post(LENA + "/messages", "{\"type\":\"revokeJoin\",\"group\":\"" + group + "\"}");
        assertThat(business.get("/groups/" + group + "/join_requests").json().path("data"))
                .isEmpty();
        assertThat(business.post(LENA + "/messages", "{\"type\":\"joinGroup\",\"group\":\"none\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"dance\"}",
                "{\"type\":\"text\"}",
                "{\"type\":\"tap\",\"message\":\"x\",\"choice\":\"y\"}",
                "{\"type\":\"location\",\"latitude\":\"abc\",\"longitude\":13}",
                "{\"type\":\"order\",\"product\":\"tea\",\"quantity\":0}",
                "{\"type\":\"raw\",\"element\":\"text\"}",
                "{\"text\":\"Hello\",\"numbr\":\"4989123456\"}",
                "{\"text\":\"Hello\",\"number\":\"1\"}",
                "{\"type\":\"image\",\"mimeType\":\"image/png\",\"base64\":\"%%\"}",
                "[]"
            })
    void aWrongActionIsExplained(String action) throws InterruptedException {
        Business.Reply reply = business.post(LENA + "/messages", action);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST|clock|{\"advance\":\"25h\"}|advance must be a duration such as PT25H or PT0.5S",
                "POST|clock|{\"advance\":\"-PT1H\"}|Expected a duration of zero or more, Actual PT-1H",
                "POST|clock|{\"second\":1}|Unknown member second, there are [advance, seconds]",
                "POST|clock|{\"seconds\":\"x\"}|seconds must be a whole number of at least 0",
                "POST|clock|{\"advance\":\"PT9999999H\"}|advance must be a duration such as PT25H or PT0.5S",
                "POST|clock|{\"advance\":\"PT1H\",\"seconds\":1}|Expected advance or seconds, not both",
                "POST|clock|25|The request body is not a valid JSON object.",
                "PATCH|switches|{\"limits\":\"off\"}|limits must be true or false",
                "PATCH|switches|{\"limits\":false,\"duplicates\":\"yes\"}|duplicates must be true or false",
                "PATCH|settings|{\"batchSize\":0}|batchSize must be a whole number of at least 1",
                "PATCH|settings|{\"statusDelays\":{\"sent\":\"1s\"}}|sent must be a duration such as PT25H or PT0.5S",
                "PATCH|settings|{\"statusDelays\":\"PT1S\"}|statusDelays must be a JSON object",
                "POST|faults|{}|One of code, http, transport and delayMillis is required",
                "POST|faults|{\"code\":\"abc\"}|code must be a whole number of at least 0",
                "POST|faults|{\"http\":99}|http must be a whole number of at least 200",
                "POST|faults|{\"code\":131056,\"times\":-1}|times must be a whole number of at least 0",
                "POST|faults|{\"transport\":\"slow\"}|transport must be one of [reset, reset_after_effect, cut_answer,"
                        + " silence, silence_after_effect]",
                "POST|numbers|{\"phone\":\"4989123456\",\"apiKey\":\"x\"}|Expected a key and a number that no other "
                        + "number has, Actual a used one",
                "POST|templates|{\"name\":\"x\"}|name, language and components are required",
                "POST|customers/491701234567/files?kind=photo|x|Expected a kind of file out of [image, video, audio, "
                        + "voice, document, sticker], Actual photo"
            })
    void aWrongRequestIsExplainedAndChangesNothing(String method, String path, String body, String error)
            throws InterruptedException {
        String before = business.get("/simulator/switches").body()
                + business.get("/simulator/settings").body()
                + business.get("/simulator/faults").body();

        Business.Reply reply = business.method(method, "/simulator/" + path, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").asText()).isEqualTo(error);
        assertThat(business.get("/simulator/switches").body()
                        + business.get("/simulator/settings").body()
                        + business.get("/simulator/faults").body())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST customers/000/messages {}",
                "PATCH customers/000 {}",
                "POST numbers/000/key {\"apiKey\":\"x\"}",
                "POST numbers/000/deliveries {}",
                "POST messages/wamid.x/status {\"status\":\"read\"}",
                "POST templates/1/status {\"status\":\"PAUSED\"}",
                "POST deliveries/999999/redeliver {}",
                "DELETE faults/999999 {}",
                "GET media/1 {}",
                "GET nothing {}"
            })
    void whatIsNotThereIsAnswered404(String request) throws InterruptedException {
        String[] parts = request.split(" ");

        assertThat(business.method(parts[0], "/simulator/" + parts[1], parts[2]).status())
                .isEqualTo(404);
    }

    @Test
    void aMemberThatIsNullIsAbsent() throws InterruptedException {
        business.post("/simulator/faults", "{\"code\":131026,\"recipient\":null,\"path\":null}");

        assertThat(business.get("/simulator/faults").body()).contains("131026", "\"path\":\"\"", "\"recipient\":\"\"");
    }

    @Test
    void aKeyOfAnotherNumberIsRefused() throws InterruptedException {
        simulator.addNumber("its-key", "4930333333", "Three");

        assertThat(business.post("/simulator/numbers/4930333333/key", "{\"apiKey\":\"simulator-key\"}")
                        .status())
                .isEqualTo(400);
        assertThat(new Business(simulator.baseUrl(), "its-key")
                        .get("/health_status")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPathThatCannotBeDecodedIsAnswered() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /whatsapp_business/attachments/?mid=%zz HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            assertThat(line).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void theStateShowsEverything() throws InterruptedException {
        business.post(LENA + "/messages", "{\"text\":\"Hello\"}");
        business.text("491701234567", "Hi");

        JsonNode state = business.get("/simulator/state").json();
        assertThat(state.path("numbers").path(0).path("phone").asText()).isEqualTo("4989123456");
        assertThat(state.path("customers").path(0).path("name").asText()).isEqualTo("Lena");
        assertThat(state.path("messages").size()).isEqualTo(2);
        assertThat(state.path("chats").path(0).path("windowUntil").asLong())
                .isGreaterThan(state.path("now").asLong());
        assertThat(state.path("requests").path(0).path("path").asText()).isEqualTo("/messages");
    }

    @Test
    void clockSwitchesSettingsAndFaultsAreControlled() throws InterruptedException {
        long before = business.get("/simulator/state").json().path("now").asLong();
        business.post("/simulator/clock", "{\"advance\":\"PT25H\"}");
        assertThat(business.get("/simulator/state").json().path("now").asLong() - before)
                .isBetween(90_000_000L, 90_060_000L);
        assertThat(business.method("PATCH", "/simulator/switches", "{\"limits\":false}")
                        .json()
                        .path("limits")
                        .asBoolean())
                .isFalse();
        assertThat(business.method(
                                "PATCH",
                                "/simulator/settings",
                                "{\"batchSize\":5,\"statusDelays\":{\"read\":\"PT9S\"}}")
                        .json()
                        .path("statusDelays")
                        .path("read")
                        .asText())
                .isEqualTo("PT9S");
        String fault = "{\"code\":131056,\"shape\":\"meta\",\"http\":429,\"times\":3,\"recipient\":\"491701234567\"}";
        String id = business.post("/simulator/faults", fault).json().path("id").asText();
        assertThat(business.text("491701234567", "x").status()).isEqualTo(429);
        assertThat(business.get("/simulator/faults").json().path(0).path("left").asInt())
                .isEqualTo(2);
        assertThat(business.delete("/simulator/faults/" + id).status()).isEqualTo(200);
        assertThat(business.get("/simulator/faults").json().size()).isZero();
        assertThat(business.post("/simulator/reset", "{}").status()).isEqualTo(200);
        assertThat(business.get("/simulator/switches").json().path("limits").asBoolean())
                .isTrue();
    }

    @Test
    void numbersAndTemplatesAreAddedAndStatusesForced() throws InterruptedException {
        business.post("/simulator/numbers", "{\"phone\":\"4930222222\",\"apiKey\":\"k2\",\"name\":\"Two\"}");
        assertThat(new Business(simulator.baseUrl(), "k2").get("/health_status").status())
                .isEqualTo(200);
        business.post("/simulator/numbers/4930222222/key", "{\"apiKey\":\"k3\"}");
        assertThat(new Business(simulator.baseUrl(), "k2").get("/health_status").status())
                .isEqualTo(401);
        String template = business.post(
                        "/simulator/templates",
                        "{\"name\":\"t1\",\"language\":\"en\",\"components\":[{\"type\":\"BODY\",\"text\":\"x\"}]}")
                .json()
                .path("id")
                .asText();
        business.post("/simulator/templates/" + template + "/status", "{\"status\":\"PAUSED\"}");
        assertThat(business.template("491701234567", "t1", "en", "")
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(132015);
        business.post(LENA + "/messages", "{\"text\":\"Hello\"}");
        String id = business.text("491701234567", "x").id();
        JsonNode forced = business.post(
                        "/simulator/messages/" + id + "/status", "{\"status\":\"failed\",\"code\":131026}")
                .json();
        assertThat(forced.path("problem").path("code").asInt()).isEqualTo(131026);
    }

    @Test
    void aRawBodyIsDeliveredAsItIsAndCanBeRedelivered() throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            business.post("/simulator/numbers/4989123456/deliveries", "{\"id\":\"e-1\",\"event\":\"x\",\"data\":{}}");
            assertThat(receiver.next().body()).isEqualTo("{\"id\":\"e-1\",\"event\":\"x\",\"data\":{}}");
            String id = business.get("/simulator/deliveries")
                    .json()
                    .path(0)
                    .path("id")
                    .asText();
            business.post("/simulator/deliveries/" + id + "/redeliver", "");
            receiver.next();
        }
    }
}
