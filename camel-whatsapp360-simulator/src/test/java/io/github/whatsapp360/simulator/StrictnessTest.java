/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As strict as the API, and no stricter: files, templates, profiles, reactions. */
class StrictnessTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);

    private int upload(String mimeType) throws InterruptedException {
        String body = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: " + mimeType
                + "\r\n\r\nx\r\n--b--\r\n";
        return code(business.send(business.request("/media")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body))
                .build()));
    }

    private static int code(Business.Reply reply) {
        return reply.json().path("error").path("code").asInt();
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, 0",
        "image/png, 0",
        "image/webp, 0",
        "video/mp4, 0",
        "video/3gpp, 0",
        "audio/aac, 0",
        "audio/amr, 0",
        "audio/mpeg, 0",
        "audio/mp4, 0",
        "audio/ogg; codecs=opus, 0",
        "application/pdf, 0",
        "text/plain, 0",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document, 0",
        "application/zip, 0",
        "image/gif, 0",
        "image/svg+xml, 0",
        "image/tiff, 0",
        "video/webm, 0",
        "video/quicktime, 0",
        "audio/wav, 0",
        "audio/flac, 0",
        "application/octet-stream, 100",
        "nonsense, 100",
        "/, 100"
    })
    void aFileOfAnyTypeIsTakenForItMayGoAsADocument(String mimeType, int code) throws InterruptedException {
        assertThat(upload(mimeType)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍", "👍🏽", "❤️", "1️⃣", "#️⃣", "🇩🇪", "👨‍👩‍👧", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "©️", ""})
    void oneEmojiIsTaken(String emoji) throws InterruptedException {
        assertThat(react(emoji).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍👍", "👍 ", "❤️🔥👍", "1", "1️⃣2️⃣", "ok", "é", "🇩🇪🇫🇷", "👍x", "!"})
    void anythingElseIsNoReaction(String text) throws InterruptedException {
        assertThat(code(react(text))).isEqualTo(131009);
    }

    private Business.Reply react(String emoji) throws InterruptedException {
        String hello = simulator.customer(LENA, "Lena").says("Hello");
        return business.post(
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA
                        + "\",\"type\":\"reaction\",\"reaction\":{\"message_id\":\"" + hello + "\",\"emoji\":\"" + emoji
                        + "\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | 0       | {\"type\":\"BODY\",\"text\":\"Hi {{1}}, {{2}}.\",\"example\":{\"body_text\":[[\"a\","
                        + "\"b\"]]}}",
                "0 | 0       | {\"type\":\"BODY\",\"text\":\"Hi {{1}}, {{1}}.\",\"example\":{\"body_text\":[\"a\"]}}",
                "100 | 2388043 | {\"type\":\"BODY\",\"text\":\"Hi {{1}}.\"}",
                "100 | 2388043 | {\"type\":\"BODY\",\"text\":\"Hi {{1}}, {{2}}.\","
                        + "\"example\":{\"body_text\":[[\"a\"]]}}",
                "100 | 2388072 | {\"type\":\"BODY\",\"text\":\"Hi {{1}}, {{3}}.\",\"example\":{\"body_text\":[[\"a\","
                        + "\"b\"]]}}",
                "100 | 2388072 | {\"type\":\"BODY\",\"text\":\"Hi {{name}}.\",\"example\":{\"body_text\":[[\"a\"]]}}",
                "100 | 2388043 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"HEADER\",\"format\":\"TEXT\","
                        + "\"text\":\"Hi {{1}}\"}",
                "100 | 2388043 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"HEADER\",\"format\":\"IMAGE\"}",
                "0 | 0       | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"HEADER\",\"format\":\"IMAGE\","
                        + "\"example\":{\"header_handle\":[\"4:a\"]}}",
                "0 | 0       | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"HEADER\",\"format\":\"LOCATION\"}",
                "100 | 2388047 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"HEADER\",\"format\":\"SMELL\"}",
                "100 | 2388047 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"HEADER\",\"format\":\"TEXT\","
                        + "\"text\":\"Hi {{2}}\",\"example\":{\"header_text\":[\"a\"]}}",
                "100 | 0       | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"HUG\",\"text\":\"a\"}]}",
                "100 | 2388050 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"QUICK_REPLY\"}]}",
                "100 | 2388043 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"URL\",\"text\":\"a\"}]}",
                "100 | 2388043 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"URL\",\"text\":\"a\",\"url\":\"https://a.example/{{1}}\"}]}",
                "0 | 0       | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"URL\",\"text\":\"a\",\"url\":\"https://a.example/{{1}}\","
                        + "\"example\":[\"https://a.example/b\"]}]}",
                "100 | 2388043 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"PHONE_NUMBER\",\"text\":\"a\"}]}",
                "100 | 2388043 | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"COPY_CODE\"}]}",
                "100 | 0       | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"PHONE_NUMBER\",\"text\":\"a\",\"phone_number\":\"+491\"},"
                        + "{\"type\":\"PHONE_NUMBER\",\"text\":\"b\",\"phone_number\":\"+492\"}]}",
                "100 | 0       | {\"type\":\"BODY\",\"text\":\"x\"},{\"type\":\"BUTTONS\","
                        + "\"buttons\":[{\"type\":\"QUICK_REPLY\",\"text\":\"a\"},{\"type\":\"PHONE_NUMBER\","
                        + "\"text\":\"b\",\"phone_number\":\"+492\"},{\"type\":\"QUICK_REPLY\",\"text\":\"c\"}]}",
            })
    void aTemplateHasExamplesNoGapsAndKnownButtons(int code, int subcode, String components)
            throws InterruptedException {
        Business.Reply reply = business.post(
                "/message_templates",
                "{\"name\":\"t" + Math.abs(components.hashCode())
                        + "\",\"language\":\"en\",\"category\":\"UTILITY\",\"components\":[" + components + "]}");

        assertThat(code(reply)).as(reply.body()).isEqualTo(code);
        assertThat(reply.json().path("error").path("error_subcode").asInt())
                .as(reply.body())
                .isEqualTo(subcode);
    }

    @Test
    void namedVariablesHaveNamedExamples() throws InterruptedException {
        String template = """
                {"name":"%s","language":"en","category":"UTILITY","parameter_format":"NAMED",\
                "components":[{"type":"BODY","text":"Hi {{name}}.",\
                "example":{"body_text_named_params":[{"param_name":"%s","example":"x"}]}}]}""";

        assertThat(code(business.post("/message_templates", template.formatted("named_1", "name"))))
                .isZero();
        assertThat(code(business.post("/message_templates", template.formatted("named_2", "other"))))
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0   | \"about\":\"We sell tea\",\"vertical\":\"RETAIL\",\"email\":\"a@b.example\","
                        + "\"websites\":[\"https://a.example\"]",
                "100 | \"vertical\":\"SHOP\"",
                "100 | \"about\":\"\"",
                "100 | \"about\":5",
                "100 | \"email\":\"nobody\"",
                "100 | \"websites\":[\"a.example\"]",
                "100 | \"websites\":\"https://a.example\"",
                "100 | \"profile_picture_handle\":7",
            })
    void aProfileHasWhatWhatsappShows(int code, String members) throws InterruptedException {
        Business.Reply reply =
                business.post("/whatsapp_business_profile", "{\"messaging_product\":\"whatsapp\"," + members + "}");

        assertThat(code(reply)).as(reply.body()).isEqualTo(code);
    }

    @Test
    void aTemplateIsShownByItsIdWithTheFieldsThatAreAskedFor() throws InterruptedException {
        JsonNode first = business.get("/message_templates?name=hello_world")
                .json()
                .path("data")
                .path(0);
        String id = first.path("id").asText();

        JsonNode whole = business.get("/" + id).json();
        assertThat(whole).isEqualTo(first);
        for (String path : List.of("/" + id, "/message_templates/" + id)) {
            assertThat(names(business.get(path + "?fields=name,status").json()))
                    .containsExactly("id", "name", "status");
        }
        JsonNode listed =
                business.get("/message_templates?fields=language,nothing").json();
        assertThat(names(listed.path("data").path(0))).containsExactly("id", "language");
        assertThat(business.get("/999").status()).isEqualTo(400);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.stream().sorted().toList();
    }
}
