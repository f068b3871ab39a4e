/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sent-message log of an embedded inbox whose file was damaged. */
class EmbeddedSentMessageStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final int ROWS = 300;
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    @Test
    void rowsAreRecoveredFromADamagedFile() throws Exception {
        List<SentRow> expected = new ArrayList<>();
        withStore(store -> {
            SendKeys keys = new SendKeys(Clock.fixed(NOON, ZoneOffset.UTC));
            for (int i = 0; i < ROWS; i++) {
                SentRow row = SentRow.of(keys.next(), "order-" + i, "4917012345" + i, NOON, NOON.plusSeconds(i))
                        .tracedBy(i % 2 == 0 ? "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" : null);
                store.apply(List.of(new SentChange.Added(row))).join();
                expected.add(row.accepted("wamid." + i, null));
                store.apply(List.of(new SentChange.Accepted(row.key(), "wamid." + i, null)))
                        .join();
            }
        });
        try (FileChannel file = FileChannel.open(directory.resolve("support.db"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[PAGE]), 0);
        }

        withStore(store -> {
            assertThat(store.rows(expected.stream().map(SentRow::key).toList()))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(store.find("order-7").state()).isEqualTo(DeliveryState.accepted);
            assertThat(store.nextDue()).isEqualTo(NOON);
        });
    }

    private interface Work {
        void with(SentMessageStore store);
    }

    private void withStore(Work work) throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        SqliteDatabase database = new SqliteDatabase(directory, "support", Clock.systemUTC());
        EmbeddedSentMessageStore table = new EmbeddedSentMessageStore(database);
        try (EmbeddedInbox inbox = new EmbeddedInbox(database, InboxLimits.DEFAULT, Clock.systemUTC(), writer, table)) {
            inbox.open(() -> {});
            work.with(table.with(inbox));
        } finally {
            writer.shutdown();
            assertThat(writer.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
