/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.Feed;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.StateWriter;
import io.github.whatsapp360.simulator.world.Tick;
import io.github.whatsapp360.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What customers do by themselves: at once, or when a message of the business has reached them. The first conversation
 * that fits a message and is not used up takes it. Confined to the event loop.
 */
final class Conversations implements Feed {

    /** Does what a step says. */
    @FunctionalInterface
    interface Actor {

        /**
         * The customer acts.
         *
         * @param action in the form of the control API
         * @throws RuntimeException when it is wrong
         */
        void act(Chat chat, ObjectNode action);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private static final class Conversation {
        private final String name;
        private final ObjectNode definition;
        private final Person person;
        private final Channel channel;
        private int left;

        Conversation(String name, ObjectNode definition, Person person, Channel channel) {
            this.name = name;
            this.definition = definition;
            this.person = person;
            this.channel = channel;
            this.left = definition.path("times").asInt(1);
        }

        boolean isUsedUp() {
            return left < 0;
        }

        void use() {
            left = left == 1 ? -1 : Math.max(0, left - 1);
        }
    }

    private final World world;
    private final Actor actor;
    private final List<Conversation> all = new ArrayList<>();
    private final Set<Step> steps = new LinkedHashSet<>();

    /** What a customer will do. */
    private record Step(Conversation conversation, ObjectNode action, Instant due) {}

    Conversations(World world, Actor actor) {
        this.world = world;
        this.actor = actor;
        world.follow(this);
    }

    void clear() {
        all.clear();
        steps.clear();
    }

    /** Adds one; it begins at once when it waits for nothing. */
    void add(ObjectNode definition) {
        Channel channel = definition.hasNonNull("number")
                ? world.byPhone(definition.path("number").asText()).orElseThrow()
                : world.channels().get(0);
        Person person = world.people()
                .findCustomer(definition.path("customer").asText())
                .orElseThrow();
        Conversation added =
                new Conversation("conversations[" + all.size() + "]", definition.deepCopy(), person, channel);
        all.add(added);
        if (!definition.hasNonNull("when")) {
            added.left = -1;
            begin(added, "");
        }
    }

    /** Those that are not used up, and before them the steps that are under way, in the form of a scenario. */
    ArrayNode write() {
        ArrayNode written = Json.array();
        for (Step step : steps) {
            Conversation of = step.conversation();
            ObjectNode rest =
                    written.addObject().put("number", of.channel.phone()).put("customer", StateWriter.name(of.person));
            rest.putArray("then")
                    .add(step.action().deepCopy().put("after", StateWriter.until(world.now(), step.due())));
        }
        all.stream()
                .filter(each -> !each.isUsedUp())
                .forEach(each -> written.add(each.definition
                        .deepCopy()
                        .put("times", each.left)
                        .put("number", each.channel.phone())
                        .put("customer", StateWriter.name(each.person))));
        return written;
    }

    @Override
    public void changed(String kind, Supplier<ObjectNode> details) {
        if (all.isEmpty() || !kind.equals("message")) {
            return;
        }
        ObjectNode message = details.get();
        if (message.path("fromBusiness").booleanValue()
                && message.path("status").asText().equals(Tick.DELIVERED.word())) {
            all.stream()
                    .filter(each -> !each.isUsedUp() && fits(each, message))
                    .findFirst()
                    .ifPresent(each -> {
                        each.use();
                        begin(each, message.path("id").asText());
                    });
        }
    }

    private static boolean fits(Conversation conversation, ObjectNode message) {
        if (!message.path("customer").asText().equals(conversation.person.id())
                || !message.path("number").asText().equals(conversation.channel.phone())) {
            return false;
        }
        JsonNode when = conversation.definition.path("when");
        String text = message.path("text").asText();
        String template = message.path("json").path("template").path("name").asText();
        return (!when.hasNonNull("type")
                        || when.path("type")
                                .asText()
                                .equals(message.path("type").asText()))
                && (!when.hasNonNull("template")
                        || when.path("template").asText().equals(template))
                && (!when.hasNonNull("contains")
                        || text.toLowerCase(Locale.ROOT)
                                .contains(when.path("contains").asText().toLowerCase(Locale.ROOT)))
                && (!when.hasNonNull("matches")
                        || text.matches(when.path("matches").asText()));
    }

    private void begin(Conversation conversation, String messageId) {
        Instant due = world.timeline().dueNow();
        for (JsonNode step : conversation.definition.path("then")) {
            due = due.plus(Duration.parse(step.path("after").asText("PT0S")));
            ObjectNode action = step.deepCopy();
            action.remove("after");
            boolean writes = action.path("type").asText("text").equals("text");
            if (!writes && !action.hasNonNull("message") && !messageId.isEmpty()) {
                action.put("message", messageId);
            }
            Step planned = new Step(conversation, action, due);
            steps.add(planned);
            world.timeline().at(due, then -> {
                steps.remove(planned);
                act(conversation, action);
            });
        }
    }

    private void act(Conversation conversation, ObjectNode action) {
        try {
            actor.act(world.chat(conversation.channel, conversation.person), action);
        } catch (RuntimeException wrong) {
            LOG.warn(
                    "{} of the scenario: a step of type {} failed: {}",
                    conversation.name,
                    action.path("type").asText("text"),
                    wrong.getMessage());
        }
    }
}
