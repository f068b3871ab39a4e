/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.json.MessageCheck.Violation;
import io.github.whatsapp360.message.MessageHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to {@code POST /messages}, parsed once for all checks before it is sent.
 *
 * <p>Immutable and thread-safe.
 */
public final class RequestTree {

    private final JsonNode root;

    private RequestTree(JsonNode root) {
        this.root = root;
    }

    /**
     * Parses a request body.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    public static RequestTree of(byte[] request) {
        return new RequestTree(MessageWriter.tree(request));
    }

    /** The head of the message. */
    public MessageHead head() {
        return MessageHeadReader.read(root);
    }

    /** The language of the template; null if there is none. */
    public @Nullable String templateLanguage() {
        JsonNode language = root.path("template").path("language");
        JsonNode code = language.isObject() ? language.path("code") : language;
        return code.isTextual() ? code.asText() : null;
    }

    /** The category of Direct Send as it was written; empty if there is none. */
    public String category() {
        return root.path("category").asText();
    }

    /** The violations of the API's limits. */
    public List<Violation> violations() {
        return MessageCheck.violations(root);
    }
}
