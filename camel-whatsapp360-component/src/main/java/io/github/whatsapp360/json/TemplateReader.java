/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.whatsapp360.message.template.TemplateDefinition;
import io.github.whatsapp360.message.template.TemplateDefinition.Button;
import io.github.whatsapp360.message.template.TemplateDefinition.Component;
import io.github.whatsapp360.message.template.TemplateDefinition.Details;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads templates from the answers of {@code /message_templates} and of {@code /v1/configs/templates}.
 *
 * <p>Tolerant: words in either case, unknown members and kinds are passed over, and so is a template without name or
 * language. Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates">Meta: Message
 *     templates</a>
 */
public final class TemplateReader {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String OPTIMIZATION_SPEC = "optimization_spec";

    /** Until July 2026. */
    private static final String BID_SPEC = "bid_spec";

    private TemplateReader() {}

    /**
     * The templates of one answer: one page of a list in either dialect, or a single template.
     *
     * @throws UncheckedIOException if it is not JSON
     */
    public static List<TemplateDefinition> read(byte[] answer) {
        JsonNode root;
        try {
            root = MAPPER.readTree(answer);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
        return Stream.of("data", "waba_templates")
                .map(root::get)
                .filter(list -> list != null && list.isArray())
                .findFirst()
                .map(TemplateReader::elements)
                .orElse(Stream.of(root))
                .filter(template -> template.path("name").isTextual()
                        && template.path("language").isTextual())
                .map(TemplateReader::definition)
                .toList();
    }

    private static TemplateDefinition definition(JsonNode template) {
        JsonNode score = template.path("quality_score");
        return new TemplateDefinition(
                template.path("name").asText(),
                template.path("language").asText(),
                template.path("status").asText(),
                template.path("category").asText(),
                components(template),
                new Details(
                        text(template, "id"),
                        text(template, "parameter_format"),
                        text(template, "rejected_reason"),
                        score.isObject() ? text(score, "score") : text(template, "quality_score"),
                        optimizationSpec(template)));
    }

    private static @Nullable String optimizationSpec(JsonNode template) {
        JsonNode spec = template.path(template.has(OPTIMIZATION_SPEC) ? OPTIMIZATION_SPEC : BID_SPEC);
        return spec.isContainerNode() ? spec.toString() : null;
    }

    /**
     * A definition or a change of a template as the API takes it: {@code bid_spec}, which it takes no more, becomes
     * {@code optimization_spec}.
     */
    public static Map<String, Object> current(Map<String, ?> definition) {
        Map<String, Object> current = new LinkedHashMap<>(definition);
        Object price = current.remove(BID_SPEC);
        if (price != null) {
            current.putIfAbsent(OPTIMIZATION_SPEC, price);
        }
        return current;
    }

    private static List<Component> components(JsonNode parent) {
        return elements(parent.path("components"))
                .map(component -> new Component(
                        component.path("type").asText(),
                        text(component, "format"),
                        text(component, "text"),
                        elements(component.path("buttons"))
                                .map(button -> new Button(
                                        button.path("type").asText(), text(button, "text"), text(button, "url")))
                                .toList(),
                        elements(component.path("cards"))
                                .map(TemplateReader::components)
                                .toList(),
                        component
                                .path("limited_time_offer")
                                .path("has_expiration")
                                .asBoolean()))
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).filter(JsonNode::isObject);
    }

    private static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
