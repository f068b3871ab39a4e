/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.github.whatsapp360.message.interactive.InteractiveAction;
import java.io.IOException;

/**
 * Writes {@code {"name":…,"parameters":{…}}} around the components of an action, so that its record can be flat.
 * Omitted if all parameters are absent.
 *
 * <p>Thread-safe.
 */
final class NamedActionSerializer extends StdSerializer<InteractiveAction.Named> implements ResolvableSerializer {

    private final transient JsonSerializer<Object> parameters;

    private NamedActionSerializer(JsonSerializer<Object> parameters) {
        super(InteractiveAction.Named.class);
        this.parameters = parameters;
    }

    /** Wraps Jackson's serializer of each such record. */
    static Module module() {
        return new SimpleModule("named-actions").setSerializerModifier(new BeanSerializerModifier() {
            @Override
            @SuppressWarnings("unchecked")
            public JsonSerializer<?> modifySerializer(
                    SerializationConfig config, BeanDescription bean, JsonSerializer<?> serializer) {
                return InteractiveAction.Named.class.isAssignableFrom(bean.getBeanClass())
                        ? new NamedActionSerializer((JsonSerializer<Object>) serializer)
                        : serializer;
            }
        });
    }

    @Override
    public void resolve(SerializerProvider provider) throws JsonMappingException {
        if (parameters instanceof ResolvableSerializer resolvable) {
            resolvable.resolve(provider);
        }
    }

    @Override
    public void serialize(InteractiveAction.Named action, JsonGenerator generator, SerializerProvider provider)
            throws IOException {
        generator.writeStartObject(action);
        generator.writeStringField("name", action.name());
        try (TokenBuffer buffer = new TokenBuffer(generator.getCodec(), false)) {
            parameters.serialize(action, buffer, provider);
            if (!isEmpty(buffer)) {
                generator.writeFieldName("parameters");
                buffer.serialize(generator);
            }
        }
        generator.writeEndObject();
    }

    private static boolean isEmpty(TokenBuffer object) throws IOException {
        try (JsonParser tokens = object.asParser()) {
            tokens.nextToken();
            return tokens.nextToken() == JsonToken.END_OBJECT;
        }
    }
}
