/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of the business, its account or its number. The wire name is the field of the delivery.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview#fields">Webhook
 *     fields</a>
 */
public sealed interface AccountChange
        permits AccountUpdate,
                AccountSettings,
                AccountChange.Review,
                AccountChange.Alert,
                AccountChange.NumberQuality,
                AccountChange.NumberName,
                AccountChange.Capability,
                AccountChange.Security,
                AccountChange.Username,
                AccountChange.BusinessStatus,
                AccountChange.PartnerSolution,
                AccountChange.PaymentConfiguration,
                AccountChange.Unrecognized {

    /**
     * The review of the account has ended.
     *
     * @param decision {@code APPROVED}, {@code REJECTED}, {@code PENDING} or {@code DEFERRED}
     */
    @JsonTypeName("account_review_update")
    record Review(String decision) implements AccountChange {
        public Review {
            requireNonNull(decision, "decision");
        }
    }

    /**
     * An alert about the business, its account or its number.
     *
     * @param entityType {@code BUSINESS}, {@code PHONE_NUMBER} …
     * @param entityId id of the entity
     * @param alertInfo the alert. In the older layout of the event, where its four members are beside the id, it is
     *     made from them
     * @param alertSeverity as in {@code alertInfo}; like the following three, only in the older layout
     */
    @JsonTypeName("account_alerts")
    record Alert(
            @Nullable String entityType,
            @Nullable String entityId,
            @Nullable AlertInfo alertInfo,
            @Nullable String alertSeverity,
            @Nullable String alertStatus,
            @Nullable String alertType,
            @Nullable String alertDescription)
            implements AccountChange {

        public Alert {
            boolean flat =
                    alertType != null || alertDescription != null || alertSeverity != null || alertStatus != null;
            alertInfo = alertInfo == null && flat
                    ? new AlertInfo(alertSeverity, alertStatus, alertType, alertDescription)
                    : alertInfo;
        }

        /**
         * The content of an alert.
         *
         * @param alertSeverity {@code CRITICAL}, {@code WARNING} or {@code INFORMATIONAL}
         * @param alertStatus {@code ACTIVE} or {@code NONE}
         * @param alertType for example {@code OBA_REJECTED}
         * @param alertDescription description in one sentence
         */
        public record AlertInfo(
                @Nullable String alertSeverity,
                @Nullable String alertStatus,
                @Nullable String alertType,
                @Nullable String alertDescription) {}
    }

    /**
     * The quality rating or the messaging limit of a number has changed.
     *
     * @param displayPhoneNumber the business's number
     * @param event for example {@code FLAGGED}, {@code THROUGHPUT_UPGRADE}
     * @param oldLimit for example {@code TIER_250}; superseded by {@code maxDailyConversationsPerBusiness}
     * @param currentLimit the new limit; superseded likewise
     * @param maxDailyConversationsPerBusiness the new limit: a tier such as {@code TIER_2K}, or a number
     */
    @JsonTypeName("phone_number_quality_update")
    record NumberQuality(
            @Nullable String displayPhoneNumber,
            String event,
            @Nullable String oldLimit,
            @Nullable String currentLimit,
            @Nullable String maxDailyConversationsPerBusiness)
            implements AccountChange {
        public NumberQuality {
            requireNonNull(event, "event");
        }

        @Override
        public String toString() {
            return "NumberQuality[event=" + event + "]";
        }
    }

    /**
     * The review of the display name has ended.
     *
     * @param displayPhoneNumber the business's number
     * @param decision {@code APPROVED}, {@code REJECTED}, {@code PENDING} or {@code DEFERRED}
     * @param requestedVerifiedName the requested name
     * @param rejectionReason for example {@code NAME_NOT_CONSISTENT}
     */
    @JsonTypeName("phone_number_name_update")
    record NumberName(
            @Nullable String displayPhoneNumber,
            String decision,
            @Nullable String requestedVerifiedName,
            @Nullable String rejectionReason)
            implements AccountChange {
        public NumberName {
            requireNonNull(decision, "decision");
        }

        @Override
        public String toString() {
            return "NumberName[decision=" + decision + "]";
        }
    }

    /**
     * The limits of the business have changed.
     *
     * @param maxDailyConversationPerPhone maximum number of conversations of a number per day; -1 for unlimited;
     *     superseded
     * @param maxDailyConversationsPerBusiness the same of all numbers: a tier such as {@code TIER_2K}, or a number
     * @param maxPhoneNumbersPerBusiness maximum number of phone numbers of the business
     * @param maxPhoneNumbersPerWaba maximum number of phone numbers of the account
     */
    @JsonTypeName("business_capability_update")
    record Capability(
            @Nullable Integer maxDailyConversationPerPhone,
            @Nullable String maxDailyConversationsPerBusiness,
            @Nullable Integer maxPhoneNumbersPerBusiness,
            @Nullable Integer maxPhoneNumbersPerWaba)
            implements AccountChange {}

    /**
     * The PIN of the two-step verification was changed, or its reset was requested or done.
     *
     * @param displayPhoneNumber the business's number
     * @param event {@code PIN_CHANGED}, {@code PIN_RESET_REQUEST} or {@code PIN_REQUEST_SUCCESS}
     * @param requester id of the person who requested it
     */
    @JsonTypeName("security")
    record Security(
            @Nullable String displayPhoneNumber,
            String event,
            @Nullable String requester) implements AccountChange {
        public Security {
            requireNonNull(event, "event");
        }

        @Override
        public String toString() {
            return "Security[event=" + event + "]";
        }
    }

    /**
     * The username of the business has changed.
     *
     * @param displayPhoneNumber the business's number
     * @param username null if it was deleted
     * @param status {@code approved}, {@code deleted} or {@code reserved}
     */
    @JsonTypeName("business_username_updates")
    record Username(
            @Nullable String displayPhoneNumber, @Nullable String username, String status) implements AccountChange {
        public Username {
            requireNonNull(status, "status");
        }

        @Override
        public String toString() {
            return "Username[status=" + status + "]";
        }
    }

    /**
     * The status of the business has changed. Meta lists this event without a description.
     *
     * @param event name of the change
     */
    @JsonTypeName("business_status_update")
    record BusinessStatus(String event) implements AccountChange {
        public BusinessStatus {
            requireNonNull(event, "event");
        }
    }

    /**
     * A solution of several partners was created or changed.
     *
     * @param event {@code SOLUTION_CREATED} or {@code SOLUTION_UPDATED}
     * @param solutionId id of the solution
     * @param solutionStatus for example {@code ACTIVE}
     */
    @JsonTypeName("partner_solutions")
    record PartnerSolution(
            String event, String solutionId, @Nullable String solutionStatus) implements AccountChange {
        public PartnerSolution {
            requireNonNull(event, "event");
            requireNonNull(solutionId, "solution_id");
        }
    }

    /**
     * A payment configuration has changed (India).
     *
     * @param configurationName name of the configuration
     * @param providerName for example {@code razorpay}
     * @param providerMid id of the business at the provider
     * @param status for example {@code Needs Testing}
     * @param createdTimestamp time of creation
     * @param updatedTimestamp time of the last change
     */
    @JsonTypeName("payment_configuration_update")
    record PaymentConfiguration(
            String configurationName,
            @Nullable String providerName,
            @Nullable String providerMid,
            @Nullable String status,
            @Nullable Instant createdTimestamp,
            @Nullable Instant updatedTimestamp)
            implements AccountChange {
        public PaymentConfiguration {
            requireNonNull(configurationName, "configuration_name");
        }
    }

    /**
     * A field without a record, or a value of unexpected form. The JSON is in {@code raw()} of the event.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements AccountChange {}
}
