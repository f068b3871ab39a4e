package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the business, its account or its number. The wire name is the field of the delivery.
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
     * The account's review is finished.
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
     * Something to look at.
     *
     * @param entityType {@code BUSINESS}, {@code PHONE_NUMBER} …
     * @param entityId its id
     * @param alertInfo what it is about; made of the four members below, where they stand beside the id as in an older
     *     layout
     * @param alertSeverity as in {@code alertInfo}, in the older layout only; so are the others
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
         * What an alert is about.
         *
         * @param alertSeverity {@code CRITICAL}, {@code WARNING} or {@code INFORMATIONAL}
         * @param alertStatus {@code ACTIVE} or {@code NONE}
         * @param alertType for example {@code OBA_REJECTED}
         * @param alertDescription a sentence
         */
        public record AlertInfo(
                @Nullable String alertSeverity,
                @Nullable String alertStatus,
                @Nullable String alertType,
                @Nullable String alertDescription) {}
    }

    /**
     * The number's quality or limit moved.
     *
     * @param displayPhoneNumber the business's number
     * @param event for example {@code FLAGGED}, {@code THROUGHPUT_UPGRADE}
     * @param oldLimit for example {@code TIER_250}; superseded
     * @param currentLimit likewise
     * @param maxDailyConversationsPerBusiness a tier or a number
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
     * The display name's review is finished.
     *
     * @param displayPhoneNumber the business's number
     * @param decision {@code APPROVED}, {@code REJECTED}, {@code PENDING} or {@code DEFERRED}
     * @param requestedVerifiedName the name asked for
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
     * Other limits of the business.
     *
     * @param maxDailyConversationPerPhone -1 is unlimited; superseded
     * @param maxDailyConversationsPerBusiness a tier such as {@code TIER_2K}, or a number
     * @param maxPhoneNumbersPerBusiness numbers
     * @param maxPhoneNumbersPerWaba numbers
     */
    @JsonTypeName("business_capability_update")
    record Capability(
            @Nullable Integer maxDailyConversationPerPhone,
            @Nullable String maxDailyConversationsPerBusiness,
            @Nullable Integer maxPhoneNumbersPerBusiness,
            @Nullable Integer maxPhoneNumbersPerWaba)
            implements AccountChange {}

    /**
     * Somebody did something to the two-step verification.
     *
     * @param displayPhoneNumber the business's number
     * @param event {@code PIN_CHANGED}, {@code PIN_RESET_REQUEST} or {@code PIN_REQUEST_SUCCESS}
     * @param requester the id of the person
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
     * The business's user name.
     *
     * @param displayPhoneNumber the business's number
     * @param username null when it was deleted
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
     * The business's standing; listed by Meta without a description.
     *
     * @param event what happened
     */
    @JsonTypeName("business_status_update")
    record BusinessStatus(String event) implements AccountChange {
        public BusinessStatus {
            requireNonNull(event, "event");
        }
    }

    /**
     * A solution that several partners offer together.
     *
     * @param event {@code SOLUTION_CREATED} or {@code SOLUTION_UPDATED}
     * @param solutionId its id
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
     * A payment configuration (India).
     *
     * @param configurationName its name
     * @param providerName for example {@code razorpay}
     * @param providerMid the business's id there
     * @param status for example {@code Needs Testing}
     * @param createdTimestamp when it was made
     * @param updatedTimestamp when it was changed
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
     * A field without a record, or a value that does not look as it should. The JSON is in the event's {@code raw()}.
     *
     * @param problem why it is not typed; fit for a log
     */
    record Unrecognized(String problem) implements AccountChange {}
}
