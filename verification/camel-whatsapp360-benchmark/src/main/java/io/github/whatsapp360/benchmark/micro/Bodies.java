/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.benchmark.receive.Deliveries;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Deliveries by name. */
final class Bodies {

    private Bodies() {}

    static byte[] of(String name) {
        return switch (name) {
            case "status" -> first("\"statuses\":[", 1_000);
            case "text" -> first("\"type\":\"text\"", 1_000);
            case "longText" ->
                Deliveries.bodies().stream()
                        .max(Comparator.comparing(body -> body.length))
                        .orElseThrow();
            case "fiveStatuses" ->
                Deliveries.bodies().stream()
                        .filter(body -> new String(body, UTF_8).split("recipient_id", -1).length == 6)
                        .findFirst()
                        .orElseThrow();
            case "errors" -> errors();
            default -> throw new IllegalArgumentException("Expected the name of a body, actual " + name);
        };
    }

    private static byte[] first(String part, int shorterThan) {
        List<byte[]> bodies = Deliveries.bodies();
        return bodies.stream()
                .filter(body -> body.length < shorterThan && new String(body, UTF_8).contains(part))
                .findFirst()
                .orElseThrow();
    }

    /** One thousand errors without an id, each of which has to be told from the others by its bytes. */
    private static byte[] errors() {
        String errors = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"code\":130429,\"title\":\"Rate limit hit\",\"message\":\"Rate limit hit\","
                        + "\"error_data\":{\"details\":\"Message failed to send, number " + i + "\"}}")
                .collect(Collectors.joining(","));
        return Deliveries.envelope("\"errors\":[" + errors + "]").getBytes(UTF_8);
    }
}
