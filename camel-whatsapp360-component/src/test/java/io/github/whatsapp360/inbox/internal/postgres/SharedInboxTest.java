package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.KeepingContract;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on PostgreSQL, on one node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedInboxTest extends KeepingContract {

    @TempDir
    static Path directory;

    private Postgres postgres;
    private DataSource pool;
    private int accounts;

    @BeforeAll
    void startPostgres() throws Exception {
        postgres = Postgres.start(directory);
        pool = postgres.pool();
    }

    @AfterAll
    void stopPostgres() throws Exception {
        ((AutoCloseable) pool).close();
        postgres.close();
    }

    @Override
    protected Inbox newInbox(InboxLimits limits) {
        return new SharedInbox(
                new PostgresDatabase(pool, "account" + accounts++, () -> clock.millis() + "::bigint"),
                limits,
                clock,
                SharedInboxTest::startThread,
                new SharedInbox.Member("node", Duration.ofSeconds(1)));
    }

    static void startThread(Runnable work) {
        Thread thread = new Thread(work, "inbox");
        thread.setDaemon(true);
        thread.start();
    }
}
