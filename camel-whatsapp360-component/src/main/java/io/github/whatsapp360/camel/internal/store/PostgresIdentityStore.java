/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.internal.IdentityUpdater;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.identity.internal.PostgresIdentityTable;
import io.github.whatsapp360.identity.internal.Sweep;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.postgres.BadBatchException;
import io.github.whatsapp360.inbox.internal.postgres.Connections;
import io.github.whatsapp360.inbox.internal.postgres.GroupCommit;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The customers of an account in a database that several nodes share. What a delivery tells is written before its
 * events; learning it twice changes nothing. Customers are read on demand and never cached, so that changes of other
 * nodes are visible at once.
 *
 * <p>Thread-safe.
 */
final class PostgresIdentityStore implements IdentityStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresIdentityStore.class);

    private static final int BYTES_PER_EVENT = 200;
    private static final int CUSTOMERS_SWEPT_PER_EVENT = 4;
    private static final int SWEEP_THRESHOLD = 256;

    private final Connections connections;
    private final String account;
    private final Clock clock;
    private final Duration retention;
    private final GroupCommit<IdentityBatch, List<InboxEvent>> entries;
    private String sweptUpTo = "";
    private int owedVisits;

    PostgresIdentityStore(PostgresDatabase database, Clock clock, Duration retention) {
        this.connections = database.connections();
        this.account = database.account();
        this.clock = clock;
        this.retention = retention;
        this.entries = new GroupCommit<>(this::learn, batch -> BYTES_PER_EVENT * batch.size());
    }

    /** Returns the task that writes the customers; it runs as long as the inbox is open. */
    GroupCommit<?, ?> commits() {
        return entries;
    }

    @Override
    public CompletableFuture<?> store(IdentityBatch batch, Storing storing) {
        return entries.submit(batch).thenCompose(events -> storing.store(events, null));
    }

    @Override
    public CompletableFuture<?> learn(IdentityBatch batch, Inbox inbox) {
        return entries.submit(batch).thenCompose(inbox::store);
    }

    private List<List<InboxEvent>> learn(List<IdentityBatch> batches) {
        try {
            List<List<InboxEvent>> events = connections.use(connection -> learn(connection, batches));
            sweep(batches.stream().mapToInt(IdentityBatch::size).sum());
            return events;
        } catch (SQLException failure) {
            String problem = "Cannot write the customers: " + failure.getMessage();
            if (PostgresDatabase.isDataError(failure)) {
                throw new BadBatchException(problem, failure);
            }
            throw new InboxException(problem, failure);
        }
    }

    /** Most events tell nothing new: that is seen without waiting for other nodes. */
    private List<List<InboxEvent>> learn(Connection connection, List<IdentityBatch> batches) throws SQLException {
        PostgresIdentityTable table = new PostgresIdentityTable(connection, account);
        List<List<InboxEvent>> events = learn(table, batches);
        if (table.isChanged()) {
            table.lock();
            events = learn(table, batches);
            table.flush();
            table.commit();
        }
        return events;
    }

    private static List<List<InboxEvent>> learn(PostgresIdentityTable table, List<IdentityBatch> batches)
            throws SQLException {
        table.read(batches.stream().flatMap(batch -> batch.ids().stream()).toList());
        IdentityUpdater<SQLException> updater = new IdentityUpdater<>(table);
        List<List<InboxEvent>> events = new ArrayList<>();
        for (IdentityBatch batch : batches) {
            events.add(batch.learn(updater));
        }
        return events;
    }

    /** Deletes expired customers. A failure is ignored: what was learned is written already. */
    private void sweep(int events) {
        owedVisits += CUSTOMERS_SWEPT_PER_EVENT * events;
        if (owedVisits < SWEEP_THRESHOLD) {
            return;
        }
        int visits = owedVisits;
        owedVisits = 0;
        try {
            Sweep sweep = connections.use(connection -> new PostgresIdentityTable(connection, account)
                    .expired(sweptUpTo, visits, clock.instant().minus(retention)));
            sweptUpTo = sweep.end();
            for (String customer : sweep.expired()) {
                CustomerIdentity unused = connections.use(connection -> forget(connection, customer));
            }
        } catch (SQLException later) {
            LOG.debug("Cannot delete expired customers in {}; trying again later", connections, later);
        }
    }

    @Override
    public @Nullable KnownCustomer find(PersonIds ids) {
        return read(table -> {
            table.read(List.of(ids));
            IdentityUpdater<SQLException> finder = new IdentityUpdater<>(table);
            String customer = finder.find(ids);
            return customer == null ? null : finder.customer(customer);
        });
    }

    @Override
    public @Nullable KnownCustomer find(String customerId) {
        return read(table -> new IdentityUpdater<>(table).customer(customerId));
    }

    private interface Reading {
        @Nullable
        KnownCustomer from(PostgresIdentityTable table) throws SQLException;
    }

    private @Nullable KnownCustomer read(Reading reading) {
        List<KnownCustomer> found = new ArrayList<>(1);
        try {
            // A send may be inside a transaction of its route.
            Object unused = connections.outsideTransaction(() -> connections.use(connection -> {
                KnownCustomer customer = reading.from(new PostgresIdentityTable(connection, account));
                return customer != null && found.add(customer);
            }));
        } catch (SQLException unreadable) {
            throw new InboxException(
                    "Cannot read the customers in " + connections + ": " + unreadable.getMessage(), unreadable);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public CompletableFuture<@Nullable CustomerIdentity> forget(String customerId) {
        List<CustomerIdentity> known = new ArrayList<>(1);
        try {
            Object unused = connections.outsideTransaction(() -> connections.use(connection -> {
                CustomerIdentity customer = forget(connection, customerId);
                return customer != null && known.add(customer);
            }));
        } catch (SQLException failure) {
            return CompletableFuture.failedFuture(new InboxException(
                    "Cannot delete a customer in " + connections + ": " + failure.getMessage(), failure));
        }
        return CompletableFuture.completedFuture(known.isEmpty() ? null : known.get(0));
    }

    private @Nullable CustomerIdentity forget(Connection connection, String customerId) throws SQLException {
        PostgresIdentityTable table = new PostgresIdentityTable(connection, account);
        table.lock();
        CustomerIdentity known = new IdentityUpdater<>(table).forget(customerId);
        table.flush();
        table.commit();
        return known;
    }
}
