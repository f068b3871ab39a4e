package io.github.whatsapp360.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Scalars drift between strings and numbers in these deliveries. What is no instant, or no boolean, is null: such a member is
 * never what an event is about.
 *
 * <p>Thread-safe.
 */
final class LenientScalars extends SimpleModule {

    private static final long serialVersionUID = 1L;

    LenientScalars() {
        super("lenient scalars");
        addDeserializer(Instant.class, new InstantDeserializer());
        addDeserializer(Boolean.class, new BooleanDeserializer());
    }

    private static final class InstantDeserializer extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                parser.skipChildren();
                return null;
            }
            return EpochTime.parse(parser.getText());
        }
    }

    private static final class BooleanDeserializer extends StdDeserializer<Boolean> {

        private static final long serialVersionUID = 1L;

        BooleanDeserializer() {
            super(Boolean.class);
        }

        @Override
        public @Nullable Boolean deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonToken token = parser.currentToken();
            if (!token.isBoolean()) {
                parser.skipChildren();
                return null;
            }
            return token == JsonToken.VALUE_TRUE;
        }
    }
}
