/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sends a message outside the customer service window without a template of one's own (Direct Send, beta):
 * WhatsApp finds or makes a template that fits. The number must have been admitted to it (else error 100).
 *
 * <p>Immutable and thread-safe.
 *
 * @param category what the message is for; {@link MessageCategory#service} and null are the same to the API
 * @param timeToLive how long WhatsApp tries to deliver: of {@code utility} 30 seconds to 12 hours, 30 days when absent;
 *     of {@code authentication} 30 seconds to 15 minutes, 10 minutes when absent. Whole seconds. A message that was not
 *     delivered by then is dropped, and no status says so
 * @param templateName the name of the template that WhatsApp makes, lower-case letters, digits and underscores, up to
 *     512; {@code utility} only
 * @see <a href="https://docs.360dialog.com/docs/messaging/direct-send">360dialog: Direct Send</a>
 */
public record DirectSend(
        @Nullable MessageCategory category,
        @JsonIgnore @Nullable Duration timeToLive,
        @JsonIgnore @Nullable String templateName) {

    /** Nothing of it: an ordinary message. */
    public static final DirectSend NONE = new DirectSend(null, null, null);

    /** With this category and nothing else. */
    public static DirectSend of(MessageCategory category) {
        return new DirectSend(category, null, null);
    }

    /** The same of another category. */
    public DirectSend withCategory(@Nullable MessageCategory other) {
        return new DirectSend(other, timeToLive, templateName);
    }

    /** The same, tried for so long. */
    public DirectSend withTimeToLive(@Nullable Duration duration) {
        return new DirectSend(category, duration, templateName);
    }

    /** The same with a template of this name. */
    public DirectSend withTemplateName(@Nullable String name) {
        return new DirectSend(category, timeToLive, name);
    }

    @JsonProperty("ttl_seconds")
    @Nullable
    Long ttlSeconds() {
        return timeToLive == null ? null : timeToLive.toSeconds();
    }

    @JsonProperty("direct_send_config")
    @Nullable
    Map<String, String> config() {
        return templateName == null ? null : Map.of("template_name", templateName);
    }
}
