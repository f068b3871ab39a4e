/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The mapper of inbound JSON: unknown members are ignored, scalars may be strings or numbers, nulls in arrays are
 * skipped, numbers keep their precision. A value of an unexpected type is treated as absent and does not affect others.
 *
 * <p>Thread-safe.
 */
final class Json {

    private Json() {}

    static JsonMapper mapper() {
        JsonFactory factory = new JsonFactoryBuilder()
                .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
                .build();
        return JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .addHandler(new OddValues())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .defaultSetterInfo(JsonSetter.Value.construct(Nulls.DEFAULT, Nulls.SKIP))
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .addModule(new LenientScalars())
                .addModule(new InboundContentModule())
                .build();
    }

    /** The text of the first of these members that is a string or number, and not empty. */
    static @Nullable String text(@Nullable JsonNode object, String... names) {
        if (object != null) {
            for (String name : names) {
                JsonNode member = object.path(name);
                if (member.isValueNode() && !member.isNull() && !member.asText().isEmpty()) {
                    return member.asText();
                }
            }
        }
        return null;
    }

    static @Nullable Instant time(JsonNode object, String name) {
        return EpochTime.parse(text(object, name));
    }
}
