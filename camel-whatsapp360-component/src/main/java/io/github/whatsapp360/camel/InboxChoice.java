package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.DirectInbox;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxLimits;
import io.github.whatsapp360.inbox.MemoryInbox;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the inbox that the option {@code inbox} names. */
final class InboxChoice {

    private static final Logger LOG = LoggerFactory.getLogger(InboxChoice.class);

    private final CamelContext context;
    private final Clock clock;

    InboxChoice(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /** Whether the route runs before the answer. */
    static boolean keepsNothing(Whatsapp360Configuration options) {
        return "none".equals(options.getInbox());
    }

    Inbox of(String account, Whatsapp360Configuration options) {
        Object choice = options.getInbox();
        if (choice instanceof Inbox own) {
            return own;
        }
        InboxLimits limits = new InboxLimits(options.getMaximumPending(), Duration.ofMillis(options.getDedupePeriod()));
        if ("memory".equals(choice)) {
            LOG.warn("The inbox of account {} is in memory: what waits in it is lost when this process ends", account);
            return new MemoryInbox(limits, clock);
        }
        if ("none".equals(choice)) {
            return new DirectInbox(limits, clock);
        }
        Inbox named =
                context.getRegistry().lookupByNameAndType(String.valueOf(choice).replace("#", ""), Inbox.class);
        if (named == null) {
            throw new IllegalArgumentException("inbox=" + choice
                    + ": expected memory, none, or #name of a bean that is a " + Inbox.class.getName());
        }
        return named;
    }
}
