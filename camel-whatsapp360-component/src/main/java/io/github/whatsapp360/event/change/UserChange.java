package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user decided, became or did outside the conversation. The wire name is the field of the delivery.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 * href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences"
 *     >User
 *     preferences webhook</a>
 */
public sealed interface UserChange {

    /** The user's number; null if it is not told. */
    default @Nullable String waId() {
        return null;
    }

    /** The user's business-scoped id, the new one if it changed; null if it is not told. */
    default @Nullable String userId() {
        return null;
    }

    /** When; null if it is not told. */
    default @Nullable Instant timestamp() {
        return null;
    }

    /**
     * Whether the user wants marketing messages.
     *
     * @param parentUserId the id among linked portfolios
     * @param detail a sentence
     * @param category {@code marketing_messages}
     * @param value {@code stop}, {@code resume} or {@code signup}
     * @param signupId which sign-up
     */
    @JsonTypeName("user_preferences")
    record Preference(
            @Nullable String waId,
            @Nullable String userId,
            @Nullable String parentUserId,
            @Nullable String detail,
            @Nullable String category,
            String value,
            @Nullable Instant timestamp,
            @Nullable String signupId)
            implements UserChange {
        public Preference {
            requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return "Preference[category=" + category + ", value=" + value + "]";
        }
    }

    /**
     * The user has another business-scoped id, as it happens with another number.
     *
     * @param detail a sentence
     * @param ids old and new
     * @param parentIds old and new among linked portfolios
     */
    @JsonTypeName("user_id_update")
    record IdUpdate(
            @Nullable String waId,
            @Nullable String detail,
            @JsonProperty("user_id") Ids ids,
            @JsonProperty("parent_user_id") @Nullable Ids parentIds,
            @Nullable Instant timestamp)
            implements UserChange {
        public IdUpdate {
            requireNonNull(ids, "user_id");
        }

        @Override
        public @Nullable String userId() {
            return ids.current();
        }

        @Override
        public String toString() {
            return "IdUpdate";
        }

        /** An old id and the new one. */
        public record Ids(
                @Nullable String previous, @Nullable String current) {
            @Override
            public String toString() {
                return "Ids";
            }
        }
    }

    /**
     * What Meta recognised in a conversation that came from an advertisement.
     *
     * @param id the message it was recognised in
     * @param eventName for example {@code LeadSubmitted}, {@code Purchase}
     * @param ctwaClid the tap on the advertisement
     * @param customData what was bought
     */
    @JsonTypeName("automatic_events")
    record AutomaticEvent(
            @Nullable String id,
            String eventName,
            @Nullable Instant timestamp,
            @Nullable String ctwaClid,
            @Nullable Purchase customData)
            implements UserChange {
        public AutomaticEvent {
            requireNonNull(eventName, "event_name");
        }

        /**
         * A purchase.
         *
         * @param currency three letters, ISO 4217
         * @param value a thousandth of the currency's main unit
         */
        public record Purchase(
                @Nullable String currency, @Nullable BigDecimal value) {}
    }

    /**
     * What became of a tracked link.
     *
     * @param eventName for example {@code sent}
     * @param trackingData which link
     */
    @JsonTypeName("tracking_events")
    record TrackingEvent(
            String eventName,
            @Nullable Instant timestamp,
            @Nullable Tracking trackingData) implements UserChange {
        public TrackingEvent {
            requireNonNull(eventName, "event_name");
        }

        /** Which link, and which tap on it. */
        public record Tracking(
                @Nullable String clickId, @Nullable String trackingToken) {}
    }

    /**
     * A field without a record, or an element that does not look as it should. The JSON is in the event's {@code
     * raw()}.
     *
     * @param problem why it is not typed; fit for a log
     */
    record Unrecognized(String problem) implements UserChange {}
}
