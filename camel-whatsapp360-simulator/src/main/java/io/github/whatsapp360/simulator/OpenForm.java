/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.hook.FlowForms;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Person;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A form that a customer has opened: a WhatsApp Flow whose endpoint answers what each screen shows. Requests are
 * encrypted as a phone does, and wait for the answer for 10 seconds. When the endpoint closes the form, its parameters
 * are sent to the business as a message of the customer. Confined to one thread.
 */
public final class OpenForm {

    private static final int OK = 200;

    private final Engine engine;
    private final Channel channel;
    private final Person person;
    private final String openedBy;
    private String screen = "";
    private JsonNode data = Json.object();
    private int status = OK;
    private String error = "";
    private @Nullable String messageId;

    private OpenForm(Engine engine, Channel channel, Person person, String openedBy) {
        this.engine = engine;
        this.channel = channel;
        this.person = person;
        this.openedBy = openedBy;
    }

    static OpenForm open(Engine engine, Channel channel, Person person, String messageId) {
        OpenForm form = new OpenForm(engine, channel, person, messageId);
        JsonNode parameters = engine.call(() -> engine.forms().parameters(channel, messageId));
        if (parameters.path("flow_action").asText().equals("data_exchange")) {
            form.ask("INIT", Map.of());
        } else {
            form.screen = parameters.at("/flow_action_payload/screen").asText();
            form.data = parameters.at("/flow_action_payload/data");
        }
        return form;
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
        FlowForms.Question question = new FlowForms.Question(action, screen, Json.of(values));
        CompletableFuture<FlowForms.Reply> answer = engine.call(() -> engine.forms()
                .ask(engine.world().chat(channel, person), openedBy, question)
                .toCompletionStage()
                .toCompletableFuture());
        FlowForms.Reply reply = answer.join();
        status = reply.status();
        error = reply.error();
        if (!reply.screen().isEmpty()) {
            screen = reply.screen();
            data = reply.data();
        }
        messageId = reply.messageId();
        return this;
    }
}
