/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.internal.postgres.PostgresStatements.text;
import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import io.github.whatsapp360.inbox.internal.postgres.PostgresStatements.Column;
import io.github.whatsapp360.inbox.internal.postgres.PostgresStatements.Mapping;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One account in a PostgreSQL database. Borrows a connection for each statement, so that the pool bounds their number
 * and replaces broken ones.
 *
 * <p>Thread-safe. At most six threads of an account use a connection at the same time, besides callers that read dead
 * letters or windows.
 */
public final class PostgresDatabase implements SharedDatabase {

    private final Connections connections;
    private final String account;
    private final PostgresStatements statements;
    private final PostgresClaims claims;
    private final PostgresDeadLetters deadLetters;
    private final PostgresInsight insight;
    private SubscriptionResolver resolver = event -> List.of();

    /** Uses the schema that is first on the search path of the data source's user. */
    public PostgresDatabase(DataSource dataSource, String account) {
        this(dataSource, account, () -> PostgresSql.CLOCK);
    }

    /**
     * Creates a database with a clock, for tests.
     * @param clock an SQL expression for the current time in milliseconds
     */
    PostgresDatabase(DataSource dataSource, String account, Supplier<String> clock) {
        this.connections = new Connections(dataSource);
        this.account = requireNonNull(account, "account");
        this.statements = new PostgresStatements(connections, clock);
        this.claims = new PostgresClaims(statements, account);
        this.deadLetters = new PostgresDeadLetters(statements, account);
        this.insight = new PostgresInsight(statements, account);
    }

    /** Returns the connections, for further tables in the same database. */
    public Connections connections() {
        return connections;
    }

    /** Returns what an operator sees. */
    PostgresInsight insight() {
        return insight;
    }

    /** Returns the account of the events. */
    public String account() {
        return account;
    }

    /**
     * Sets the resolver for events that an earlier version stored without a subscription. Call before {@link #open};
     * otherwise such events are stored for subscriptions named after their kind.
     */
    public void resolveUnassigned(SubscriptionResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public void open() {
        new PostgresSchema(connections).open();
        try {
            new UnassignedEventMigration(connections, account, resolver).assign();
        } catch (SQLException failure) {
            throw new InboxException(
                    "Cannot assign events of an earlier version in " + connections + " to subscriptions: "
                            + failure.getMessage(),
                    failure);
        }
    }

    @Override
    public boolean isWaiting(long conversationHash) throws SQLException {
        return !query(PostgresSql.IS_WAITING, row -> true, account, conversationHash)
                .isEmpty();
    }

    @Override
    public boolean isStored(long conversationHash, long id) throws SQLException {
        return !query(PostgresSql.IS_STORED, row -> true, account, conversationHash, id)
                .isEmpty();
    }

    @Override
    public int[] forget(List<String> texts) throws SQLException {
        int events = 0;
        int letters = 0;
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            events += update(PostgresSql.FORGET_EVENTS, account, bytes);
            letters += update(PostgresSql.FORGET_DEAD_LETTERS, account, bytes);
        }
        return new int[] {events, letters};
    }

    private <T> List<T> query(String sql, Mapping<T> mapping, @Nullable Object... arguments) throws SQLException {
        return statements.query(sql, mapping, arguments);
    }

    private int update(String sql, @Nullable Object... arguments) throws SQLException {
        return statements.update(sql, arguments);
    }

