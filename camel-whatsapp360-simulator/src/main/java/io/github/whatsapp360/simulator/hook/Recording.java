/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.wire.JsonSchema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * The deliveries of a run as a file, to be sent again to another URL. Headers are not in it, for they may be secret.
 * Thread-safe.
 *
 * @param entries oldest first
 */
public record Recording(List<Entry> entries) {

    /**
     * One delivery.
     *
     * @param number the digits of the business's number
     * @param after how long after the first one it was first delivered
     * @param body may not be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Entry(String number, Duration after, byte[] body) {}

    private static final JsonSchema SCHEMA = new JsonSchema(Json.object("""
            {"type": "object", "required": ["deliveries"], "additionalProperties": false, "properties": {
              "deliveries": {"type": "array", "items": {
                "type": "object", "required": ["at"], "additionalProperties": false, "properties": {
                  "at": {"type": "string", "format": "date-time"},
                  "number": {"type": "string"},
                  "body": {"type": "string"},
                  "base64": {"type": "string", "format": "base64"}}}}}}"""));

    /** Those of the log that went to the webhook of a number or of the account. */
    static ObjectNode write(Collection<Delivery> log) {
        ObjectNode recording = Json.object();
        ArrayNode deliveries = recording.putArray("deliveries");
        for (Delivery each : log) {
            if (each.target().isFirst()) {
                ObjectNode entry = deliveries
                        .addObject()
                        .put("at", each.since().toString())
                        .put("number", each.channel().phone());
                String text = each.bodyText();
                boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), each.body());
                entry.put(
                        isText ? "body" : "base64",
                        isText ? text : Base64.getEncoder().encodeToString(each.body()));
            }
        }
        return recording;
    }

    /**
     * Reads what {@link Courier#recording} has written.
     *
     * @throws IllegalArgumentException when it is something else; says all that is wrong
     */
    public static Recording read(ObjectNode recording) {
        List<String> errors = SCHEMA.errors(recording);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("The recording has errors: " + String.join("; ", errors));
        }
        List<Entry> entries = new ArrayList<>();
        Instant first = Instant.MAX;
        for (JsonNode each : recording.path("deliveries")) {
            Instant at = Instant.parse(each.path("at").asText());
            first = first.isAfter(at) ? at : first;
            byte[] body = each.hasNonNull("base64")
                    ? Base64.getDecoder().decode(each.path("base64").asText())
                    : each.path("body").asText().getBytes(StandardCharsets.UTF_8);
            entries.add(new Entry(each.path("number").asText(), Duration.between(first, at), body));
        }
        return new Recording(List.copyOf(entries));
    }
}
