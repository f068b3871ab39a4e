/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Decides after a failure that may pass whether and when to try again: the delay doubles with each attempt. When there
 * were enough, the failure is thrown.
 *
 * <p>Thread-safe.
 */
public final class MailRetry implements Processor {

    /** The exchange property with the delay before the next attempt, in milliseconds. */
    public static final String DELAY = "Whatsapp360MailDelay";

    private static final String ATTEMPTS = "Whatsapp360MailAttempts";
    private static final long MAXIMUM_DELAY = 300_000;
    private static final int MAXIMUM_DOUBLINGS = 30;

    private final int maximumRedeliveries;
    private final long redeliveryDelay;

    /**
     * A number of attempts.
     *
     * @param maximumRedeliveries 0 for none
     * @param redeliveryDelay milliseconds before the first; later ones wait five minutes at most
     */
    public MailRetry(int maximumRedeliveries, long redeliveryDelay) {
        this.maximumRedeliveries = maximumRedeliveries;
        this.redeliveryDelay = redeliveryDelay;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        int attempts = exchange.getProperty(ATTEMPTS, 0, Integer.class);
        if (attempts >= maximumRedeliveries) {
            throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        exchange.setProperty(ATTEMPTS, attempts + 1);
        long doubled = redeliveryDelay << Math.min(attempts, MAXIMUM_DOUBLINGS);
        exchange.setProperty(DELAY, Math.min(doubled, Math.max(redeliveryDelay, MAXIMUM_DELAY)));
    }
}
