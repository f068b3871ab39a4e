/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.internal.delivery.Tracking;
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.delivery.WaitFor;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The options and headers of an endpoint about waiting for a delivery and tracking it.
 *
 * <p>Immutable and thread-safe.
 */
final class TrackingOptions {

    private static final Duration MAXIMUM_WAIT = Duration.ofHours(24);
    private static final int MAXIMUM_CORRELATION_ID = 512;
    private static final String FAIL = "fail";

    private final @Nullable WaitFor waitFor;
    private final Duration waitTimeout;
    private final @Nullable Duration eventTimeout;
    private final boolean failOnTimeout;

    /**
     * Reads the options of an endpoint.
     *
     * @throws IllegalArgumentException if they make no sense
     */
    TrackingOptions(String account, Whatsapp360Configuration options) {
        this.waitFor = options.getWaitFor();
        this.waitTimeout = Duration.ofMillis(options.getWaitTimeout());
        Duration tracked = Duration.ofMillis(options.getDeliveryTimeout());
        this.eventTimeout = options.isTrackDelivery() ? tracked : null;
        this.failOnTimeout = FAIL.equals(options.getOnWaitTimeout());
        require(
                account,
                !waitTimeout.isNegative() && !waitTimeout.isZero() && waitTimeout.compareTo(MAXIMUM_WAIT) <= 0,
                "waitTimeout must be above 0 and at most 24h");
        require(
                account,
                !tracked.isNegative()
                        && !tracked.isZero()
                        && tracked.compareTo(Duration.ofMillis(options.getSentMessagePeriod())) <= 0,
                "deliveryTimeout must be above 0 and at most sentMessagePeriod");
        require(
                account,
                failOnTimeout || "continue".equals(options.getOnWaitTimeout()),
                "onWaitTimeout must be continue or fail");
    }

    private static void require(String account, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(AccountMessage.of(account, rule));
        }
    }

    boolean failOnTimeout() {
        return failOnTimeout;
    }

    /**
     * What the send of this message asks for.
     *
     * @return null if it neither waits nor is tracked
     * @throws InvalidMessageException if a header cannot be read
     */
    @Nullable
    Tracking of(Message message, Tracing tracing) {
        WaitFor wait = waitFor(message);
        if (wait == null && eventTimeout == null) {
            return null;
        }
        String correlationId = message.getHeader(Whatsapp360Constants.CORRELATION_ID, String.class);
        if (correlationId != null && correlationId.length() > MAXIMUM_CORRELATION_ID) {
            throw new InvalidMessageException("The header " + Whatsapp360Constants.CORRELATION_ID + " has "
                    + correlationId.length() + " characters; the maximum is " + MAXIMUM_CORRELATION_ID);
        }
        return new Tracking(
                wait,
                waitTimeout,
                eventTimeout,
                correlationId == null || correlationId.isBlank() ? null : correlationId,
                tracing.contextOf(message.getHeaders()));
    }

    private @Nullable WaitFor waitFor(Message message) {
        Object header = message.getHeader(Whatsapp360Constants.WAIT_FOR);
        if (header == null || header.toString().isBlank()) {
            return waitFor;
        }
        String word = header.toString().strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(WaitFor.values())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidMessageException(
                        "The header " + Whatsapp360Constants.WAIT_FOR + " must be sent, delivered, read or reply"));
    }
}
