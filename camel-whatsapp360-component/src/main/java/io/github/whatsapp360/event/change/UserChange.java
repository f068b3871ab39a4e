/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision, a change or an action of a user outside the conversation. The wire name is the field of the delivery.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 * href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences"
 *     >User
 *     preferences webhook</a>
 */
public sealed interface UserChange {

    /** The user's number; null if it is not known. */
    default @Nullable String waId() {
        return null;
    }

    /** The user's business-scoped id, the new one if it changed; null if it is not known. */
    default @Nullable String userId() {
        return null;
    }

    /** The time of the change; null if it is not known. */
    default @Nullable Instant timestamp() {
        return null;
    }

    /**
     * Whether the user wants marketing messages.
     *
     * @param parentUserId the user's id in linked portfolios
     * @param detail description in one sentence
     * @param category {@code marketing_messages}
     * @param value {@code stop}, {@code resume} or {@code signup}
     * @param signupId id of the sign-up
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
     * The business-scoped id of the user has changed, usually because the number has changed.
     *
     * @param detail description in one sentence
     * @param ids the old and the new id
     * @param parentIds the old and the new id in linked portfolios
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

        /** The old and the new id. */
        public record Ids(
                @Nullable String previous, @Nullable String current) {
            @Override
            public String toString() {
                return "Ids";
            }
        }
    }

    /**
     * The component has learned that a customer has another number, user id or user name, or that two customers are one
     * person. WhatsApp sends no such event. What did not change has no previous value.
     *
     * @param event {@code changed} or {@code merged}
     * @param customerId the customer, after the change
     * @param mergedCustomerId the customer who is the same person and no longer exists; null unless merged
     * @param waId the present number
     * @param userId the present business-scoped id
     * @param parentUserId the present id in linked portfolios
     * @param username the user name, without {@code @}
     * @param timestamp time of the event that taught it
     */
    @JsonTypeName("identity")
    record Identity(
            String event,
            String customerId,
            @Nullable String mergedCustomerId,
            @Nullable String waId,
            @Nullable String userId,
            @Nullable String parentUserId,
            @Nullable String username,
            @Nullable String previousWaId,
            @Nullable String previousUserId,
            @Nullable String previousParentUserId,
            @Nullable String previousUsername,
            @Nullable Instant timestamp)
            implements UserChange {
        public Identity {
            requireNonNull(event, "event");
            requireNonNull(customerId, "customer_id");
        }

        @Override
        public String toString() {
            return "Identity[event=" + event + ", customerId=" + customerId + "]";
        }
    }

    /**
     * An event that Meta recognised in a conversation that an advertisement started.
     *
     * @param id id of the message in which it was recognised
     * @param eventName for example {@code LeadSubmitted}, {@code Purchase}
     * @param ctwaClid id of the tap on the advertisement
     * @param customData the purchase
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
         * @param currency currency code of three letters, ISO 4217
         * @param value amount in thousandths of the currency's main unit
         */
        public record Purchase(
                @Nullable String currency, @Nullable BigDecimal value) {}
    }

    /**
     * An event of a tracked link.
     *
     * @param eventName for example {@code sent}
     * @param trackingData the link
     */
    @JsonTypeName("tracking_events")
    record TrackingEvent(
            String eventName,
            @Nullable Instant timestamp,
            @Nullable Tracking trackingData) implements UserChange {
        public TrackingEvent {
            requireNonNull(eventName, "event_name");
        }

        /** The link and the tap on it. */
        public record Tracking(
                @Nullable String clickId, @Nullable String trackingToken) {}
    }

    /**
     * A field without a record, or an element of unexpected form. The JSON is in {@code raw()} of the event.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements UserChange {}
}
