/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.api.ApiRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was requested is kept within limits, whatever its size. */
class MemoryTest {

    private static final String LENA = "491701234567";
    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static HttpRequest upload(Business business, byte[] content) {
        String head = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n";
        return business.request("/media")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString("\r\n--b--\r\n")))
                .build();
    }

    @Test
    void ofABinaryBodyTypeAndSizeAreKept() throws InterruptedException {
        String id =
                business.send(upload(business, noise(1000))).json().path("id").asText();
        String url = business.get("/" + id).json().path("url").asText();
        business.bytes(business.request(url.substring(url.indexOf("/whatsapp_business")))
                .GET()
                .build());

        List<ApiRequest> requests = simulator.requests();

        assertThat(requests.get(0).body())
                .contains("name=\"messaging_product\"\r\n\r\nwhatsapp\r\n")
                .contains("filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n(image/png, 1000 bytes)\r\n");
        assertThat(requests.get(0).answer()).contains(id);
        assertThat(requests.get(1).body()).isEmpty();
        assertThat(requests.get(2).answer()).isEqualTo("(image/png, 1000 bytes)");
    }

    @Test
    void aTextIsKeptAsItIsAlsoWhereItsBeginningEndsWithinALetter() throws InterruptedException {
        business.text(LENA, "ü\\n😀");
        business.send(business.request("/messages")
                .POST(BodyPublishers.ofString("x" + "ü".repeat(MEGABYTE)))
                .build());

        assertThat(simulator.requests().get(0).body()).contains("ü\\n😀");
        assertThat(simulator.requests().get(1).body()).startsWith("xüü").endsWith("ü");
    }

    @Test
    void theOldestRequestsGoWhenTheTextsOfAllAreTooLarge() throws InterruptedException {
        String large = "y".repeat(MEGABYTE);
        for (int i = 0; i < 20; i++) {
            business.send(business.request("/messages?i=" + i)
                    .POST(BodyPublishers.ofString(large))
                    .build());
        }

        List<ApiRequest> requests = simulator.requests();

        assertThat(requests).hasSizeBetween(10, 16);
        assertThat(requests.get(requests.size() - 1).path()).isEqualTo("/messages?i=19");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndNotCutOff() throws InterruptedException {
        simulator.customer(LENA, "Lena");
        byte[] large = new byte[112 * MEGABYTE];

        Business.Reply fromCustomer =
                business.send(business.request("/simulator/customers/" + LENA + "/files?kind=document")
                        .header("Content-Type", "application/pdf")
                        .POST(BodyPublishers.ofByteArray(large))
                        .build());
        Business.Reply fromBusiness = business.send(upload(business, large));

        assertThat(fromCustomer.status()).isEqualTo(413);
        assertThat(fromCustomer.json().path("error").asText()).contains("bytes");
        assertThat(fromBusiness.status()).isEqualTo(413);
        assertThat(business.get("/simulator/state").json().path("messages")).isEmpty();
    }

    /** A program of its own, because the memory of this one says nothing. */
    @Test
    void manyUploadsFitIntoASmallHeap() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProgram.class.getName(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            String url = lines.readLine().replaceAll(".*(http://[^/]+)/", "$1");
            Business program = new Business(url, "simulator-key");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                statuses.add(program.send(upload(program, noise(MEGABYTE))).status());
            }

            assertThat(statuses).containsOnly(200);
            assertThat(program.get("/simulator/state").status()).isEqualTo(200);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
