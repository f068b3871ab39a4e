/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Requests that are nearly right, in a program with little memory, with uploads in between: each is answered, and none
 * with an error of the server. {@code -Dsimulator.fuzz=10000} for the long form.
 */
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("simulator.fuzz", 400);
    private static final String LENA = "491701234567";
    private static final List<String> ODD = List.of(
            "",
            " ",
            "a",
            "-1",
            "0",
            "1e999",
            "null",
            "{{1}}",
            "{{2}}",
            "😀😀",
            "\u0000",
            "é\u202e",
            "../../etc",
            "%%%",
            "*");
    private static final Pattern USED =
            Pattern.compile("(?s).*garbage-first heap\\s+total \\d+K, (?:committed \\d+K, )?used (\\d+)K.*");

    private final Random random = new Random(24);

    private record Shot(String method, String path, String body) {}

    private static List<Shot> shots() throws IOException {
        List<Shot> shots = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/endpoint-requests.txt"))) {
            String[] row = line.split("\\|", 4);
            if (row.length == 4 && row[2].contains(" ") && !row[3].contains("http")) {
                shots.add(new Shot(row[2].split(" ", 2)[0], row[2].split(" ", 2)[1], row[3]));
            }
        }
        for (String line : Files.readAllLines(Path.of("src/test/resources/right-requests.txt"))) {
            String body = line.replaceFirst("^[a-z_]+\\|", "")
                    .replace("{~to", "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA + "\"");
            shots.add(new Shot("POST", "/messages", body));
        }
        String control = "/simulator/customers/" + LENA;
        for (String action : List.of(
                "{\"text\":\"Hello\"}",
                "{\"type\":\"tap\",\"message\":\"~wamid\",\"choice\":\"yes\"}",
                "{\"type\":\"flow\",\"message\":\"~wamid\",\"answer\":{\"a\":1}}",
                "{\"type\":\"image\",\"mimeType\":\"image/png\",\"base64\":\"AAAA\"}",
                "{\"type\":\"raw\",\"element\":{\"type\":\"text\",\"text\":{\"body\":\"x\"}}}",
                "{\"type\":\"location\",\"latitude\":1.5,\"longitude\":2,\"name\":\"n\"}",
                "{\"type\":\"order\",\"product\":\"a\",\"quantity\":1,\"price\":2.5}",
                "{\"type\":\"edit\",\"message\":\"~wamid\",\"text\":\"b\"}",
                "{\"type\":\"call\",\"seconds\":3}")) {
            shots.add(new Shot("POST", control + "/messages", action));
        }
        shots.add(new Shot("PATCH", control, "{\"name\":\"Lena\",\"online\":true,\"reachable\":true}"));
        shots.add(new Shot("POST", "/simulator/clock", "{\"advance\":\"PT1S\"}"));
        shots.add(new Shot("PATCH", "/simulator/settings", "{\"batchSize\":2,\"statusDelays\":{\"sent\":\"PT1S\"}}"));
        shots.add(new Shot("PATCH", "/simulator/switches", "{\"duplicates\":true,\"limits\":false}"));
        shots.add(new Shot("POST", "/simulator/messages/~wamid/status", "{\"status\":\"failed\",\"code\":131026}"));
        shots.add(new Shot("POST", "/simulator/replay?url=http://127.0.0.1:9/", "{\"deliveries\":[{\"at\":\"x\"}]}"));
        shots.add(new Shot(
                "PUT",
                "/simulator/scenario",
                "{\"customers\":[{\"waId\":\"" + LENA + "\",\"name\":\"Lena\"}],\"faults\":[],\"switches\":{}}"));
        shots.add(new Shot("POST", "/simulator/templates", "{\"name\":\"a\",\"language\":\"en\",\"components\":[]}"));
        return shots;
    }

    @Test
    void everyRequestIsAnsweredAndNoneWithAnErrorOfTheServer() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx256m",
                        "-XX:+UseG1GC",
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
            Business business = new Business(url, "simulator-key");
            List<Shot> shots = shots();
            String wamid = customer(business);
            int half = 0;
            for (int i = 0; i < REQUESTS; i++) {
                if (i % 50 == 49) {
                    assertThat(business.send(upload(business)).status()).isLessThan(500);
                    wamid = customer(business);
                }
                Shot shot = shots.get(random.nextInt(shots.size()));
                String path = shot.path().replace("~wamid", wamid).replaceAll("~[a-z0-9]+", "123");
                String body = mutated(shot.body().replace("~wamid", wamid));
                Business.Reply reply = business.method(shot.method(), path, body);
                assertThat(reply.status())
                        .as(shot.method() + " " + path + " " + body + " -> " + reply.body())
                        .isBetween(200, 499);
                half = i == REQUESTS / 2 ? used(process) : half;
            }
            int end = used(process);
            System.err.println(
                    "After " + REQUESTS / 2 + " and " + REQUESTS + " requests: " + half + " and " + end + " KB");
            assertThat(end - half).as("growth in KB").isLessThan(64 << 10);
            assertThat(business.get("/simulator/state").status()).isEqualTo(200);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static String customer(Business business) throws InterruptedException {
        business.post("/simulator/customers", "{\"waId\":\"" + LENA + "\",\"name\":\"Lena\"}");
        business.method("DELETE", "/simulator/faults", "");
        return business.post("/simulator/customers/" + LENA + "/messages", "{\"text\":\"Hello\"}")
                .json()
                .path("id")
                .asText();
    }

    private HttpRequest upload(Business business) {
        byte[] content = new byte[1 << 20];
        random.nextBytes(content);
        return business.request("/media")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(
                                "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\n"
                                        + "whatsapp\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; "
                                        + "filename=\"a.png\"\r\n"
                                        + "Content-Type: image/png\r\n\r\n"),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString("\r\n--b--\r\n")))
                .build();
    }

    /** What the heap holds after a collection, in KB. */
    private static int used(Process process) throws IOException {
        jcmd(process, "GC.run");
        var found = USED.matcher(jcmd(process, "GC.heap_info"));
        assertThat(found.matches()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static String jcmd(Process process, String command) throws IOException {
        Process jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** One thing is changed in most bodies; some are cut off. */
    private String mutated(String body) {
        if (body.isEmpty() || random.nextInt(8) == 0) {
            return body;
        }
        if (random.nextInt(20) == 0) {
            return body.substring(0, random.nextInt(body.length()));
        }
        try {
            ObjectNode tree = Json.object(body);
            change(tree);
            return tree.toString();
        } catch (IllegalArgumentException notJson) {
            return body;
        }
    }

    private void change(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = Json.fieldNames(object);
            String name = names.get(random.nextInt(names.size()));
            JsonNode value = object.path(name);
            if (value.isContainerNode() && !value.isEmpty() && random.nextInt(4) > 0) {
                change(value);
            } else if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(random.nextInt(6) == 0 ? name + "x" : name, odd());
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            if (random.nextInt(3) == 0) {
                array.set(at, odd());
            } else {
                change(array.get(at));
            }
        }
    }

    private JsonNode odd() {
        return switch (random.nextInt(9)) {
            case 0 -> Json.object();
            case 1 -> Json.array().add(Json.object().put("a", 1));
            case 2 -> Json.of(random.nextInt() * 1000L);
            case 3 -> Json.of(random.nextDouble() - 0.5);
            case 4 -> Json.of(random.nextBoolean());
            case 5 -> Json.object().nullNode();
            case 6 -> Json.of("x".repeat(random.nextInt(6000)));
            default -> Json.of(ODD.get(random.nextInt(ODD.size())));
        };
    }
}
