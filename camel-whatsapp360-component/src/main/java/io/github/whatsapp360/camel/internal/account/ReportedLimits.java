/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.internal.operator.OperatedAccount.ReportedNumber;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.PartnerEvent;
import io.github.whatsapp360.event.change.AccountChange;
import io.github.whatsapp360.event.change.PartnerNotice;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rate, the messaging limit and the quality that events report of a number, whether or not a route takes these
 * events. The rate is 1000 messages a second after {@code THROUGHPUT_UPGRADE} or with a {@code throughput.level} of
 * {@code HIGH}, 80 with {@code STANDARD}, 20 for a number that is also used in the WhatsApp Business app, which no
 * upgrade changes. A messaging limit is none of rate. An event that names a number is about that one, whichever account
 * it was delivered to. Kept in memory.
 *
 * <p>Thread-safe.
 */
final class ReportedLimits {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedLimits.class);

    private static final int STANDARD = 80;
    private static final int HIGH = 1_000;
    private static final int BUSINESS_APP = 20;

    /** Bytes, of the event that shows the number. */
    private static final int MAXIMUM_KEPT = 16_384;

    private final String account;
    private final Supplier<Clock> clock;
    private final EventReader reader = new EventReader(Whatsapp360Exception::of);
    private final Runnable changed;
    private volatile @Nullable EventElement latestOfNumber;
    private int rate;
    private ReportedNumber latest = new ReportedNumber(null, null, 0, null);

    /**
     * The limits of one account's number.
     *
     * @param changed called when there is a new rate
     */
    ReportedLimits(String account, Supplier<Clock> clock, Runnable changed) {
        this.account = account;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * What one event reports.
     *
     * @param rate 0 if it reports none
     * @param number the number that it is about; null if it names none
     */
    private record Report(
            int rate,
            @Nullable String quality,
            @Nullable String messagingLimit,
            @Nullable String number) {

        static final Report NONE = new Report(0, null, null, null);

        boolean isEmpty() {
            return rate == 0 && quality == null && messagingLimit == null;
        }
    }

    /**
     * Reads what a delivery reports.
     *
     * @param all of all accounts
     */
    void onDelivery(List<EventElement> delivery, Supplier<List<ReportedLimits>> all) {
        for (EventElement element : delivery) {
            if (element.origin().phoneNumberId() != null && element.json().length <= MAXIMUM_KEPT) {
                latestOfNumber = element;
            }
            Report report = reportIn(element);
            ReportedLimits concerned = report.isEmpty() ? null : concerned(report.number(), all);
            if (concerned != null) {
                concerned.report(report, element.name());
            }
        }
    }

    /** Null if it is about a number of no account. */
    private @Nullable ReportedLimits concerned(@Nullable String number, Supplier<List<ReportedLimits>> all) {
        if (number == null || number.equals(number())) {
            return this;
        }
        return all.get().stream()
                .filter(each -> number.equals(each.number()))
                .findFirst()
                .orElse(number() == null ? this : null);
    }

    /** The digits of the account's number, as its latest events show it; null before the first one. */
    private @Nullable String number() {
        EventElement latest = latestOfNumber;
        InboundEvent event = latest == null ? null : read(latest);
        return event == null ? null : digits(event.source().displayPhoneNumber());
    }

    private static @Nullable String digits(@Nullable Object number) {
        String digits = number == null ? "" : number.toString().replaceAll("[^0-9]", "");
        return digits.isEmpty() ? null : digits;
    }

    /** Has the client follow. */
    synchronized void applyTo(Whatsapp360Client client) {
        if (rate > 0) {
            client.reportRate(rate);
        }
    }

    /** What was reported last. */
    synchronized ReportedNumber latest() {
        return latest;
    }

    private void report(Report report, String event) {
        int reported = report.rate();
        synchronized (this) {
            boolean newRate = reported != 0 && reported != rate && rate != BUSINESS_APP;
            rate = newRate ? reported : rate;
            latest = new ReportedNumber(
                    report.quality() == null ? latest.quality() : report.quality(),
                    report.messagingLimit() == null ? latest.messagingLimit() : report.messagingLimit(),
                    rate,
                    clock.get().instant());
            if (!newRate) {
                return;
            }
        }
        LOG.info("Account {}: the number's throughput is {} messages/s, as reported by {}", account, reported, event);
        changed.run();
    }

    private Report reportIn(EventElement element) {
        if (element.family().equals(EventFamily.ACCOUNT.word())) {
            return read(element) instanceof AccountEvent about ? ofAccount(about) : Report.NONE;
        }
        if (element.family().equals(EventFamily.PARTNER.word())) {
            return read(element) instanceof PartnerEvent about
                            && about.notice() instanceof PartnerNotice.Channel channel
                    ? ofChannel(channel)
                    : Report.NONE;
        }
        boolean ofBusinessApp = element.family().equals(EventFamily.ECHO.word())
                || element.name().startsWith("smb_app_state_sync");
        return ofBusinessApp ? new Report(BUSINESS_APP, null, null, null) : Report.NONE;
    }

    /** A partner's notice is about any number of the partner. */
    private static Report ofChannel(PartnerNotice.Channel channel) {
        PartnerNotice.Channel.SetupInfo setup = channel.setupInfo();
        String number = setup == null ? null : digits(setup.phoneNumber());
        return number == null
                ? Report.NONE
                : new Report(0, channel.currentQualityRating(), channel.currentLimit(), number);
    }

    private static Report ofAccount(AccountEvent about) {
        Map<String, Object> value;
        try {
            value = ApiJson.readObject(about.raw().bytes());
        } catch (IOException noObject) {
            return Report.NONE;
        }
        String number = digits(value.get("display_phone_number"));
        if (about.change() instanceof AccountChange.NumberQuality quality) {
            String limit = quality.maxDailyConversationsPerBusiness();
            String event = quality.event();
            return new Report(
                    event.equals("THROUGHPUT_UPGRADE") ? HIGH : levelIn(value),
                    event.endsWith("FLAGGED") ? event : null,
                    limit == null ? quality.currentLimit() : limit,
                    number);
        }
        return about.change() instanceof AccountChange.Capability capability
                ? new Report(levelIn(value), null, limitOf(capability), number)
                : new Report(levelIn(value), null, null, number);
    }

    private static @Nullable String limitOf(AccountChange.Capability capability) {
        Integer older = capability.maxDailyConversationPerPhone();
        String limit = capability.maxDailyConversationsPerBusiness();
        return limit != null || older == null ? limit : older.toString();
    }

    private @Nullable InboundEvent read(EventElement element) {
        try {
            return reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static int levelIn(Map<String, Object> value) {
        Object throughput = value.get("throughput");
        Object level = throughput instanceof Map<?, ?> members ? members.get("level") : throughput;
        return switch (String.valueOf(level).toUpperCase(Locale.ROOT)) {
            case "HIGH" -> HIGH;
            case "STANDARD" -> STANDARD;
            default -> 0;
        };
    }
}
