package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a flow fares. The wire name is the event. Rates are shares of 100, latencies milliseconds, thresholds in the unit
 * of what they bound; {@code alertState} is {@code ACTIVATED} or {@code DEACTIVATED}.
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
     * Its state changed.
     *
     * @param oldStatus null when it was created
     * @param newStatus {@code DRAFT}, {@code PUBLISHED}, {@code DEPRECATED}, {@code BLOCKED} or {@code THROTTLED}
     */
    @JsonTypeName("FLOW_STATUS_CHANGE")
    record StatusChange(@Nullable String oldStatus, String newStatus) implements FlowChange {
        public StatusChange {
            requireNonNull(newStatus, "new_status");
        }
    }

    /** Too many errors on the users' phones, or no longer so. */
    @JsonTypeName("CLIENT_ERROR_RATE")
    record ClientErrorRate(
            BigDecimal errorRate,
            @Nullable BigDecimal threshold,
            @Nullable String alertState,
            List<FlowError> errors) implements FlowChange {
        public ClientErrorRate {
            requireNonNull(errorRate, "error_rate");
            errors = Lists.copyOf(errors);
        }
    }

    /** Too many errors at the business's endpoint, or no longer so. */
    @JsonTypeName("ENDPOINT_ERROR_RATE")
    record EndpointErrorRate(
            BigDecimal errorRate,
            @Nullable BigDecimal threshold,
            @Nullable String alertState,
            List<FlowError> errors) implements FlowChange {
        public EndpointErrorRate {
            requireNonNull(errorRate, "error_rate");
            errors = Lists.copyOf(errors);
        }
    }

    /** The business's endpoint is slow, or no longer so. */
    @JsonTypeName("ENDPOINT_LATENCY")
    record EndpointLatency(
            @Nullable BigDecimal p90Latency,
            @Nullable BigDecimal p50Latency,
            @Nullable Long requestsCount,
            @Nullable BigDecimal threshold,
            @Nullable String alertState)
            implements FlowChange {}

    /** The business's endpoint is away, or back. */
    @JsonTypeName("ENDPOINT_AVAILABILITY")
    record EndpointAvailability(
            BigDecimal availability,
            @Nullable BigDecimal threshold,
            @Nullable String alertState) implements FlowChange {
        public EndpointAvailability {
            requireNonNull(availability, "availability");
        }
    }

    /** The flow's version will no longer be served. */
    @JsonTypeName("FLOW_VERSION_EXPIRY_WARNING")
    record VersionExpiryWarning(@Nullable String warning) implements FlowChange {}

    /**
     * An event without a record, or a value that does not look as it should. The JSON is in the event's {@code raw()}.
     *
     * @param problem why it is not typed; fit for a log
     */
    record Unrecognized(String problem) implements FlowChange {}

    /**
     * One kind of error.
     *
     * @param errorType its name
     * @param errorRate its share of 100
     * @param errorCount how often
     */
    record FlowError(
            @Nullable String errorType,
            @Nullable BigDecimal errorRate,
            @Nullable Long errorCount) {}
}
