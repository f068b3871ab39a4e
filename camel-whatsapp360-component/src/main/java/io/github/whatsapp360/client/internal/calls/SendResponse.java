/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The response to an accepted {@code POST /messages}. */
record SendResponse(List<Contact> contacts, List<Accepted> messages) {

    SendResponse {
        contacts = contacts == null ? List.of() : contacts;
        messages = messages == null ? List.of() : messages;
    }

    record Contact(
            @JsonProperty("wa_id") @Nullable String waId,
            @JsonProperty("user_id") @Nullable String userId) {}

    record Accepted(
            @Nullable String id,
            @JsonProperty("message_status") @Nullable String status) {}
}
