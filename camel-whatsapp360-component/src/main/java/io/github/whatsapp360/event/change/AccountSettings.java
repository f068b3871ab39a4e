/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a number have changed, usually those of calling.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind {@code phone_number_settings}; sometimes in capital letters
 * @param timestamp time of the change
 * @param phoneNumberSettings the new settings
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/call-settings">Call
 *     settings</a>
 */
@JsonTypeName("account_settings_update")
public record AccountSettings(
        @JsonProperty("type") @Nullable String kind,
        @Nullable Instant timestamp,
        @Nullable NumberSettings phoneNumberSettings)
        implements AccountChange {

    /** The settings of one number. */
    public record NumberSettings(
            @Nullable String phoneNumberId, @Nullable Calling calling) {}

    /**
     * The settings for calls to the number.
     *
     * @param status {@code ENABLED} or {@code DISABLED}
     * @param callIconVisibility whether users see a call button
     * @param callbackPermissionStatus whether users are asked to allow calls
     * @param callHours times at which the number can be called
     * @param sip servers that take the calls
     */
    public record Calling(
            @Nullable String status,
            @Nullable String callIconVisibility,
            @Nullable String callbackPermissionStatus,
            @Nullable CallHours callHours,
            @Nullable Sip sip) {}

    /**
     * The times at which the number can be called.
     *
     * @param status {@code ENABLED} or {@code DISABLED}
     * @param timezoneId time zone by its IANA name
     * @param weeklyOperatingHours regular hours
     * @param holidaySchedule exceptions from the regular hours
     */
    public record CallHours(
            @Nullable String status,
            @Nullable String timezoneId,
            List<OperatingHours> weeklyOperatingHours,
            List<Holiday> holidaySchedule) {
        public CallHours {
            weeklyOperatingHours = NullSafeLists.copyOf(weeklyOperatingHours);
            holidaySchedule = NullSafeLists.copyOf(holidaySchedule);
        }
    }

    /** A period on a weekday; times as {@code HHMM}. */
    public record OperatingHours(
            @Nullable String dayOfWeek,
            @Nullable String openTime,
            @Nullable String closeTime) {}

    /** A period on one date; times as {@code HHMM}. */
    public record Holiday(
            @Nullable String date,
            @Nullable String startTime,
            @Nullable String endTime) {}

    /** The SIP servers that take the calls. */
    public record Sip(@Nullable String status, List<Server> servers) {
        public Sip {
            servers = NullSafeLists.copyOf(servers);
        }

        /** A SIP server. */
        public record Server(
                @Nullable String hostname, @Nullable Integer port) {}
    }
}
