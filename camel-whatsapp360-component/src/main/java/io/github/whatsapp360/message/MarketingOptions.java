/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options that only the API for marketing messages accepts. A message with any of these goes there, and must be a
 * template of the category MARKETING (else error 131055 or 134100). Without them it goes the usual way, where 360dialog
 * sends marketing templates through that API as well.
 *
 * <p>Immutable and thread-safe.
 *
 * @param productPolicy {@link #FALLBACK} or {@link #STRICT}; the API's default, when absent, is the former
 * @param activitySharing whether Meta learns what becomes of the message; the account's own setting when absent
 * @param bidMultiplier by how much more or less may be paid for this message than is usual; not in 360dialog's own
 *     pages
 * @see <a href="https://docs.360dialog.com/docs/messaging-api/api-reference/marketing-messages">360dialog: Marketing
 *     messages</a>
 */
public record MarketingOptions(
        @JsonProperty("product_policy") @Nullable String productPolicy,

        @JsonProperty("message_activity_sharing") @Nullable Boolean activitySharing,

        @JsonIgnore @Nullable Double bidMultiplier) {

    /** What cannot go as a marketing message goes the usual way. */
    public static final String FALLBACK = "CLOUD_API_FALLBACK";

    /** What cannot go as a marketing message fails. */
    public static final String STRICT = "STRICT";

    /** With this policy and nothing else. */
    public static MarketingOptions of(String productPolicy) {
        return new MarketingOptions(productPolicy, null, null);
    }

    @JsonProperty("bid_spec")
    @Nullable
    Map<String, Double> bidSpec() {
        return bidMultiplier == null ? null : Map.of("per_message_bid_multiplier", bidMultiplier);
    }
}
