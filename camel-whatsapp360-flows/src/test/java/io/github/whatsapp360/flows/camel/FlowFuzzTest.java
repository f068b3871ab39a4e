/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.FlowResponse;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random requests to one endpoint: none is left without an answer, none is an error of the server, and no answer to what
 * cannot be read differs from another. {@code -Dflow.fuzz=10000} for the long form.
 */
class FlowFuzzTest {

    private static final int REQUESTS = Integer.getInteger("flow.fuzz", 150);
    private static final String[] MEMBERS = {"encrypted_flow_data", "encrypted_aes_key", "initial_vector"};

    private static FlowBed bed;
    private final long seed = Long.getLong("flow.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeAll
    static void start() throws Exception {
        bed = new FlowBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support?errors=true&maximumRequestSize=256KB")
                        .process(exchange -> {
                            FlowRequest request = exchange.getMessage().getBody(FlowRequest.class);
                            exchange.getMessage().getBody(Map.class);
                            exchange.getMessage()
                                    .setBody(FlowResponse.screen(
                                            "DAY",
                                            Map.of("members", request.toMap().size())));
                        });
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        bed.close();
    }

    @Test
    void anyBytesAreAnswered421WithNothing() throws Exception {
        Set<String> headers = new TreeSet<>();
        for (int i = 0; i < REQUESTS; i++) {
            HttpResponse<String> answer = bed.phone().post(anything());
            assertThat(answer.statusCode()).as("seed %s, request %s", seed, i).isIn(413, 421);
            assertThat(answer.body()).isEmpty();
            if (answer.statusCode() == 421) {
                headers.add(answer.headers().map().toString().replaceAll("date=\\[[^]]*]", ""));
            }
        }
        assertThat(headers).hasSize(1);
    }

    private byte[] anything() throws Exception {
        byte[] sealed = bed.phone().seal("{\"action\":\"ping\"}").body();
        return switch (random.nextInt(7)) {
            case 0 -> bytes(random.nextInt(2_000));
            case 1 -> Arrays.copyOf(sealed, random.nextInt(sealed.length));
            case 2 -> json(4).getBytes(UTF_8);
            case 3 -> "[".repeat(random.nextInt(100_000)).getBytes(UTF_8);
            case 4 -> ("{\"encrypted_flow_data\":" + "{\"a\":".repeat(random.nextInt(20_000))).getBytes(UTF_8);
            case 5 -> Phone.JSON.writeValueAsBytes(Map.of(MEMBERS[random.nextInt(3)], "A".repeat(300_000)));
            default -> spoiled();
        };
    }

    /** A sealed request of which one member is another text, a text of other length, or no text. */
    private byte[] spoiled() throws Exception {
        Map<String, Object> envelope =
                new LinkedHashMap<>(bed.phone().seal("{\"action\":\"ping\"}").envelope());
        String member = MEMBERS[random.nextInt(3)];
        String good = String.valueOf(envelope.get(member));
        switch (random.nextInt(5)) {
            case 0 -> envelope.remove(member);
            case 1 -> envelope.put(member, Phone.JSON.readTree(json(2)));
            case 2 -> envelope.put(member, Base64.getEncoder().encodeToString(bytes(random.nextInt(600))));
            case 3 -> envelope.put(member, good.substring(0, random.nextInt(good.length() - 4)));
            default -> envelope.put(member, good.replace(good.charAt(0), good.charAt(0) == 'z' ? 'y' : 'z'));
        }
        return Phone.JSON.writeValueAsBytes(envelope);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String json(int depth) throws Exception {
        String text = Phone.JSON.writeValueAsString(new String(bytes(random.nextInt(12)), UTF_16BE));
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> random.nextLong() + "e" + random.nextInt(400);
            case 3 -> "-0." + "7".repeat(random.nextInt(900) + 1);
            case 4, 5 -> text;
            case 6 -> "[" + json(depth - 1) + "," + json(depth - 1) + "]";
            default -> "{" + text + ":" + json(depth - 1) + ",\"screen\":" + json(depth - 1) + "}";
        };
    }

    @Test
    void aRequestOfAnyFormIsAnsweredBy200Or421() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            Phone.Answer answer = bed.phone().ask(request());
            assertThat(answer.status()).as("seed %s, request %s", seed, i).isIn(200, 421);
            assertThat(answer.status() == 200 || answer.body().isEmpty()).isTrue();
        }
    }

    private String request() throws Exception {
        String action = random.nextInt(3) > 0
                ? "\"" + new String[] {"INIT", "BACK", "data_exchange", "ping"}[random.nextInt(4)] + "\""
                : json(1);
        String deep = "[".repeat(random.nextInt(1_100));
        return switch (random.nextInt(8)) {
            case 0 -> json(5);
            case 1 -> "{\"action\":" + action + ",\"data\":{\"a\":" + deep + deep.replace('[', ']') + "}}";
            case 2 ->
                "{\"action\":" + action + ",\"data\":{\"error\":" + json(1) + ",\"error_message\":" + json(0) + "}}";
            default ->
                "{\"version\":" + json(1) + ",\"action\":" + action + ",\"screen\":" + json(1) + ",\"data\":" + json(3)
                        + ",\"flow_token\":" + json(1) + ",\"flow_token_signature\":" + json(1) + "}";
        };
    }
}
