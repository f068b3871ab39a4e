/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.event.content.ErrorItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The optional parts of an event. An unreadable part is omitted, so that, for example, a malformed advertisement does
 * not affect the text of the message. The raw element still contains it.
 *
 * <p>Thread-safe.
 */
final class Parts {

    private Parts() {}

    static <T> @Nullable T read(@Nullable JsonNode part, Class<T> type, ObjectMapper mapper) {
        if (part == null || !part.isObject()) {
            return null;
        }
        try {
            return mapper.treeToValue(part, type);
        } catch (JsonProcessingException | RuntimeException malformed) {
            return null;
        }
    }

    static List<ErrorItem> errors(JsonNode element) {
        List<ErrorItem> errors = new ArrayList<>();
        for (JsonNode error : element.path("errors")) {
            if (error.isObject()) {
                errors.add(InboundContentModule.error(error));
            }
        }
        return errors;
    }
}
