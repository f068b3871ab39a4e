/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the number can send, and the reasons if it cannot.
 *
 * <p>Immutable and thread-safe.
 *
 * @param canSendMessage {@code AVAILABLE}, {@code LIMITED} or {@code BLOCKED}
 * @param entities the number, its account, the business and the app, each with its own state
 * @see <a href="https://docs.360dialog.com/docs/messaging/health-status">360dialog: Health status</a>
 */
public record HealthStatus(
        @JsonProperty("can_send_message") @Nullable String canSendMessage, List<Entity> entities) {

    public HealthStatus {
        entities = entities == null ? List.of() : List.copyOf(entities);
    }

    /**
     * The state of one entity.
     *
     * @param type {@code PHONE_NUMBER}, {@code WABA}, {@code BUSINESS} or {@code APP}
     * @param canSendMessage {@code AVAILABLE}, {@code LIMITED} or {@code BLOCKED}
     */
    public record Entity(
            @JsonProperty("entity_type") @Nullable String type,
            @Nullable String id,
            @JsonProperty("can_send_message") @Nullable String canSendMessage,
            List<Problem> errors,
            @JsonProperty("additional_info") List<String> additionalInfo) {

        public Entity {
            errors = errors == null ? List.of() : List.copyOf(errors);
            additionalInfo = additionalInfo == null ? List.of() : List.copyOf(additionalInfo);
        }
    }

    /**
     * A problem of an entity.
     *
     * @param code 141000 and above
     */
    public record Problem(
            @JsonProperty("error_code") int code,
            @JsonProperty("error_description") @Nullable String description,
            @JsonProperty("possible_solution") @Nullable String solution) {}
}
