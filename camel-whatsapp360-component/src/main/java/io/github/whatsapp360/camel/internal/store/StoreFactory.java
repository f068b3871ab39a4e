/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.delivery.EmbeddedSentMessageStore;
import io.github.whatsapp360.camel.internal.delivery.PostgresSentMessageStore;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.MemoryInbox;
import io.github.whatsapp360.inbox.internal.PassThroughInbox;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import io.github.whatsapp360.inbox.internal.embedded.SqliteLibrary;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import io.github.whatsapp360.inbox.internal.postgres.PostgresInbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the inbox that the option {@code inbox} names, and the stores in its database. */
public final class StoreFactory {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFactory.class);

    /**
     * Maximum number of threads of a shared inbox: its permanent tasks, those of its windows, of what was billed, of
     * the customers and of the sent-message log, and 4 for short calls. Threads are created on demand.
     */
    public static final int THREADS = PostgresInbox.TASKS + 4 + 4;

    private final CamelContext context;
    private final Clock clock;
    private final Clock dispatchClock;
    private final Path directory;
    private final SubscriptionResolver resolver;
    private final UnaryOperator<MemoryInbox> keptInMemory;

    /**
     * Creates a factory.
     *
     * @param dispatchClock the clock by which the dispatcher decides what is due
     * @param directory directory of the files of embedded inboxes
     * @param keptInMemory returns the existing memory inbox of the account, or else the configured one
     * @param resolver resolver for events that an earlier version stored
     */
    public StoreFactory(
            CamelContext context,
            Clock clock,
            Clock dispatchClock,
            Path directory,
            UnaryOperator<MemoryInbox> keptInMemory,
            SubscriptionResolver resolver) {
        this.dispatchClock = dispatchClock;
        this.resolver = resolver;
        this.keptInMemory = keptInMemory;
        this.context = context;
        this.clock = clock;
        this.directory = directory;
    }

    /** Whether the inbox stores nothing, so that the route runs before the response. */
    public static boolean keepsNothing(Whatsapp360Configuration options) {
        return "none".equals(options.getInbox());
    }

    /**
     * Creates the store of an account; its inbox is not open yet.
     *
     * @param threads threads of an inbox that writes; at least {@link #THREADS}
     */
    public AccountStore create(String account, Whatsapp360Configuration options, ExecutorService threads) {
        Object choice = options.getInbox();
        if (choice instanceof Inbox own) {
            return AccountStore.withoutDatabase(own);
        }
        InboxLimits limits = new InboxLimits(
                options.getMaximumPending(),
                Duration.ofMillis(options.getDedupePeriod()),
                Duration.ofMillis(Math.max(options.getRedeliveryDelay(), options.getMaximumRedeliveryDelay())));
        return switch (String.valueOf(choice)) {
            case "embedded" -> embedded(account, Duration.ofMillis(options.getIdentityRetention()), limits, threads);
            case "jdbc" -> postgres(account, options, limits, threads);
            case "memory" -> AccountStore.withoutDatabase(memory(account, limits));
            case "none" -> AccountStore.withoutDatabase(new PassThroughInbox(limits, clock));
            default -> AccountStore.withoutDatabase(named(account, String.valueOf(choice)));
        };
    }

    private AccountStore embedded(
            String account, Duration identityRetention, InboxLimits limits, ExecutorService threads) {
        SqliteLibrary.requirePresent(account);
        SqliteDatabase database = new SqliteDatabase(directory, account, clock);
        EmbeddedWindowStore windows = new EmbeddedWindowStore(database, clock);
        EmbeddedPhoneNumberIdStore number = new EmbeddedPhoneNumberIdStore(clock);
        EmbeddedBilledStore billed = new EmbeddedBilledStore(clock);
        EmbeddedOptOutStore optOuts = new EmbeddedOptOutStore();
        EmbeddedIdentityStore identities = new EmbeddedIdentityStore(database, clock, identityRetention);
        EmbeddedSentMessageStore sent = new EmbeddedSentMessageStore(database);
        EmbeddedInbox inbox =
                new EmbeddedInbox(database, limits, clock, threads, windows, number, billed, optOuts, identities, sent);
        inbox.resolveUnassigned(resolver);
        return new AccountStore(
                inbox,
                windows.with(inbox),
                number.with(inbox),
                billed.with(inbox),
                optOuts.with(inbox),
                identities.with(inbox),
                sent.with(inbox));
    }

    private AccountStore postgres(
            String account, Whatsapp360Configuration options, InboxLimits limits, ExecutorService threads) {
        warnOfLeftBehind(account);
        PostgresDatabase database = new PostgresDatabase(dataSource(account, options), account);
        database.resolveUnassigned(resolver);
        PostgresWindowStore windows = new PostgresWindowStore(database, clock);
        PostgresBilledStore billed = new PostgresBilledStore(database);
        PostgresIdentityStore identities =
                new PostgresIdentityStore(database, clock, Duration.ofMillis(options.getIdentityRetention()));
        PostgresSentMessageStore sent = new PostgresSentMessageStore(database);
        PostgresInbox inbox = new PostgresInbox(
                database,
                limits,
                dispatchClock,
                threads,
                self(),
                windows.commits(),
                billed.commits(),
                identities.commits(),
                sent.commits());
        return new AccountStore(
                inbox,
                windows.with(inbox),
                new PostgresPhoneNumberIdStore(database, clock),
                billed,
                new PostgresOptOutStore(database, threads),
                identities,
                sent);
    }

    /** Warns of events in the files of inbox=embedded: inbox=jdbc does not process them. */
    private void warnOfLeftBehind(String account) {
        if (!SqliteLibrary.isPresent()) {
            if (SqliteLibrary.hasFile(directory, account)) {
                LOG.warn(
                        "Account {}: events of inbox=embedded may wait in {}; they cannot be counted without {}",
                        account,
                        directory.toAbsolutePath(),
                        SqliteLibrary.ARTIFACT);
            }
            return;
        }
        long waiting = SqliteDatabase.waitingIn(directory, account);
        if (waiting > 0) {
            LOG.warn(
                    "Account {}: {} events of inbox=embedded are waiting in {}; inbox=jdbc does not run them. Start"
                            + " one node with inbox=embedded and registerWebhook=false until they are processed,"
                            + " then return to inbox=jdbc",
                    account,
                    waiting,
                    directory.toAbsolutePath());
        }
    }

    private DataSource dataSource(String account, Whatsapp360Configuration options) {
        DataSource configured = options.getDataSource();
        DataSource found =
                configured == null ? CamelContextHelper.findSingleByType(context, DataSource.class) : configured;
        if (found == null) {
            throw new IllegalArgumentException(
                    "inbox=jdbc of account '" + account + "' needs dataSource=#name of a bean of type "
                            + DataSource.class.getName() + ": the registry contains none, or several");
        }
        return found;
    }

    /** Identifies this process by host name, process id and context name. */
    private PostgresInbox.NodeIdentity self() {
        String host = System.getenv("HOSTNAME");
        return new PostgresInbox.NodeIdentity(
                (host == null ? "" : host + "/") + ProcessHandle.current().pid() + "/" + context.getName());
    }

    private Inbox memory(String account, InboxLimits limits) {
        LOG.warn("Account {}: inbox=memory loses its waiting events when this process ends", account);
        MemoryInbox inbox = keptInMemory.apply(new MemoryInbox(limits, clock));
        inbox.resolveUnassigned(resolver);
        return inbox;
    }

    private Inbox named(String account, String choice) {
        String name = choice.replaceFirst("^#(bean:)?", "");
        Inbox bean = context.getRegistry().lookupByNameAndType(name, Inbox.class);
        if (bean == null) {
            throw new IllegalArgumentException("Account '" + account + "' has inbox=" + choice
                    + ": expected embedded, jdbc, memory, none, or #name of a bean that is a " + Inbox.class.getName());
        }
        return bean;
    }
}
