/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.wire.Json;
import java.util.List;

/**
 * A message of the business as the customer's phone shows it. Thread-safe.
 *
 * @param wamid its id
 * @param type the wire name, for example {@code text}
 * @param text what a person would read; a template with its parameters filled in; empty for a picture without caption
 * @param raw the request as the API took it, JSON
 * @param status {@code accepted}, {@code sent}, {@code delivered}, {@code read}, {@code played} or {@code failed}
 * @param files of the message, its header and its cards
 * @param choices the titles of what the customer can tap or pick
 */
public record ReceivedMessage(
        String wamid,
        String type,
        String text,
        String raw,
        String status,
        List<ReceivedFile> files,
        List<String> choices) {

    /**
     * The text, number or flag at a JSON pointer into {@link #raw}, as text; empty when there is none.
     *
     * @param pointer for example {@code /interactive/action/buttons/0/reply/id}
     * @throws IllegalArgumentException when the pointer is none
     */
    public String value(String pointer) {
        return Json.object(raw).at(pointer).asText("");
    }
}
