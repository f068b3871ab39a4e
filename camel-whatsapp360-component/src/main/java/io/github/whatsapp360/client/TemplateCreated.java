package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What became of a new template.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id by which it can be changed
 * @param status mostly {@code PENDING}: a review takes minutes to two days, and template events tell its end
 * @param category which may be another than asked for
 */
public record TemplateCreated(
        String id, @Nullable String status, @Nullable String category) {

    public TemplateCreated {
        requireNonNull(id, "id");
    }
}
