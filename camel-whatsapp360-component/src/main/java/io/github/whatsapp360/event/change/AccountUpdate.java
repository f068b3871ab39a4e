package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the WhatsApp Business account. Which parts are there depends on the event.
 *
 * <p>Immutable and thread-safe.
 *
 * @param event for example {@code ACCOUNT_RESTRICTION}, {@code VERIFIED_ACCOUNT}, {@code PARTNER_REMOVED}
 * @param phoneNumber the business's number
 * @param country two letters
 * @param wabaInfo the account and who is linked to it
 * @param violationInfo which rule was broken
 * @param restrictionInfo what is not allowed, and until when
 * @param banInfo whether the account is disabled
 * @param volumeTierInfo another price tier
 * @param disconnectionInfo why the phone app and the API were separated
 * @param authInternationalRateEligibility prices of international authentication templates
 * @param partnerClientCertificationInfo how a client's certification ended
 * @see <a
 * href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update"
 *     >Account
 *     update webhook</a>
 */
@JsonTypeName("account_update")
public record AccountUpdate(
        String event,
        @Nullable String phoneNumber,
        @Nullable String country,
        @Nullable WabaInfo wabaInfo,
        @Nullable ViolationInfo violationInfo,
        List<RestrictionInfo> restrictionInfo,
        @Nullable BanInfo banInfo,
        @Nullable VolumeTierInfo volumeTierInfo,
        @Nullable DisconnectionInfo disconnectionInfo,
        @Nullable RateEligibility authInternationalRateEligibility,
        @Nullable CertificationInfo partnerClientCertificationInfo)
        implements AccountChange {

    public AccountUpdate {
        requireNonNull(event, "event");
        restrictionInfo = Lists.copyOf(restrictionInfo);
    }

    /** The account and who is linked to it, all by id. */
    public record WabaInfo(
            @Nullable String wabaId,
            @Nullable String ownerBusinessId,
            @Nullable String adAccountLinked,
            @Nullable String adAccountId,
            @Nullable String partnerAppId,
            @Nullable String solutionId,
            List<String> solutionPartnerBusinessIds) {
        public WabaInfo {
            solutionPartnerBusinessIds = Lists.copyOf(solutionPartnerBusinessIds);
        }
    }

    /** Which rule was broken, and what to do. */
    public record ViolationInfo(
            @Nullable String violationType, @Nullable String remediation) {}

    /**
     * What is not allowed.
     *
     * @param restrictionType for example {@code RESTRICTED_BIZ_INITIATED_MESSAGING}
     * @param expiration until when
     * @param remediation what to do
     */
    public record RestrictionInfo(
            @Nullable String restrictionType,
            @Nullable Instant expiration,
            @Nullable String remediation) {}

    /**
     * Whether the account is disabled.
     *
     * @param wabaBanState {@code DISABLE}, {@code REINSTATE} or {@code SCHEDULE_FOR_DISABLE}
     * @param wabaBanDate in prose, for example {@code April 17, 2025}
     */
    public record BanInfo(
            @Nullable String wabaBanState, @Nullable String wabaBanDate) {}

    /**
     * Another price tier; of several for one switch the one with the earliest time counts.
     *
     * @param tierUpdateTime when it was reached
     * @param pricingCategory for example {@code UTILITY}
     * @param tier {@code min:max} messages
     * @param effectiveMonth {@code YYYY-MM}
     * @param region by Meta's price list
     */
    public record VolumeTierInfo(
            @Nullable Instant tierUpdateTime,
            @Nullable String pricingCategory,
            @Nullable String tier,
            @Nullable String effectiveMonth,
            @Nullable String region) {}

    /**
     * Why the phone app and the API were separated.
     *
     * @param reason for example {@code PRIMARY_INACTIVITY}
     * @param initiatedBy {@code USER} or {@code SYSTEM}
     */
    public record DisconnectionInfo(
            @Nullable String reason, @Nullable String initiatedBy) {}

    /**
     * From when international rates apply.
     *
     * @param exceptionCountries countries with another day
     * @param startTime for all others
     */
    public record RateEligibility(
            List<Country> exceptionCountries, @Nullable Instant startTime) {
        public RateEligibility {
            exceptionCountries = Lists.copyOf(exceptionCountries);
        }

        /** One country, by its two letters. */
        public record Country(
                @Nullable String countryCode, @Nullable Instant startTime) {}
    }

    /**
     * How a client's certification ended.
     *
     * @param clientBusinessId the client
     * @param status for example {@code APPROVED}
     * @param rejectionReasons why not
     */
    public record CertificationInfo(
            @Nullable String clientBusinessId, @Nullable String status, List<String> rejectionReasons) {
        public CertificationInfo {
            rejectionReasons = Lists.copyOf(rejectionReasons);
        }
    }

    @Override
    public String toString() {
        return "AccountUpdate[event=" + event + "]";
    }
}
