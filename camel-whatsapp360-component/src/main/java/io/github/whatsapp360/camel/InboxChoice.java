package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.DirectInbox;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxLimits;
import io.github.whatsapp360.inbox.MemoryInbox;
import io.github.whatsapp360.inbox.jdbc.JdbcInbox;
import io.github.whatsapp360.inbox.jdbc.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the inbox that the option {@code inbox} names. */
final class InboxChoice {

    private static final Logger LOG = LoggerFactory.getLogger(InboxChoice.class);

    private final CamelContext context;
    private final Clock clock;
    private final Path directory;
    private final AccountWindows windows;

    /**
     * A choice.
     *
     * @param directory where embedded inboxes keep their files
     * @param windows are kept beside an embedded inbox
     */
    InboxChoice(CamelContext context, Clock clock, Path directory, AccountWindows windows) {
        this.windows = windows;
        this.context = context;
        this.clock = clock;
        this.directory = directory;
    }

    /** Whether the route runs before the answer. */
    static boolean keepsNothing(Whatsapp360Configuration options) {
        return "none".equals(options.getInbox());
    }

    /**
     * The inbox of an account, not open yet.
     *
     * @param writer the one thread of an inbox that writes to a disk
     */
    Inbox of(String account, Whatsapp360Configuration options, ExecutorService writer) {
        Object choice = options.getInbox();
        if (choice instanceof Inbox own) {
            return own;
        }
        InboxLimits limits = new InboxLimits(options.getMaximumPending(), Duration.ofMillis(options.getDedupePeriod()));
        return switch (String.valueOf(choice)) {
            case "embedded" -> {
                SqliteDatabase database = new SqliteDatabase(directory, account, clock);
                yield windows.keptIn(database, table -> new JdbcInbox(database, limits, clock, writer, table));
            }
            case "memory" -> memory(account, limits);
            case "none" -> new DirectInbox(limits, clock);
            default -> named(String.valueOf(choice));
        };
    }

    private Inbox memory(String account, InboxLimits limits) {
        LOG.warn("The inbox of account {} is in memory: what waits in it is lost when this process ends", account);
        return new MemoryInbox(limits, clock);
    }

    private Inbox named(String choice) {
        String name = choice.replaceFirst("^#(bean:)?", "");
        Inbox bean = context.getRegistry().lookupByNameAndType(name, Inbox.class);
        if (bean == null) {
            throw new IllegalArgumentException("inbox=" + choice
                    + ": expected embedded, memory, none, or #name of a bean that is a " + Inbox.class.getName());
        }
        return bean;
    }
}
