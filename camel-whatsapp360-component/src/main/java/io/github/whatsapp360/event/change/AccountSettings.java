package io.github.whatsapp360.event.change;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a number were changed, those of calling as a rule.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind {@code phone_number_settings}, in capitals at times
 * @param timestamp when
 * @param phoneNumberSettings the settings in force now
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
     * How the number may be called.
     *
     * @param status {@code ENABLED} or {@code DISABLED}
     * @param callIconVisibility whether the users see a button
     * @param callbackPermissionStatus whether users are asked to allow calls
     * @param callHours when
     * @param sip the telephone exchange
     */
    public record Calling(
            @Nullable String status,
            @Nullable String callIconVisibility,
            @Nullable String callbackPermissionStatus,
            @Nullable CallHours callHours,
            @Nullable Sip sip) {}

    /**
     * When the number may be called.
     *
     * @param status {@code ENABLED} or {@code DISABLED}
     * @param timezoneId an IANA name
     * @param weeklyOperatingHours as a rule
     * @param holidaySchedule and when not so
     */
    public record CallHours(
            @Nullable String status,
            @Nullable String timezoneId,
            List<OperatingHours> weeklyOperatingHours,
            List<Holiday> holidaySchedule) {
        public CallHours {
            weeklyOperatingHours = Lists.copyOf(weeklyOperatingHours);
            holidaySchedule = Lists.copyOf(holidaySchedule);
        }
    }

    /** A part of one weekday; times as {@code HHMM}. */
    public record OperatingHours(
            @Nullable String dayOfWeek,
            @Nullable String openTime,
            @Nullable String closeTime) {}

    /** A part of one day; times as {@code HHMM}. */
    public record Holiday(
            @Nullable String date,
            @Nullable String startTime,
            @Nullable String endTime) {}

    /** Where calls are connected. */
    public record Sip(@Nullable String status, List<Server> servers) {
        public Sip {
            servers = Lists.copyOf(servers);
        }

        /** A server. */
        public record Server(
                @Nullable String hostname, @Nullable Integer port) {}
    }
}
