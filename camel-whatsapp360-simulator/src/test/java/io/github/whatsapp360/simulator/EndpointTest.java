/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.world.Switch;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each line of the table is a right or a wrong request to an endpoint: the status, what the answer says, method and
 * path, the body.
 */
class EndpointTest {

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    @Test
    void everyEndpointTakesWhatIsRightAndRefusesWhatIsWrong() throws Exception {
        simulator.turn(Switch.LIMITS, false).turn(Switch.TEMPLATES_WAIT_FOR_APPROVAL, true);
        Customer lena = simulator.customer("491701234567", "Lena");
        Business business = new Business(simulator);
        Map<String, String> names = Map.of(
                "~wamid", lena.says("Hello"),
                "~call", lena.calls(Duration.ofHours(1)),
                "~media", upload(business),
                "~x150", "x".repeat(150),
                "~template",
                        business.get("/message_templates?name=hello_world")
                                .json()
                                .path("data")
                                .path(0)
                                .path("id")
                                .asText());

        for (String line : lines()) {
            String[] row = line.split("\\|", 4);
            String request = row[2] + "|" + row[3];
            for (Map.Entry<String, String> name : names.entrySet()) {
                request = request.replace(name.getKey(), name.getValue());
            }
            int space = request.indexOf(' ');
            int bar = request.indexOf('|');
            Business.Reply reply = business.method(
                    request.substring(0, space), request.substring(space + 1, bar), request.substring(bar + 1));

            assertThat(reply.status()).as(line + " -> " + reply.body()).isEqualTo(Integer.parseInt(row[0]));
            assertThat(reply.body()).as(line).contains(row[1]);
        }
    }

    /** Without a key nothing is answered, whatever the endpoint. */
    @Test
    void noEndpointAnswersWithoutAKey() throws Exception {
        Business stranger = new Business(simulator.baseUrl(), "wrong");
        for (String line : lines()) {
            String[] request = line.split("\\|", 4)[2].split(" ", 2);
            assertThat(stranger.method(request[0], request[1].replace("~", ""), "{}")
                            .body())
                    .as(line)
                    .isEqualTo("{\"error\":\"Invalid API key\"}");
        }
    }

    private static List<String> lines() throws IOException {
        try (InputStream table = EndpointTest.class.getResourceAsStream("/endpoint-requests.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static String upload(Business business) throws InterruptedException {
        String form = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: "
                + "image/png\r\n\r\nx\r\n--b--\r\n";
        return business.send(business.request("/media")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build())
                .json()
                .path("id")
                .asText();
    }
}
