/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.camel.internal.operator.OperatedAccount;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.Receiving;
import io.github.whatsapp360.camel.internal.support.MeterListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the accounts have counted since the start, and samples of it each second for the plots. What is counted while a
 * delivery is answered is read from the account, and not heard of here.
 *
 * <p>Thread-safe.
 */
public final class Statistics implements MeterListener {

    static final String SENDS = "whatsapp360.sends";
    static final String BILLED = "whatsapp360.billed";
    static final String WINDOWS = "whatsapp360.windows";
    static final String FOREIGN = "whatsapp360.foreign";
    private static final String EVENTS = "whatsapp360.events";
    private static final String ON_THE_ANSWERING_PATH = "whatsapp360.deliveries";
    private static final String LATENCY = "whatsapp360.ack.latency";

    private final Map<String, AccountStatistics> accounts = new ConcurrentHashMap<>();

    /** Creates statistics of a console that starts. */
    Statistics() {}

    /**
     * A meter and its tags.
     *
     * @param tags alternating names and values
     */
    record Counted(String meter, List<String> tags) {

        /** The value of a tag; empty if it has none. */
        String tag(String name) {
            int at = tags.indexOf(name);
            return at < 0 ? "" : tags.get(at + 1);
        }
    }

    @Override
    public void counted(String account, String name, String... tags) {
        if (!name.equals(ON_THE_ANSWERING_PATH) && !name.equals(LATENCY)) {
            of(account).count(new Counted(name, List.of(tags)));
        }
    }

    AccountStatistics of(String account) {
        return accounts.computeIfAbsent(account, first -> new AccountStatistics());
    }

    /** Called once a second. */
    void sample(OperatedAccount account) {
        of(account.name()).sample(account.receiving(), account.clock().instant());
    }

    /**
     * The statistics of one account.
     *
     * <p>Thread-safe.
     */
    static final class AccountStatistics {

        private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();
        private final Map<Counted, Instant> lastChanged = new ConcurrentHashMap<>();
        private final Map<Counted, Long> lastCounts = new ConcurrentHashMap<>();
        private final History history = new History();

        private void count(Counted counted) {
            counts.computeIfAbsent(counted, first -> new LongAdder()).increment();
        }

        private void sample(@Nullable Receiving receiving, Instant now) {
            long arrivals = 0;
            long answers = 0;
            if (receiving != null) {
                for (Map.Entry<Integer, Long> each : receiving.deliveries().entrySet()) {
                    arrivals += each.getValue();
                    answers += each.getKey() == 200 ? each.getValue() : 0;
                    note(answered(each.getKey()), each.getValue(), now);
                }
            }
            long sends = 0;
            for (Map.Entry<Counted, Long> each : all(SENDS).entrySet()) {
                sends += each.getKey().tag("outcome").equals("accepted") ? each.getValue() : 0;
            }
            counts.forEach((counted, count) -> note(counted, count.sum(), now));
            long routes =
                    all(EVENTS).values().stream().mapToLong(Long::longValue).sum();
            history.add(arrivals, answers, routes, sends, receiving == null ? 0 : receiving.waiting());
        }

        private void note(Counted counted, long count, Instant now) {
            Long before = lastCounts.put(counted, count);
            if (count > 0 && (before == null || before != count)) {
                lastChanged.put(counted, now);
            }
        }

        private static Counted answered(int status) {
            return new Counted(ON_THE_ANSWERING_PATH, List.of("answer", Integer.toString(status)));
        }

        /** The counts of a meter by its tags. */
        Map<Counted, Long> all(String meter) {
            Map<Counted, Long> all = new ConcurrentHashMap<>();
            counts.forEach((counted, count) -> {
                if (counted.meter().equals(meter)) {
                    all.put(counted, count.sum());
                }
            });
            return all;
        }

        /** Whether something was counted within this time before now. */
        boolean isRecent(Counted counted, Instant now, Duration time) {
            Instant changed = lastChanged.get(counted);
            return changed != null && changed.plus(time).isAfter(now);
        }

        /** Whether a delivery was answered with this status within this time before now. */
        boolean isRecentAnswer(int status, Instant now, Duration time) {
            return isRecent(answered(status), now, time);
        }

        History history() {
            return history;
        }
    }
}
