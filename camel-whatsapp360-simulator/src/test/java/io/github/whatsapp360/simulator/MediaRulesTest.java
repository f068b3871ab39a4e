/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.world.Switch;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that WhatsApp cannot take fail later; lookups have a limit for each number; files come in parts. */
class MediaRulesTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);

    private String upload(String mimeType, String content) throws InterruptedException {
        String head = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: " + mimeType
                + "\r\n\r\n" + content + "\r\n--b--\r\n";
        HttpRequest request = business.request("/media")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(head, StandardCharsets.ISO_8859_1))
                .build();
        return business.send(request).json().path("id").asText();
    }

    /** In {@code message}, {@code ~TYPE~} stands for the id of an uploaded file of this type. */
    private JsonNode fate(String message) throws InterruptedException {
        String body = message;
        for (String type : new String[] {
            "image/png", "application/pdf", "audio/mpeg", "audio/ogg", "audio/ogg; codecs=opus", "video/mp4"
        }) {
            body = body.contains("~" + type + "~") ? body.replace("~" + type + "~", upload(type, "x")) : body;
        }
        if (body.contains("~vorbis~")) {
            body = body.replace("~vorbis~", upload("audio/ogg", "OggS\0\2\0\0\0\0\0\0\0\0\1vorbis"));
        }
        if (body.contains("~opus~")) {
            body = body.replace("~opus~", upload("audio/ogg", "OggS\0\2\0\0\0\0\0\0\0\0OpusHead"));
        }
        simulator.customer(LENA, "Lena").says("Hello");
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            Business.Reply reply = business.post(
                    "/messages", "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA + "\"," + body + "}");
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            return status(receiver);
        }
    }

    private static JsonNode status(Receiver receiver) throws InterruptedException {
        return receiver.nextThat(each -> each.value().has("statuses"))
                .value()
                .path("statuses")
                .path(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"type\":\"image\",\"image\":{\"id\":\"~application/pdf~\"}",
                "\"type\":\"image\",\"image\":{\"id\":\"~audio/mpeg~\"}",
                "\"type\":\"image\",\"image\":{\"link\":\"https://gone.invalid/a.png\"}",
                "\"type\":\"image\",\"image\":{\"link\":\"https://a.example/a.pdf\"}",
                "\"type\":\"video\",\"video\":{\"link\":\"https://a.example/a.webm?x=a.mp4\"}",
                "\"type\":\"audio\",\"audio\":{\"id\":\"~audio/mpeg~\",\"voice\":true}",
                "\"type\":\"audio\",\"audio\":{\"link\":\"https://a.example/a.mp3\",\"voice\":true}",
                "\"type\":\"audio\",\"audio\":{\"id\":\"~vorbis~\",\"voice\":true}",
                "\"type\":\"audio\",\"audio\":{\"id\":\"~vorbis~\"}",
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"cta_url\",\"header\":{\"type\":\"image\","
                        + "\"image\":{\"id\":\"~application/pdf~\"}},\"body\":{\"text\":\"b\"},"
                        + "\"action\":{\"name\":\"cta_url\",\"parameters\":{\"display_text\":\"See\","
                        + "\"url\":\"https://a.example\"}}}",
                "\"type\":\"template\",\"template\":{\"name\":\"summer_sale\",\"language\":{\"code\":\"en\"},"
                        + "\"components\":[{\"type\":\"header\",\"parameters\":[{\"type\":\"image\","
                        + "\"image\":{\"link\":\"https://gone.invalid/a.png\"}}]},{\"type\":\"body\","
                        + "\"parameters\":[{\"type\":\"text\",\"text\":\"5%\"}]},{\"type\":\"button\","
                        + "\"sub_type\":\"url\",\"index\":0,\"parameters\":[{\"type\":\"text\",\"text\":\"x\"}]},"
                        + "{\"type\":\"button\",\"sub_type\":\"copy_code\",\"index\":1,"
                        + "\"parameters\":[{\"type\":\"coupon_code\",\"coupon_code\":\"A\"}]}]}",
                "\"type\":\"template\",\"template\":{\"name\":\"summer_sale\",\"language\":{\"code\":\"en\"},"
                        + "\"components\":[{\"type\":\"header\",\"parameters\":[{\"type\":\"image\","
                        + "\"image\":{\"id\":\"~video/mp4~\"}}]},{\"type\":\"body\","
                        + "\"parameters\":[{\"type\":\"text\",\"text\":\"5%\"}]},{\"type\":\"button\","
                        + "\"sub_type\":\"url\",\"index\":0,\"parameters\":[{\"type\":\"text\",\"text\":\"x\"}]},"
                        + "{\"type\":\"button\",\"sub_type\":\"copy_code\",\"index\":1,"
                        + "\"parameters\":[{\"type\":\"coupon_code\",\"coupon_code\":\"A\"}]}]}",
            })
    void aFileThatWhatsappCannotTakeFailsLater(String message) throws InterruptedException {
        JsonNode status = fate(message);

        assertThat(status.path("status").asText()).as(message).isEqualTo("failed");
        assertThat(status.path("errors").path(0).path("code").asInt()).isEqualTo(131053);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"type\":\"audio\",\"audio\":{\"id\":\"~opus~\",\"voice\":true}",
                "\"type\":\"audio\",\"audio\":{\"id\":\"~audio/ogg; codecs=opus~\",\"voice\":true}",
                "\"type\":\"audio\",\"audio\":{\"id\":\"~audio/mpeg~\"}",
                "\"type\":\"audio\",\"audio\":{\"link\":\"https://a.example/a.ogg\",\"voice\":true}",
                "\"type\":\"document\",\"document\":{\"id\":\"~application/pdf~\"}",
                "\"type\":\"document\",\"document\":{\"link\":\"https://a.example/a.zip\"}",
                "\"type\":\"image\",\"image\":{\"link\":\"https://a.example/picture\"}",
                "\"type\":\"image\",\"image\":{\"link\":\"https://a.example/a.JPG?of=a.pdf\"}",
            })
    void aFileThatWhatsappTakesArrives(String message) throws InterruptedException {
        assertThat(fate(message).path("status").asText()).as(message).isEqualTo("sent");
    }

    @Test
    void failedLookupsOfOneNumberBlockNoOther() throws InterruptedException {
        Business other = new Business(
                simulator.baseUrl(),
                simulator.addNumber("media-key", "4930111111", "Sales").apiKey());
        String id = upload("image/png", "x");
        for (int i = 0; i < 20; i++) {
            business.get("/123");
        }

        assertThat(business.get("/" + id).status()).isEqualTo(400);
        assertThat(other.get("/" + id).status()).isEqualTo(200);
        simulator.turn(Switch.LIMITS, false);
        assertThat(business.get("/" + id).status()).isEqualTo(200);
        for (int i = 0; i < 25; i++) {
            other.get("/123");
        }
        assertThat(other.get("/" + id).status()).isEqualTo(200);
        simulator.turn(Switch.LIMITS, true);
        assertThat(other.get("/" + id).status()).isEqualTo(200);
        simulator.clock().advance(Duration.ofMinutes(31));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3   | 206 | 0123       | bytes 0-3/10",
                "bytes=4-    | 206 | 456789     | bytes 4-9/10",
                "bytes=-2    | 206 | 89         | bytes 8-9/10",
                "bytes=8-99  | 206 | 89         | bytes 8-9/10",
                "bytes=-99   | 206 | 0123456789 | bytes 0-9/10",
                "bytes=10-   | 416 |            | bytes */10",
                "bytes=-0    | 416 |            | bytes */10",
                "bytes=5-4   | 200 | 0123456789 |",
                "bytes=0-1,3-4 | 200 | 0123456789 |",
                "lines=1-2   | 200 | 0123456789 |",
                "bytes=0-99999999999999999999 | 200 | 0123456789 |",
            })
    void aPartOfAFileCanBeAskedFor(String range, int status, String content, String shown) throws InterruptedException {
        simulator
                .customer(LENA, "Lena")
                .sends("audio", "0123456789".getBytes(StandardCharsets.UTF_8), "audio/mpeg", "", "");
        JsonNode audio = business.get("/simulator/state")
                .json()
                .path("messages")
                .path(0)
                .path("json")
                .path("audio");
        String url = audio.path("url").asText();

        for (String path : new String[] {
            "/simulator/media/" + audio.path("id").asText(), url.substring(url.indexOf("/whatsapp_business"))
        }) {
            HttpResponse<byte[]> part = business.bytes(
                    business.request(path).header("Range", range).GET().build());

            assertThat(part.statusCode()).isEqualTo(status);
            assertThat(new String(part.body(), StandardCharsets.UTF_8)).isEqualTo(content == null ? "" : content);
            assertThat(part.headers().firstValue("Content-Range").orElse(null)).isEqualTo(shown);
            assertThat(part.headers().firstValue("Accept-Ranges")).contains("bytes");
        }
    }
}
