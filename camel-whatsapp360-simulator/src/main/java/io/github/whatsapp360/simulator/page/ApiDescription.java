/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of the control API in the words of OpenAPI 3.1. Confined to the event loop. */
final class ApiDescription {

    private static final String FILE = "openapi.json";

    private ApiDescription() {}

    static void addTo(Routes routes) {
        routes.add("GET", "/simulator/openapi.json", call -> answer());
    }

    private static Answer answer() {
        try (InputStream stream = ApiDescription.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("Expected the resource " + FILE + ", Actual none");
            }
            return Answer.json(Json.object(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
