/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the WhatsApp Business account. The event determines which components are not null.
 *
 * <p>Immutable and thread-safe.
 *
 * @param event for example {@code ACCOUNT_RESTRICTION}, {@code VERIFIED_ACCOUNT}, {@code PARTNER_REMOVED}
 * @param phoneNumber the business's number
 * @param country country code of two letters
 * @param wabaInfo the account and its partners
 * @param violationInfo the violated policy
 * @param restrictionInfo the restrictions and their end
 * @param banInfo whether the account is disabled
 * @param volumeTierInfo the new volume tier
 * @param disconnectionInfo why the WhatsApp Business app was disconnected from the API
 * @param authInternationalRateEligibility start of international rates for authentication templates
 * @param partnerClientCertificationInfo result of a client's certification
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
        restrictionInfo = NullSafeLists.copyOf(restrictionInfo);
    }

    /** The account and its partners, by their ids. */
    public record WabaInfo(
            @Nullable String wabaId,
            @Nullable String ownerBusinessId,
            @Nullable String adAccountLinked,
            @Nullable String adAccountId,
            @Nullable String partnerAppId,
            @Nullable String solutionId,
            List<String> solutionPartnerBusinessIds) {
        public WabaInfo {
            solutionPartnerBusinessIds = NullSafeLists.copyOf(solutionPartnerBusinessIds);
        }
    }

    /** The violated policy and the remedy. */
    public record ViolationInfo(
            @Nullable String violationType, @Nullable String remediation) {}

    /**
     * A restriction of the account.
     *
     * @param restrictionType for example {@code RESTRICTED_BIZ_INITIATED_MESSAGING}
     * @param expiration end of the restriction
     * @param remediation the remedy
     */
    public record RestrictionInfo(
            @Nullable String restrictionType,
            @Nullable Instant expiration,
            @Nullable String remediation) {}

    /**
     * Whether the account is disabled.
     *
     * @param wabaBanState {@code DISABLE}, {@code REINSTATE} or {@code SCHEDULE_FOR_DISABLE}
     * @param wabaBanDate date as text, for example {@code April 17, 2025}
     */
    public record BanInfo(
            @Nullable String wabaBanState, @Nullable String wabaBanDate) {}

    /**
     * A new volume tier. If several events report the same tier, the one with the earliest time is valid.
     *
     * @param tierUpdateTime time at which the tier was reached
     * @param pricingCategory for example {@code UTILITY}
     * @param tier the tier as {@code min:max} messages
     * @param effectiveMonth month in which it applies, as {@code YYYY-MM}
     * @param region region in Meta's price list
     */
    public record VolumeTierInfo(
            @Nullable Instant tierUpdateTime,
            @Nullable String pricingCategory,
            @Nullable String tier,
            @Nullable String effectiveMonth,
            @Nullable String region) {}

    /**
     * Why the WhatsApp Business app was disconnected from the API.
     *
     * @param reason for example {@code PRIMARY_INACTIVITY}
     * @param initiatedBy {@code USER} or {@code SYSTEM}
     */
    public record DisconnectionInfo(
            @Nullable String reason, @Nullable String initiatedBy) {}

    /**
     * When international rates begin.
     *
     * @param exceptionCountries countries with another start
     * @param startTime start for all other countries
     */
    public record RateEligibility(
            List<Country> exceptionCountries, @Nullable Instant startTime) {
        public RateEligibility {
            exceptionCountries = NullSafeLists.copyOf(exceptionCountries);
        }

        /** A country, by its code of two letters. */
        public record Country(
                @Nullable String countryCode, @Nullable Instant startTime) {}
    }

    /**
     * The result of a client's certification.
     *
     * @param clientBusinessId business id of the client
     * @param status for example {@code APPROVED}
     * @param rejectionReasons reasons of a rejection
     */
    public record CertificationInfo(
            @Nullable String clientBusinessId, @Nullable String status, List<String> rejectionReasons) {
        public CertificationInfo {
            rejectionReasons = NullSafeLists.copyOf(rejectionReasons);
        }
    }

    @Override
    public String toString() {
        return "AccountUpdate[event=" + event + "]";
    }
}
