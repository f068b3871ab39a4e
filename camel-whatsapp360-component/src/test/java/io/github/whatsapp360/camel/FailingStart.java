/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;

/** A step whose start fails, and its route's with it, until the test allows it. */
final class FailingStart extends ServiceSupport implements Processor {

    private final AtomicBoolean mayStart;

    FailingStart(AtomicBoolean mayStart) {
        this.mayStart = mayStart;
    }

    @Override
    protected void doStart() {
        if (!mayStart.get()) {
            throw new IllegalStateException("not yet");
        }
    }

    @Override
    public void process(Exchange exchange) {}
}
