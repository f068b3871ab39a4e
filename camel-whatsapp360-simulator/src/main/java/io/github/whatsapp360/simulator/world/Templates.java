/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.wire.Wamid;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The templates of the business account; both dialects of the API show the same ones. Some exist from the beginning.
 * Confined to the event loop.
 */
public final class Templates {

    private static final String INITIAL = "initial-templates.json";

    private final Wamid ids;
    private final Map<String, Template> byId = new LinkedHashMap<>();

    Templates(Wamid ids) {
        this.ids = ids;
        addInitial();
    }

    /** Adds those that exist from the beginning. */
    void addInitial() {
        try (InputStream stream = Templates.class.getResourceAsStream(INITIAL)) {
            if (stream == null) {
                throw new IllegalStateException("Expected the resource " + INITIAL + ", Actual none");
            }
            ObjectNode initial = Json.readObject(stream.readAllBytes())
                    .orElseThrow(() -> new IllegalStateException("Expected JSON in " + INITIAL));
            initial.path("templates").forEach(each -> add((ObjectNode) each, "APPROVED", Instant.EPOCH));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Adds one, in the form of {@code POST /message_templates}. */
    public Template add(ObjectNode definition, String status, Instant now) {
        return add("", definition, status, now);
    }

    /** The same with this id; empty for a new one. */
    Template add(String id, ObjectNode definition, String status, Instant now) {
        Template template = new Template(id.isEmpty() ? ids.digits(16) : id, definition, status, now);
        byId.put(template.id(), template);
        return template;
    }

    void clear() {
        byId.clear();
    }

    /** All, oldest first. */
    public Collection<Template> all() {
        return byId.values();
    }

    /** The one with this id. */
    public Optional<Template> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The one of this name and language. */
    public Optional<Template> find(String name, String language) {
        return byId.values().stream()
                .filter(template ->
                        template.name().equals(name) && template.language().equals(language))
                .findFirst();
    }

    /** All languages of a name. */
    public List<Template> named(String name) {
        return byId.values().stream()
                .filter(template -> template.name().equals(name))
                .toList();
    }

    /** Replaces what may be replaced. */
    public void edit(Template template, String category, ArrayNode components) {
        template.category(category);
        template.components(components);
    }

    /** Changes the state of review. */
    public void status(Template template, String now) {
        template.status(now);
    }

    /** Deletes one. */
    public void remove(Template template) {
        byId.remove(template.id());
    }
}
