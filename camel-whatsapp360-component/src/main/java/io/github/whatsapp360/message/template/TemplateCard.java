/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The parameters of one card of a carousel template.
 *
 * <p>Immutable and thread-safe.
 *
 * @param header an image, a video or a product; the same kind on all cards
 * @param body at most 160 characters including the fixed text of the card
 * @param buttons in the order of the template
 */
public record TemplateCard(
        @JsonIgnore TemplateParameter.InHeader header,
        @JsonIgnore List<TemplateParameter.InBody> body,
        @JsonIgnore List<TemplateButton> buttons) {

    public TemplateCard {
        requireNonNull(header, "header");
        body = List.copyOf(body);
        buttons = List.copyOf(buttons);
    }

    @JsonProperty("components")
    List<TemplateComponent> components() {
        return new TemplateParameters(header, body, buttons, null, List.of()).components();
    }
}
