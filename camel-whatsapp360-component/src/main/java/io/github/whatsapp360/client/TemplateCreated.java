/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The result of creating a template.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the template id
 * @param status usually {@code PENDING}: a review takes minutes to two days, and template events report its result
 * @param category may differ from the requested category
 */
public record TemplateCreated(
        String id, @Nullable String status, @Nullable String category) {

    public TemplateCreated {
        requireNonNull(id, "id");
    }
}
