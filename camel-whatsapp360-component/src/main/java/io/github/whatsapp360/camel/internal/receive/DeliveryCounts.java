/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.webhook.internal.WebhookResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The number of deliveries per HTTP status since the process started.
 *
 * <p>Thread-safe.
 */
final class DeliveryCounts {

    private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();

    void add(WebhookResponse answer) {
        byStatus.computeIfAbsent(answer.status(), status -> new LongAdder()).increment();
    }

    /** The counts by HTTP status in ascending order, without statuses that were never used. */
    Map<Integer, Long> byStatus() {
        Map<Integer, Long> counts = new TreeMap<>();
        byStatus.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }
}
