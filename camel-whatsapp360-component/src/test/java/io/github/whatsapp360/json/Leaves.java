/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Changes one value of an element after the other, and tells which of them change nothing of what is looked at. */
final class Leaves {

    private static final String LIST = "[]";

    private final InboundEvent event;
    private final JsonNode element;
    private final Function<InboundEvent, Object> look;
    private final TreeSet<String> unseen = new TreeSet<>();

    private Leaves(InboundEvent event, Function<InboundEvent, Object> look) {
        this.event = event;
        this.element = InboundFixtures.READER.tree(event);
        this.look = look;
    }

    /** Where the values of all fixtures stand that make no difference to the look, {@code family:a.b[].c}. */
    static TreeSet<String> unseenOfAllFixtures(
            Predicate<InboundEvent> isLookedAt, Function<InboundEvent, Object> look) {
        TreeSet<String> unseen = new TreeSet<>();
        for (String fixture : InboundFixtures.names()) {
            for (InboundEvent event :
                    InboundFixtures.events(fixture).stream().filter(isLookedAt).toList()) {
                Leaves leaves = new Leaves(event, look);
                leaves.walk("", leaves.element);
                leaves.unseen.forEach(path -> unseen.add(event.family() + ":" + path));
            }
        }
        return unseen;
    }

    /** Those that no pattern allows. */
    static List<String> notAllowed(TreeSet<String> unseen, Map<String, String> reasons) {
        List<Pattern> allowed = reasons.keySet().stream().map(Pattern::compile).toList();
        return unseen.stream()
                .filter(path ->
                        allowed.stream().noneMatch(each -> each.matcher(path).matches()))
                .toList();
    }

    /** Patterns that allow nothing, because all that they name is seen, or is in no fixture. */
    static List<String> needless(TreeSet<String> unseen, Map<String, String> reasons) {
        return reasons.keySet().stream()
                .filter(pattern -> unseen.stream().noneMatch(path -> path.matches(pattern)))
                .sorted()
                .toList();
    }

    private void walk(String path, JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names =
                    object.properties().stream().map(Map.Entry::getKey).toList();
            for (String name : names) {
                String at = path.isEmpty() ? name : path + "." + name;
                JsonNode value = object.get(name);
                if (value.isValueNode()) {
                    tryOut(at, value, changed -> object.set(name, changed));
                } else {
                    walk(at, value);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                if (array.get(i).isValueNode()) {
                    tryOut(path + LIST, array.get(i), changed -> array.set(index, changed));
                } else {
                    walk(path + LIST, array.get(i));
                }
            }
        }
    }

    private void tryOut(String path, JsonNode value, Function<JsonNode, ?> put) {
        if (value.isNull() || value.asText().isEmpty()) {
            return;
        }
        Object before = look();
        put.apply(changed(value));
        if (look().equals(before)) {
            unseen.add(path);
        }
        put.apply(value);
    }

    private static JsonNode changed(JsonNode value) {
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.booleanValue());
        }
        if (value.isNumber()) {
            return LongNode.valueOf(value.asLong() + 1);
        }
        String text = value.asText();
        if (text.matches("[0-9]{1,18}")) {
            return TextNode.valueOf(Long.toString(Long.parseLong(text) + 1));
        }
        if (text.startsWith("{")) {
            return TextNode.valueOf(text.replaceFirst("(?s).*\" *: *\"", "$0~"));
        }
        return TextNode.valueOf(text + "~");
    }

    private Object look() {
        byte[] json = element.toString().getBytes(StandardCharsets.UTF_8);
        return look.apply(InboundFixtures.READER.read(event.family(), event.name(), json));
    }
}
