package io.github.whatsapp360.bridges;

import org.apache.camel.support.DefaultHeaderFilterStrategy;

/** The headers that go along with an event: the component's, and those that a bridge adds for the other side. */
public final class EventHeaders extends DefaultHeaderFilterStrategy {

    /** With the headers that the reference of the bridges lists. */
    public EventHeaders() {
        setFilterOnMatch(false);
        setOutFilterPattern("CamelWhatsapp360.+|JMSXGroupID|_AMQ_DUPL_ID|ce_.+|content-type|whatsapp360.+");
        setInFilterPattern("CamelWhatsapp360.+");
    }
}