    @Override
    public Set<Integer> store(List<NewEvent> arriving, Duration dedupePeriod) throws SQLException {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < arriving.size(); i++) {
            places.computeIfAbsent(HexFormat.of().formatHex(arriving.get(i).hash()), unseen -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> fresh = query(
                PostgresSql.STORE,
                row -> requireNonNull(places.get(HexFormat.of().formatHex(row.getBytes(1)))),
                account,
                new Column<>("bytea", arriving, NewEvent::hash),
                new Column<>("text", arriving, each -> each.event().key()),
                new Column<>("text", arriving, each -> each.event().conversation()),
                new Column<>("bigint", arriving, NewEvent::conversationHash),
                new Column<>("text", arriving, each -> each.event().subscription()),
                new Column<>("text", arriving, each -> each.event().kind()),
                new Column<>("bytea", arriving, each -> each.event().body()),
                dedupePeriod.toMillis());
        Set<Integer> all = new HashSet<>();
        fresh.forEach(all::addAll);
        return all;
    }

    @Override
    public boolean quarantine(byte[] hash, InboxEvent event, String problem, Duration dedupePeriod)
            throws SQLException {
        return update(
                        PostgresSql.QUARANTINE,
                        account,
                        hash,
                        dedupePeriod.toMillis(),
                        text(event.key()),
                        text(event.conversation()),
                        text(event.kind()),
                        text(problem),
                        event.body())
                > 0;
    }

    @Override
    public ClaimResult settleAndClaim(List<Settlement> settlements, long node, int limit, Set<String> subscriptions)
            throws SQLException {
        return claims.settleAndClaim(settlements, node, limit, subscriptions);
    }

    @Override
    public void releaseUnheld(long node, List<ConversationLock> held) throws SQLException {
        int unused = update(
                PostgresSql.RELEASE_UNHELD,
                account,
                node,
                new Column<>("bigint", held, ConversationLock::id),
                new Column<>("bigint", held, ConversationLock::fence));
    }

    @Override
    public Optional<Duration> untilNextDue() throws SQLException {
        return query(
                        PostgresSql.NEXT_DUE,
                        row -> {
                            Duration wait = Duration.ofMillis(row.getLong(1));
                            return row.wasNull() ? Optional.<Duration>empty() : Optional.of(wait);
                        },
                        account,
                        account,
                        account)
                .get(0);
    }

    @Override
    public long join(String name) throws SQLException {
        return query(PostgresSql.JOIN, row -> row.getLong(1), account, text(name))
                .get(0);
    }

    @Override
    public List<Heartbeat> heartbeat(long node) throws SQLException {
        return query(
                PostgresSql.HEARTBEAT,
                row -> new Heartbeat(row.getLong(1), row.getString(2), row.getLong(3)),
                node,
                account,
                node);
    }

    @Override
    public boolean declareDead(Heartbeat stale) throws SQLException {
        return update(PostgresSql.DECLARE_DEAD, account, stale.node(), stale.value()) > 0;
    }

    /** The database clock, and whether conversation locks are due later than that clock allows. */
    private record Overdue(long now, boolean any) {}

    @Override
    public long runOverdue(long before, Duration maximumDelay) throws SQLException {
        long millis = maximumDelay.toMillis();
        Overdue found = query(
                        PostgresSql.OVERDUE,
                        row -> new Overdue(row.getLong(1), row.getBoolean(2)),
                        account,
                        account,
                        before,
                        millis,
                        account,
                        account)
                .get(0);
        if (found.any()) {
            int unused = update(PostgresSql.RUN_OVERDUE, account, before, millis, account, before, millis);
        }
        return found.now();
    }

    @Override
    public void leave(long node) throws SQLException {
        int unused = update(PostgresSql.LEAVE, node);
    }

    @Override
    public InboxCount count() throws SQLException {
        Map<String, Long> waiting = new HashMap<>();
        List<Long> ages = new ArrayList<>();
        List<Long> deadLetters = new ArrayList<>();
        List<Object> unused = query(
                PostgresSql.COUNT,
                row -> {
                    String subscription = row.getString(1);
                    if (subscription == null) {
                        return deadLetters.add(row.getLong(2));
                    }
                    waiting.put(subscription, row.getLong(2));
                    return ages.add(row.getLong(3));
                },
                account,
                account);
        Instant oldest = ages.isEmpty() ? null : Instant.ofEpochMilli(Collections.min(ages));
        return new InboxCount(waiting, oldest, deadLetters.get(0));
    }

    @Override
    public byte[] sweep(byte[] after, int keys, Duration dedupePeriod) throws SQLException {
        long period = dedupePeriod.toMillis();
        List<byte[]> end = query(
                PostgresSql.SWEEP, row -> row.getBytes(1), account, after, keys, account, period, account, period);
        return end.isEmpty() ? new byte[0] : end.get(0);
    }

    @Override
    public List<DeadLetter> deadLetters(long after, int limit) throws SQLException {
        return deadLetters.list(after, limit);
    }

    @Override
    public Optional<DeadLetter> deadLetter(long id) throws SQLException {
        return deadLetters.find(id);
    }

    @Override
    public int replay(DeadLetterSelection selection, @Nullable String subscription) throws SQLException {
        return deadLetters.replay(selection, subscription, resolver);
    }

    @Override
    public int purge(DeadLetterSelection selection) throws SQLException {
        return deadLetters.purge(selection);
    }

    @Override
    public ErrorKind classify(SQLException failure) {
        return errorKind(failure);
    }

    /** Whether a statement failed because of its data, and would succeed without them. */
    public static boolean isDataError(SQLException failure) {
        return errorKind(failure) == ErrorKind.DATA;
    }

    private static ErrorKind errorKind(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "53" -> state.equals("53300") ? ErrorKind.DOWN : ErrorKind.FULL;
            case "40" -> ErrorKind.CONFLICT;
            case "22", "54" -> ErrorKind.DATA;
            case "23" -> state.equals("23503") ? ErrorKind.DECLARED_DEAD : ErrorKind.DATA;
            default -> ErrorKind.DOWN;
        };
    }

    @Override
    public String toString() {
        return connections + " (account " + account + ")";
    }
}
