/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * The headers that go along with an event: the component's, and those that a bridge adds for the other side. Also for
 * an application that takes events from there and gives commands back.
 */
public final class EventHeaders extends DefaultHeaderFilterStrategy {

    /** With the headers that the reference of the bridges lists. */
    public EventHeaders() {
        setFilterOnMatch(false);
        setOutFilterPattern("CamelWhatsapp360.+|JMSXGroupID|_AMQ_DUPL_ID|ce_.+|content-type|whatsapp360.+|"
                + CommandHeaders.IDEMPOTENCY_KEY);
        setInFilterPattern("CamelWhatsapp360.+");
    }
}
