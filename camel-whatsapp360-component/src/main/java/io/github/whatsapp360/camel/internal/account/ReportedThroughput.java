/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.change.AccountChange;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rate that events report of a number, whether or not a route takes these events: 1000 messages a second after
 * {@code THROUGHPUT_UPGRADE} or with a {@code throughput.level} of {@code HIGH}, 80 with {@code STANDARD}, 20 for a
 * number that is also used in the WhatsApp Business app, which no upgrade changes. A messaging limit is none of rate.
 * An event that names a number is about that one, whichever account it was delivered to.
 *
 * <p>Thread-safe.
 */
final class ReportedThroughput {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedThroughput.class);

    private static final int STANDARD = 80;
    private static final int HIGH = 1_000;
    private static final int BUSINESS_APP = 20;

    /** Bytes, of the event that shows the number. */
    private static final int MAXIMUM_KEPT = 16_384;

    private final String account;
    private final EventReader reader = new EventReader(Whatsapp360Exception::of);
    private final Runnable changed;
    private volatile @Nullable EventElement latestOfNumber;
    private int rate;

    /**
     * The rate of one account's number.
     *
     * @param changed called when there is a new rate
     */
    ReportedThroughput(String account, Runnable changed) {
        this.account = account;
        this.changed = changed;
    }

    /** A rate, and the number that it is reported of; null if the event names none. */
    private record Report(int rate, @Nullable String number) {

        static final Report NONE = new Report(0, null);
    }

    /**
     * Reads what a delivery reports.
     *
     * @param all of all accounts
     */
    void onDelivery(List<EventElement> delivery, Supplier<List<ReportedThroughput>> all) {
        for (EventElement element : delivery) {
            if (element.origin().phoneNumberId() != null && element.json().length <= MAXIMUM_KEPT) {
                latestOfNumber = element;
            }
            Report report = reportIn(element);
            ReportedThroughput concerned = report.rate() == 0 ? null : concerned(report.number(), all);
            if (concerned != null) {
                concerned.report(report.rate(), element.name());
            }
        }
    }

    /** Null if it is about a number of no account. */
    private @Nullable ReportedThroughput concerned(@Nullable String number, Supplier<List<ReportedThroughput>> all) {
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

    private void report(int reported, String event) {
        synchronized (this) {
            if (reported == rate || rate == BUSINESS_APP) {
                return;
            }
            rate = reported;
        }
        LOG.info("Account {}: the number's throughput is {} messages/s, as reported by {}", account, reported, event);
        changed.run();
    }

    private Report reportIn(EventElement element) {
        if (element.family().equals(EventFamily.ACCOUNT.word())) {
            return ofAccount(element);
        }
        boolean ofBusinessApp = element.family().equals(EventFamily.ECHO.word())
                || element.name().startsWith("smb_app_state_sync");
        return ofBusinessApp ? new Report(BUSINESS_APP, null) : Report.NONE;
    }

    private Report ofAccount(EventElement element) {
        if (!(read(element) instanceof AccountEvent about)) {
            return Report.NONE;
        }
        Map<String, Object> value;
        try {
            value = ApiJson.readObject(about.raw().bytes());
        } catch (IOException noObject) {
            return Report.NONE;
        }
        boolean upgraded = about.change() instanceof AccountChange.NumberQuality quality
                && quality.event().equals("THROUGHPUT_UPGRADE");
        return new Report(upgraded ? HIGH : levelIn(value), digits(value.get("display_phone_number")));
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
