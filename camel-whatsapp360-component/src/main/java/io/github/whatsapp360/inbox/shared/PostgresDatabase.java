package io.github.whatsapp360.inbox.shared;

import static io.github.whatsapp360.inbox.shared.PostgresStatements.text;
import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.KeyHash;
import io.github.whatsapp360.inbox.shared.PostgresStatements.Column;
import io.github.whatsapp360.inbox.shared.PostgresStatements.Mapping;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One account in a PostgreSQL database. Takes a connection for each statement and gives it back, so that a pool decides how many
 * there are and replaces those that broke.
 *
 * <p>Thread-safe. At most six threads of an account use a connection at the same time, besides whoever looks at dead
 * letters or asks for a window.
 */
public final class PostgresDatabase implements SharedDatabase {

    private static final int AT_ONCE = 256;

    private final Connections connections;
    private final String account;
    private final PostgresStatements statements;
    private final AtomicLong batches = new AtomicLong();

    /** Events of this account, in the schema that is first on the search path of the data source's user. */
    public PostgresDatabase(DataSource dataSource, String account) {
        this(dataSource, account, () -> PostgresSql.CLOCK);
    }

    /** @param clock an SQL expression for now, in milliseconds */
    PostgresDatabase(DataSource dataSource, String account, Supplier<String> clock) {
        this.connections = new Connections(dataSource);
        this.account = requireNonNull(account, "account");
        this.statements = new PostgresStatements(connections, clock);
    }

    /** Connections to the same database, for what is kept beside the inbox. */
    public Connections connections() {
        return connections;
    }

    /** Whose events these are. */
    public String account() {
        return account;
    }

    @Override
    public void open() {
        new PostgresSchema(connections).open();
    }

    private <T> List<T> query(String sql, Mapping<T> mapping, @Nullable Object... arguments) throws SQLException {
        return statements.query(sql, mapping, arguments);
    }

    private int update(String sql, @Nullable Object... arguments) throws SQLException {
        return statements.update(sql, arguments);
    }

