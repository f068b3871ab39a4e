package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * What one message says: the object that stands under the name of its type in the request.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface OutboundContent {

    /** The wire name, for example {@code text}. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /**
     * Text with WhatsApp's markup.
     *
     * @param body 1 to 4096 characters
     * @param previewUrl whether the first link is shown with a preview
     */
    @JsonTypeName("text")
    record Text(String body, @JsonProperty("preview_url") boolean previewUrl) implements OutboundContent {
        public Text {
            requireNonNull(body, "body");
        }
    }
}
