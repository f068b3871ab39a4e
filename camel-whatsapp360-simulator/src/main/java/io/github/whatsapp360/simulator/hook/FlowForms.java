/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.time.Loop;
import io.github.whatsapp360.simulator.wire.FlowEnvelope;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.CustomerActions;
import io.github.whatsapp360.simulator.world.Flows;
import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The forms of flow messages: asks the endpoint of a flow as a phone does, with an encrypted request that waits for its
 * answer for 10 seconds and is repeated once after 421. When the endpoint closes the form, its parameters are sent to
 * the business as a message of the customer. Confined to the event loop.
 */
public final class FlowForms {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int UNREADABLE = 421;
    private static final String VERSION = "3.0";

    private final World world;
    private final Flows flows;
    private final CustomerActions actions;
    private final HttpClient client;

    /**
     * What a phone asks.
     *
     * @param action {@code INIT}, {@code data_exchange} or {@code BACK}
     * @param screen id of the screen that is shown; empty if there is none
     * @param data what was entered
     */
    public record Question(String action, String screen, JsonNode data) {}

    /**
     * What the endpoint has answered.
     *
     * @param status HTTP status; 0 if there was no answer
     * @param screen id of the screen to show; empty if there is none
     * @param data of the screen
     * @param error text for the customer; empty if there is none
     * @param messageId id of the message that the completed form has sent; null while the form is open
     */
    public record Reply(
            int status,
            String screen,
            JsonNode data,
            String error,
            @Nullable String messageId) {

        private static Reply failed(int status, String error) {
            return new Reply(status, "", Json.object(), error, null);
        }
    }

    /** Forms of the messages of this world, with their own pool of connections. */
    public FlowForms(Loop loop, World world, Flows flows, CustomerActions actions) {
        this.world = world;
        this.flows = flows;
        this.actions = actions;
        this.client = loop.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setConnectTimeout((int) RESPONSE_TIMEOUT.toMillis())
                        .setTrustAll(true)
                        .setVerifyHost(false));
    }

    /** The parameters of a flow message; empty if the message is none. */
    public JsonNode parameters(Channel channel, String messageId) {
        return world.findMessage(channel, messageId)
                .map(message -> message.json().at("/interactive/action/parameters"))
                .filter(JsonNode::isObject)
                .orElseGet(Json::object);
    }

    /** The flow that a message opens; empty if the message opens none, or none of this simulator. */
    public Optional<ObjectNode> flow(Channel channel, String messageId) {
        return flows.of(parameters(channel, messageId));
    }

    /**
     * Asks the endpoint of the flow of a message.
     *
     * @throws IllegalArgumentException if the message is no flow message of a known flow with an endpoint, or the
     *     number has no public key
     */
    public Future<Reply> ask(Chat chat, String messageId, Question question) {
        String endpoint = flow(chat.channel(), messageId)
                .map(flow -> flow.path("endpoint_uri").asText())
                .orElse("");
        if (endpoint.isEmpty()) {
            throw new IllegalArgumentException("Expected the message of a flow with an endpoint_uri, Actual another");
        }
        ObjectNode request = Json.object().put("version", VERSION).put("action", question.action());
        if (!question.screen().isEmpty()) {
            request.put("screen", question.screen());
        }
        request.set("data", question.data());
        request.put(
                "flow_token",
                parameters(chat.channel(), messageId).path("flow_token").asText("unused"));
        return send(chat, endpoint, request)
                .compose(first ->
                        first.status() == UNREADABLE ? send(chat, endpoint, request) : Future.succeededFuture(first))
                .map(reply -> completed(chat, messageId, reply));
    }

    private static RSAPublicKey key(Channel channel) {
        String pem = channel.flowKey();
        if (pem == null) {
            throw new IllegalArgumentException("The number has no public key: POST /whatsapp_business_encryption");
        }
        return FlowEnvelope.publicKey(pem).orElseThrow();
    }

    private Future<Reply> send(Chat chat, String endpoint, ObjectNode request) {
        FlowEnvelope envelope = new FlowEnvelope(key(chat.channel()), request);
        RequestOptions options = new RequestOptions();
        try {
            options.setMethod(HttpMethod.POST)
                    .setAbsoluteURI(endpoint)
                    .setTimeout(RESPONSE_TIMEOUT.toMillis())
                    .putHeader("Content-Type", "application/json");
        } catch (VertxException noAddress) {
            throw new IllegalArgumentException("The endpoint_uri of the flow is no URL", noAddress);
        }
        return client.request(options)
                .compose(opened -> opened.send(Buffer.buffer(envelope.body())))
                .compose(response -> response.body()
                        .map(body -> reply(envelope, response.statusCode(), body.toString(StandardCharsets.UTF_8))))
                .otherwise(unreachable -> Reply.failed(0, "No answer"));
    }

    private static Reply reply(FlowEnvelope envelope, int status, String body) {
        if (status != OK) {
            return Reply.failed(status, reason(body));
        }
        return envelope.answer(body)
                .map(answer -> new Reply(
                        status,
                        answer.path("screen").asText(),
                        answer.path("data"),
                        answer.at("/data/error_message").asText(""),
                        null))
                .orElseGet(() -> Reply.failed(status, "The answer is not encrypted for this request"));
    }

    private static String reason(String body) {
        return Json.readObject(body.getBytes(StandardCharsets.UTF_8))
                .map(json -> json.path("error_msg").asText())
                .filter(text -> !text.isEmpty())
                .orElse("Something went wrong");
    }

    private Reply completed(Chat chat, String messageId, Reply reply) {
        if (!reply.screen().equals("SUCCESS")) {
            return reply;
        }
        return reply.data().at("/extension_message_response/params") instanceof ObjectNode params
                ? new Reply(
                        reply.status(),
                        reply.screen(),
                        reply.data(),
                        reply.error(),
                        actions.completeFlow(chat, messageId, params.deepCopy()))
                : Reply.failed(reply.status(), "The answer closes the form without extension_message_response.params");
    }
}