    @Override
    public Set<Integer> store(List<Arriving> arriving, Duration dedupePeriod) throws SQLException {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < arriving.size(); i++) {
            places.put(HexFormat.of().formatHex(arriving.get(i).hash()), i);
        }
        List<Integer> fresh = query(
                PostgresSql.STORE,
                row -> requireNonNull(places.get(HexFormat.of().formatHex(row.getBytes(1)))),
                account,
                new Column<>("bytea", arriving, Arriving::hash),
                new Column<>("text", arriving, each -> each.event().key()),
                new Column<>("text", arriving, each -> each.event().conversation()),
                new Column<>("bigint", arriving, Arriving::lane),
                new Column<>("text", arriving, each -> each.event().kind()),
                new Column<>("bytea", arriving, each -> each.event().body()),
                dedupePeriod.toMillis());
        return new HashSet<>(fresh);
    }

    @Override
    public boolean quarantine(byte[] hash, String key, byte[] body, String problem, Duration dedupePeriod)
            throws SQLException {
        return update(
                        PostgresSql.QUARANTINE,
                        account,
                        hash,
                        dedupePeriod.toMillis(),
                        text(key),
                        DeadLetter.UNREADABLE,
                        text(problem),
                        body)
                > 0;
    }

    @Override
    public List<Turn> claim(long node, int limit, Set<String> except) throws SQLException {
        Column<String> kinds = new Column<>("text", List.copyOf(except), kind -> kind);
        long batch = batches.incrementAndGet();
        return query(
                PostgresSql.CLAIM,
                PostgresDatabase::turn,
                account,
                kinds,
                limit,
                node,
                batch,
                kinds,
                account,
                node,
                batch);
    }

    private static Turn turn(ResultSet row) throws SQLException {
        return new Turn(
                row.getLong("lane"),
                row.getLong("fence"),
                row.getLong("id"),
                new InboxEvent(
                        row.getString("key"),
                        row.getString("conversation"),
                        row.getString("kind"),
                        row.getBytes("body")),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("stored_at")),
                row.getBoolean("recovered"),
                row.getString("progress"));
    }

    @Override
    public void giveBack(long node, List<Turn> butThese) throws SQLException {
        int unused = update(
                PostgresSql.GIVE_BACK,
                account,
                node,
                new Column<>("bigint", butThese, Turn::id),
                new Column<>("bigint", butThese, Turn::fence));
    }

    @Override
    public Optional<Duration> untilNextDue() throws SQLException {
        return query(
                        PostgresSql.NEXT_DUE,
                        row -> {
                            Duration wait = Duration.ofMillis(row.getLong(1));
                            return row.wasNull() ? Optional.<Duration>empty() : Optional.of(wait);
                        },
                        account)
                .get(0);
    }

    @Override
    public Set<Settled> settle(List<Settlement> settlements) throws SQLException {
        Column<Settlement> lanes =
                new Column<>("bigint", settlements, each -> each.turn().lane());
        return new HashSet<>(query(
                PostgresSql.SETTLE,
                PostgresDatabase::settled,
                account,
                lanes,
                account,
                new Column<>("bigint", settlements, Settlement::node),
                lanes,
                new Column<>("bigint", settlements, each -> each.turn().fence()),
                new Column<>("bigint", settlements, each -> each.turn().event()),
                new Column<>("text", settlements, each -> each.ending().name()),
                new Column<>("bigint", settlements, each -> each.delay().toMillis()),
                new Column<>("int", settlements, Settlement::attempts),
                new Column<>("text", settlements, Settlement::note)));
    }

    private static Settled settled(ResultSet row) throws SQLException {
        return new Settled(row.getLong(1), row.getLong(2), row.getLong(3));
    }

    @Override
    public long join(String name) throws SQLException {
        return query(PostgresSql.JOIN, row -> row.getLong(1), account, text(name))
                .get(0);
    }

    @Override
    public List<Heartbeat> beat(long node) throws SQLException {
        return query(
                PostgresSql.BEAT,
                row -> new Heartbeat(row.getLong(1), row.getString(2), row.getLong(3)),
                node,
                account,
                node);
    }

    @Override
    public boolean giveUp(Heartbeat silent) throws SQLException {
        return update(PostgresSql.GIVE_UP, account, silent.node(), silent.value()) > 0;
    }

    /** The clock of the database, and whether turns wait for a time that it will not reach soon. */
    private record Overdue(long now, boolean any) {}

    @Override
    public long runOverdue(long before, Duration longest) throws SQLException {
        long millis = longest.toMillis();
        Overdue found = query(
                        PostgresSql.OVERDUE,
                        row -> new Overdue(row.getLong(1), row.getBoolean(2)),
                        account,
                        before,
                        millis)
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
    public Count count() throws SQLException {
        return query(
                        PostgresSql.COUNT,
                        row -> {
                            long oldest = row.getLong(2);
                            Instant oldestOrNull = row.wasNull() ? null : Instant.ofEpochMilli(oldest);
                            return new Count(row.getLong(1), oldestOrNull, row.getLong(3));
                        },
                        account)
                .get(0);
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
        return query(
                PostgresSql.DEAD_LETTERS,
                row -> new DeadLetter(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBytes(4),
                        row.getInt(5),
                        Instant.ofEpochMilli(row.getLong(6)),
                        Instant.ofEpochMilli(row.getLong(7)),
                        row.getString(8)),
                account,
                after,
                limit);
    }

    /** A dead letter that is to run again, and the lane of its conversation. */
    private record Replayed(long letter, long lane) {}

    @Override
    public int replay(Set<Long> ids) throws SQLException {
        List<Replayed> all = new ArrayList<>();
        long after = 0;
        for (List<Replayed> some = replayable(after, ids); !some.isEmpty(); some = replayable(after, ids)) {
            all.addAll(some);
            after = some.get(some.size() - 1).letter();
        }
        int replayed = 0;
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Replayed> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            replayed += query(
                            PostgresSql.REPLAY,
                            row -> row.getInt(1),
                            new Column<>("bigint", some, Replayed::letter),
                            new Column<>("bigint", some, Replayed::lane),
                            account)
                    .get(0);
        }
        return replayed;
    }

    private List<Replayed> replayable(long after, Set<Long> ids) throws SQLException {
        Object chosen = chosen(ids);
        return query(
                PostgresSql.REPLAYABLE,
                row -> new Replayed(row.getLong(1), KeyHash.ofConversation(row.getString(2))),
                account,
                after,
                chosen,
                chosen,
                DeadLetter.UNREADABLE,
                AT_ONCE);
    }

    private static @Nullable Object chosen(Set<Long> ids) {
        return ids.isEmpty() ? null : new Column<>("bigint", List.copyOf(ids), id -> id);
    }

    @Override
    public int purge(Set<Long> ids) throws SQLException {
        Object chosen = chosen(ids);
        int count = 0;
        for (int purged = AT_ONCE; purged == AT_ONCE; count += purged) {
            purged = update(PostgresSql.PURGE, account, account, chosen, chosen, AT_ONCE);
        }
        return count;
    }

    @Override
    public Trouble troubleOf(SQLException failure) {
        return trouble(failure);
    }

    /** Whether a statement failed for what was to be written, and would succeed without that. */
    public static boolean isDataAtFault(SQLException failure) {
        return trouble(failure) == Trouble.DATA;
    }

    private static Trouble trouble(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "53" -> state.equals("53300") ? Trouble.DOWN : Trouble.FULL;
            case "40" -> Trouble.CONFLICT;
            case "22", "54" -> Trouble.DATA;
            case "23" -> state.equals("23503") ? Trouble.GIVEN_UP : Trouble.DATA;
            default -> Trouble.DOWN;
        };
    }

    @Override
    public String toString() {
        return connections.toString();
    }
}
