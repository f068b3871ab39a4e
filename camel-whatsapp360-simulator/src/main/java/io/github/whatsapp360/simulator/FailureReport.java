/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.ApiRequest;
import io.github.whatsapp360.simulator.fault.FaultPlan;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.hook.Courier;
import io.github.whatsapp360.simulator.hook.Delivery;
import io.github.whatsapp360.simulator.hook.DeliveryState;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.ChatMessage;
import io.github.whatsapp360.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What has happened, for the message of an assertion that fails. Confined to the event loop. */
record FailureReport(World world, Collection<ApiRequest> requests, Courier courier, FaultPlan faults) {

    private static final int MAXIMUM_LINES = 20;
    private static final int MAXIMUM_ERROR = 300;

    /** Requests, failed messages, deliveries and faults, a line each; empty when there is nothing to tell. */
    String text() {
        StringBuilder text = new StringBuilder();
        append(text, "Requests", requests.stream().map(FailureReport::line).toList());
        append(text, "Failed messages", failedMessages());
        append(
                text,
                "Webhooks that were not delivered",
                courier.log().stream()
                        .filter(delivery -> delivery.state() != DeliveryState.DONE)
                        .map(FailureReport::line)
                        .toList());
        append(text, "Faults that are not used up", faults.unused());
        return text.toString();
    }

    private static void append(StringBuilder text, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        int from = Math.max(0, lines.size() - MAXIMUM_LINES);
        text.append('\n').append(title);
        if (from > 0) {
            text.append(", the last ").append(MAXIMUM_LINES).append(" of ").append(lines.size());
        }
        text.append(':');
        lines.subList(from, lines.size()).forEach(line -> text.append("\n  ").append(line));
    }

    private static String line(ApiRequest request) {
        String line =
                request.method() + " " + request.path() + " " + (request.status() == 0 ? "none" : request.status());
        return request.status() > 0 && request.status() < 400 ? line : line + " " + error(request.answer());
    }

    /** The code and the explanation of an error, in whatever shape. */
    private static String error(String answer) {
        ObjectNode tree =
                Json.readObject(answer.getBytes(StandardCharsets.UTF_8)).orElseGet(Json::object);
        JsonNode error = tree.path("error");
        if (error.isTextual()) {
            return error.asText();
        }
        if (error.has("code")) {
            String details = error.path("error_data").path("details").asText();
            return error.path("code").asText() + " "
                    + (details.isEmpty() ? error.path("message").asText() : details);
        }
        return answer.length() > MAXIMUM_ERROR ? answer.substring(0, MAXIMUM_ERROR) + "…" : answer;
    }

    private List<String> failedMessages() {
        List<String> lines = new ArrayList<>();
        for (Channel channel : world.channels()) {
            for (Chat chat : world.chats(channel)) {
                for (ChatMessage message : chat.messages()) {
                    Problem doom = message.doom();
                    if (message.fromBusiness() && doom != null) {
                        lines.add(message.type() + " to " + chat.person().waId() + ": " + doom.code() + " "
                                + doom.details());
                    }
                }
            }
        }
        return lines;
    }

    private static String line(Delivery delivery) {
        int attempts = delivery.attempts();
        return "#" + delivery.id() + " to " + delivery.target().url() + ", " + attempts
                + (attempts == 1 ? " attempt" : " attempts")
                + (delivery.problem().isEmpty() ? "" : ", " + delivery.problem());
    }
}
