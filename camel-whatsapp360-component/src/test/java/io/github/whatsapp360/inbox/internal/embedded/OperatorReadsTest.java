/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of an embedded inbox is in memory: no query, however great the backlog. */
class OperatorReadsTest {

    @TempDir
    static Path directory;

    private final Thread operator = Thread.currentThread();
    private final AtomicInteger statements = new AtomicInteger();

    /** Counts the statements that the operator's thread prepares. */
    private SqlDatabase counting(SqlDatabase database) {
        return proxy(
                SqlDatabase.class,
                database,
                result -> result instanceof Connection connection
                        ? proxy(Connection.class, connection, this::counted)
                        : result);
    }

    private Object counted(Object result) {
        if (result instanceof Statement && Thread.currentThread().equals(operator)) {
            statements.incrementAndGet();
        }
        return result;
    }

    private static <T> T proxy(Class<T> type, T target, UnaryOperator<Object> results) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return results.apply(method.invoke(target, arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    @Test
    void countsAndConversationsNeedNoQuery() {
        EmbeddedInbox inbox = Inboxes.on(
                counting(new SqliteDatabase(directory, Inboxes.ACCOUNT, Clock.systemUTC())), Clock.systemUTC());
        inbox.open(() -> {});
        for (int i = 0; i < 50; i++) {
            store(inbox, "conversation " + i, "key " + i);
        }
        assertThat(statements).as("opening reads the database").hasPositiveValue();

        statements.set(0);
        assertThat(inbox.state().waiting()).isEqualTo(50);
        assertThat(inbox.waitingBySubscription()).hasSize(1);
        assertThat(inbox.longestWaiting(10)).hasSize(10);
        assertThat(inbox.nodes()).isEmpty();
        assertThat(statements).hasValue(0);

        assertThat(inbox.deadLetters(0, 10)).isEmpty();
        assertThat(statements).as("a page of dead letters").hasValue(1);
        inbox.close();
    }
}
