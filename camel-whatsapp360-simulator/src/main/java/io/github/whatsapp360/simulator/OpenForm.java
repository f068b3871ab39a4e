/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.FlowEnvelope;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A form that a customer has opened: a WhatsApp Flow whose endpoint answers what each screen shows. Requests are
 * encrypted as a phone does, and wait for the answer for 10 seconds. When the endpoint closes the form, its parameters
 * are sent to the business as a message of the customer. Confined to one thread.
 */
public final class OpenForm {

    /** What a phone waits for. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int OK = 200;
    private static final int UNREADABLE = 421;
    private static final String VERSION = "3.0";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Messages messages;
    private final URI endpoint;
    private final String token;
    private String screen = "";
    private JsonNode data = Json.object();
    private int status = OK;
    private String error = "";
    private @Nullable String messageId;

    /** What the form needs of its chat. */
    private record Messages(Supplier<RSAPublicKey> key, Function<ObjectNode, String> completion) {}

    private OpenForm(Messages messages, URI endpoint, String token) {
        this.messages = messages;
        this.endpoint = endpoint;
        this.token = token;
    }

    static OpenForm open(Engine engine, Channel channel, Person person, String messageId) {
        JsonNode parameters = engine.call(() -> engine.world()
                .findMessage(channel, messageId)
                .map(message -> message.json().at("/interactive/action/parameters"))
                .orElseGet(Json::object));
        String uri = engine.call(() -> engine.flows()
                .of(parameters)
                .map(flow -> flow.path("endpoint_uri").asText())
                .orElse(""));
        if (uri.isEmpty()) {
            throw new IllegalStateException("Expected the message of a flow with an endpoint_uri, Actual another");
        }
        Messages messages = new Messages(
                () -> engine.call(() -> key(channel)),
                params -> engine.call(
                        () -> engine.actions().completeFlow(engine.world().chat(channel, person), messageId, params)));
        OpenForm form = new OpenForm(
                messages, URI.create(uri), parameters.path("flow_token").asText("unused"));
        if (parameters.path("flow_action").asText().equals("data_exchange")) {
            form.ask("INIT", Map.of());
        } else {
            form.screen = parameters.at("/flow_action_payload/screen").asText();
            form.data = parameters.at("/flow_action_payload/data");
        }
        return form;
    }

    private static RSAPublicKey key(Channel channel) {
        String pem = channel.flowKey();
        if (pem == null) {
            throw new IllegalStateException("The number has no public key: POST /whatsapp_business_encryption");
        }
        return FlowEnvelope.publicKey(pem).orElseThrow();
    }

    /** The id of the screen that is shown; empty if none could be shown. */
    public String screen() {
        return screen;
    }

    /** A value of the screen, by JSON pointer, for example {@code /times/0/title}; empty if there is none. */
    public String value(String pointer) {
        JsonNode value = data.at(pointer);
        return value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
    }

    /** The text that the screen shows because its input was not accepted, or the reason why the form cannot go on. */
    public String error() {
        return error;
    }

    /** The HTTP status of the last answer; 0 if there was none. */
    public int status() {
        return status;
    }

    /** The id of the message that the completed form has sent; null while it is open. */
    public @Nullable String messageId() {
        return messageId;
    }

    /** Submits the screen with these values. */
    public OpenForm submits(Map<String, ?> values) {
        return ask("data_exchange", values);
    }

    /** Goes back from the screen, which asks for new data. */
    public OpenForm goesBack() {
        return ask("BACK", Map.of());
    }

    private OpenForm ask(String action, Map<String, ?> values) {
        ObjectNode request = Json.object().put("version", VERSION).put("action", action);
        if (!screen.isEmpty()) {
            request.put("screen", screen);
        }
        request.set("data", Json.of(values));
        request.put("flow_token", token);
        send(request, true);
        return this;
    }

    private void send(ObjectNode request, boolean again) {
        FlowEnvelope envelope = new FlowEnvelope(messages.key().get(), request);
        HttpResponse<String> response = post(envelope.body());
        status = response == null ? 0 : response.statusCode();
        error = "";
        if (status == UNREADABLE && again) {
            send(request, false);
        } else if (response != null && status == OK) {
            show(envelope.answer(response.body()).orElse(null));
        } else {
            error = response == null ? "No answer" : reason(response.body());
        }
    }

    private static String reason(String body) {
        return Json.readObject(body.getBytes(StandardCharsets.UTF_8))
                .map(json -> json.path("error_msg").asText())
                .filter(text -> !text.isEmpty())
                .orElse("Something went wrong");
    }

    private void show(@Nullable ObjectNode answer) {
        if (answer == null) {
            error = "The answer is not encrypted for this request";
            return;
        }
        screen = answer.path("screen").asText();
        data = answer.path("data");
        error = data.path("error_message").asText("");
        if (screen.equals("SUCCESS")) {
            messageId = messages.completion().apply((ObjectNode)
                    data.at("/extension_message_response/params").deepCopy());
        }
    }

    private @Nullable HttpResponse<String> post(byte[] body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(endpoint)
                            .timeout(LIMIT)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException late) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", interrupted);
        }
    }
}
