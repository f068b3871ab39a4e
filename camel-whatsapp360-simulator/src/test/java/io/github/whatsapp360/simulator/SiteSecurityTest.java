/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page shows keys and messages; neither a file that somebody sends nor another page may read or change them. */
class SiteSecurityTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator =
            Whatsapp360Simulator.builder().allowedHosts("chat.example.com").build();

    private final Business business = new Business(simulator);

    private HttpResponse<byte[]> fileOf(String mimeType) throws InterruptedException {
        simulator
                .customer(LENA, "Lena")
                .sends("document", "<script>1</script>".getBytes(StandardCharsets.UTF_8), mimeType, "a.html", "");
        String id = business.get("/simulator/state")
                .json()
                .path("messages")
                .path(0)
                .path("json")
                .path("document")
                .path("id")
                .asText();
        return business.bytes(business.request("/simulator/media/" + id).GET().build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "image/svg+xml",
                "application/xhtml+xml",
                "text/xml",
                "application/pdf",
                "TEXT/HTML; charset=utf-8",
                "image/png, text/html",
                "image/x\r\nX-Set: 1",
                "",
                "nonsense"
            })
    void aFileThatABrowserCouldRunIsOnlyHandedOver(String mimeType) throws InterruptedException {
        HttpResponse<byte[]> file = fileOf(mimeType);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox")
                .doesNotContain("allow");
        assertThat(file.headers().firstValue("X-Set")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/webp", "video/mp4", "audio/ogg; codecs=opus"})
    void aPictureASoundAndAVideoAreShown(String mimeType) throws InterruptedException {
        HttpResponse<byte[]> file = fileOf(mimeType);

        assertThat(file.headers().firstValue("Content-Type")).contains(mimeType);
        assertThat(file.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
    }

    @Test
    void aDownloadByTheApiIsNoPageEither() throws InterruptedException {
        simulator
                .customer(LENA, "Lena")
                .sends("document", "<script>1</script>".getBytes(StandardCharsets.UTF_8), "text/html", "a.html", "");
        String url = business.get("/simulator/state")
                .json()
                .path("messages")
                .path(0)
                .path("json")
                .path("document")
                .path("url")
                .asText();

        HttpResponse<byte[]> file = business.bytes(business.request(url.substring(url.indexOf("/whatsapp_business")))
                .GET()
                .build());

        assertThat(file.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:8360 | 200",
                "localhost | 200",
                "LOCALHOST:1 | 200",
                "whatsapp.localhost | 200",
                "[::1]:8360 | 200",
                "192.168.1.7 | 200",
                "simulator:8360 | 200",
                "host.docker.internal | 200",
                "chat.example.com:8443 | 200",
                "evil.example.com:8360 | 403",
                "chat.example.com.evil.test | 403",
                "127.0.0.1.evil.test | 403",
                "evil.localhost.test | 403",
            })
    void aNameThatSomebodyElseCouldPointHereIsRefused(String host, int status) throws IOException {
        for (String path : new String[] {"/simulator/state", "/", "/health_status"}) {
            String answer = RawRequest.send(
                    simulator.port(),
                    "GET " + path + " HTTP/1.1\nHost: " + host + "\nD360-API-KEY: " + simulator.apiKey(),
                    "");

            assertThat(answer).as(path).startsWith("HTTP/1.1 " + status + " ");
            if (status == 403) {
                assertThat(answer).contains("--allowed-hosts").doesNotContain(simulator.apiKey());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Origin: http://localhost:8360 | 200",
                "Origin: HTTP://LOCALHOST:8360 | 200",
                "Origin: https://chat.example.com | 200",
                "Accept: */* | 200",
                "Origin: http://localhost:3000 | 403",
                "Origin: http://evil.example.com | 403",
                "Origin: null | 403",
                "Origin: | 403",
                "Sec-Fetch-Site: cross-site | 403",
                "Sec-Fetch-Site: same-site | 403",
                "Sec-Fetch-Site: same-origin | 200",
                "Sec-Fetch-Site: none | 200",
            })
    void anotherPageChangesNothing(String header, int status) throws IOException {
        String head = "\nHost: localhost:8360\nContent-Type: application/json\n" + header;

        String answer =
                RawRequest.send(simulator.port(), "PATCH /simulator/switches HTTP/1.1" + head, "{\"duplicates\":true}");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        if (status == 403) {
            assertThat(business(head, "GET /simulator/switches")).contains("HTTP/1.1 403 ");
            assertThat(business("\nHost: localhost", "GET /simulator/switches")).contains("\"duplicates\":false");
        }
    }

    private static String business(String head, String request) throws IOException {
        return RawRequest.send(simulator.port(), request + " HTTP/1.1" + head, "");
    }

    /** Such a type is what a page of another origin may send unasked. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""})
    void theControlApiTakesJsonOnly(String type) throws IOException {
        String header = type.isEmpty() ? "" : "\nContent-Type: " + type;

        String answer = RawRequest.send(
                simulator.port(),
                "PATCH /simulator/switches HTTP/1.1\nHost: localhost" + header,
                "{\"duplicates\":true}");

        assertThat(answer).startsWith("HTTP/1.1 415 ").contains("application/json");
    }

    @Test
    void whatHasNoBodyNeedsNoType() throws IOException {
        assertThat(RawRequest.send(simulator.port(), "POST /simulator/reset HTTP/1.1\nHost: localhost", ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void thePageIsNotForOtherPages() throws InterruptedException {
        HttpResponse<byte[]> page = business.bytes(business.request("/").GET().build());

        assertThat(page.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "localhost, false",
        "::1, false",
        "127.0.0.5, false",
        "0.0.0.0, true",
        "192.168.1.7, true"
    })
    void theProgramWarnsOfAnAddressThatOthersReach(String host, boolean warns) {
        assertThat(SimulatorProgram.warning(host).isEmpty()).isEqualTo(!warns);
    }
}
