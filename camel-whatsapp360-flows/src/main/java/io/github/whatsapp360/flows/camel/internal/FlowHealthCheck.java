/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a data endpoint answers well enough for WhatsApp, and whether its key is registered. Camel displays it
 * as {@code consumer:} and the id of the route.
 *
 * <p>Asks nobody. Thread-safe.
 */
public final class FlowHealthCheck extends AbstractHealthCheck {

    private final String account;
    private final RecentAnswers recent;
    private final @Nullable KeyRegistration registration;

    /**
     * Creates a check.
     *
     * @param registration null if the key is not to be registered
     */
    FlowHealthCheck(String account, RecentAnswers recent, @Nullable KeyRegistration registration) {
        super("camel", "consumer:whatsapp360-flow-" + account);
        this.account = account;
        this.recent = recent;
        this.registration = registration;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        RecentAnswers.Counts counts = recent.counts();
        builder.detail("whatsapp360.account", account);
        builder.detail("whatsapp360.flow.answers", counts.answers());
        builder.detail("whatsapp360.flow.failed", counts.failed());
        builder.detail("whatsapp360.flow.slow", counts.slow());
        KeyRegistration.Problem problem = registration == null ? null : registration.problem();
        if (counts.isBad()) {
            builder.down()
                    .message(AccountMessage.of(
                            account,
                            "Expected at most a tenth of the latest " + counts.answers()
                                    + " answers to fail or to take more than 5 s, actual are " + counts.failed()
                                    + " and " + counts.slow()));
        } else if (problem != null) {
            // Not DOWN while 360dialog is unavailable: an earlier registration may still be valid.
            (problem.refused() ? builder.down() : builder.unknown())
                    .message(AccountMessage.of(account, "The public key is not registered yet: " + problem.text()));
        } else {
            builder.up();
        }
    }
}
