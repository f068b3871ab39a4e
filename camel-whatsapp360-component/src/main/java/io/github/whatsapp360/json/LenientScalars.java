/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Scalars in deliveries may be strings or numbers. A value of an unexpected type is read as null and does not affect
 * other members.
 *
 * <p>Thread-safe.
 */
final class LenientScalars extends SimpleModule {

    private static final long serialVersionUID = 1L;

    /** More than any amount has; beyond it an exponent alone could cost all memory. */
    private static final int MAXIMUM_SCALE = 1_000;

    private static final int MAXIMUM_DIGITS_OF_A_LONG = 18;

    LenientScalars() {
        super("lenient scalars");
        add(Instant.class, parser -> EpochTime.parse(parser.getText()));
        add(Boolean.class, LenientScalars::bool);
        add(String.class, JsonParser::getText);
        add(BigDecimal.class, LenientScalars::decimal);
        add(Long.class, LenientScalars::whole);
        add(Integer.class, parser -> {
            Long whole = whole(parser);
            return whole == null || whole != whole.intValue() ? null : Integer.valueOf(whole.intValue());
        });
    }

    private <T> void add(Class<T> type, Reading<T> reading) {
        addDeserializer(type, new ScalarDeserializer<>(type, reading));
    }

    private static @Nullable Boolean bool(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return token.isBoolean() ? token == JsonToken.VALUE_TRUE : null;
    }

    private static @Nullable BigDecimal decimal(JsonParser parser) throws IOException {
        try {
            BigDecimal number = new BigDecimal(parser.getText().strip());
            return Math.abs((long) number.scale()) > MAXIMUM_SCALE ? null : number;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private static @Nullable Long whole(JsonParser parser) throws IOException {
        BigDecimal number = decimal(parser);
        boolean fits = number != null
                && number.stripTrailingZeros().scale() <= 0
                && number.precision() - number.scale() <= MAXIMUM_DIGITS_OF_A_LONG;
        return fits && number != null ? number.longValueExact() : null;
    }

    /** Reads a scalar; null if it is none of this type. */
    @FunctionalInterface
    private interface Reading<T> {

        @Nullable
        T read(JsonParser parser) throws IOException;
    }

    private static final class ScalarDeserializer<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Reading<T> reading;

        ScalarDeserializer(Class<T> type, Reading<T> reading) {
            super(type);
            this.reading = reading;
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                parser.skipChildren();
                return null;
            }
            return reading.read(parser);
        }
    }
}
