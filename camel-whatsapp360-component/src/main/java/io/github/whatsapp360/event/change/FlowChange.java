/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the state or health of a flow. The wire name is the event. Rates are in percent, latencies in
 * milliseconds, thresholds in the unit of the value that they limit; {@code alertState} is {@code ACTIVATED} or {@code
 * DEACTIVATED}.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/reference/flowswebhooks"
 *     >Flows
 *     webhooks</a>
 */
public sealed interface FlowChange {

    /**
     * The state of the flow has changed.
     *
     * @param oldStatus null if the flow was created
     * @param newStatus {@code DRAFT}, {@code PUBLISHED}, {@code DEPRECATED}, {@code BLOCKED} or {@code THROTTLED}
     */
    @JsonTypeName("FLOW_STATUS_CHANGE")
    record StatusChange(@Nullable String oldStatus, String newStatus) implements FlowChange {
        public StatusChange {
            requireNonNull(newStatus, "new_status");
        }
    }

    /** The rate of errors on the users' phones has exceeded its threshold, or is below it again. */
    @JsonTypeName("CLIENT_ERROR_RATE")
    record ClientErrorRate(
            BigDecimal errorRate,
            @Nullable BigDecimal threshold,
            @Nullable String alertState,
            List<FlowError> errors) implements FlowChange {
        public ClientErrorRate {
            requireNonNull(errorRate, "error_rate");
            errors = NullSafeLists.copyOf(errors);
        }
    }

    /** The rate of errors of the business's endpoint has exceeded its threshold, or is below it again. */
    @JsonTypeName("ENDPOINT_ERROR_RATE")
    record EndpointErrorRate(
            BigDecimal errorRate,
            @Nullable BigDecimal threshold,
            @Nullable String alertState,
            List<FlowError> errors) implements FlowChange {
        public EndpointErrorRate {
            requireNonNull(errorRate, "error_rate");
            errors = NullSafeLists.copyOf(errors);
        }
    }

    /** The latency of the business's endpoint has exceeded its threshold, or is below it again. */
    @JsonTypeName("ENDPOINT_LATENCY")
    record EndpointLatency(
            @Nullable BigDecimal p90Latency,
            @Nullable BigDecimal p50Latency,
            @Nullable Long requestsCount,
            @Nullable BigDecimal threshold,
            @Nullable String alertState)
            implements FlowChange {}

    /** The availability of the business's endpoint has fallen below its threshold, or is above it again. */
    @JsonTypeName("ENDPOINT_AVAILABILITY")
    record EndpointAvailability(
            BigDecimal availability,
            @Nullable BigDecimal threshold,
            @Nullable String alertState) implements FlowChange {
        public EndpointAvailability {
            requireNonNull(availability, "availability");
        }
    }

    /** The version of the flow will no longer be supported. */
    @JsonTypeName("FLOW_VERSION_EXPIRY_WARNING")
    record VersionExpiryWarning(@Nullable String warning) implements FlowChange {}

    /**
     * An event without a record, or a value of unexpected form. The JSON is in {@code raw()} of the event.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements FlowChange {}

    /**
     * One kind of error.
     *
     * @param errorType name of the error
     * @param errorRate its rate in percent
     * @param errorCount number of occurrences
     */
    record FlowError(
            @Nullable String errorType,
            @Nullable BigDecimal errorRate,
            @Nullable Long errorCount) {}
}
