/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.store;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.benchmark.receive.Events;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.webhook.internal.UnreadableDeliveryException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one writes by hand: a table of events, one connection, and a batch for each commit, which the driver turns into
 * one insert of many rows. It knows no duplicates and no order: {@code start database=}, {@code store atOnce=
 * seconds=}, {@code empty}.
 */
public final class PlainRole implements Role {

    private static final String TABLE = """
            create table if not exists plain_event (
              id bigint generated always as identity primary key,
              key text not null, conversation text not null, kind text not null,
              stored_at timestamptz not null default now(), body bytea not null)""";

    private static final String INSERT = "insert into plain_event (key, conversation, kind, body) values (?, ?, ?, ?)";

    private final Events events;
    private @Nullable Connection connection;

    /** Not connected yet. */
    public PlainRole() throws UnreadableDeliveryException {
        events = new Events();
    }

    @Override
    public Map<String, Double> start(Order start) throws SQLException {
        connection = DriverManager.getConnection(start.text("database") + "&reWriteBatchedInserts=true");
        connection.setAutoCommit(false);
        execute(connection, TABLE);
        return Map.of();
    }

    @Override
    public Map<String, Double> answer(Order order) throws SQLException {
        if (connection == null) {
            throw new IllegalStateException("Expected start before anything else");
        }
        return switch (order.verb()) {
            case "store" -> store(connection, order.number("atOnce"), order.fraction("seconds"));
            case "empty" -> execute(connection, "truncate plain_event");
            default -> throw new IllegalArgumentException("Expected store or empty, actual " + order.verb());
        };
    }

    private Map<String, Double> store(Connection connection, int atOnce, double seconds) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Answers answers = new Answers();
            while (answers.isBefore(seconds)) {
                long asked = System.nanoTime();
                for (int i = 0; i < atOnce; i++) {
                    InboxEvent event = events.next();
                    insert.setString(1, event.key());
                    insert.setString(2, event.conversation());
                    insert.setString(3, event.kind());
                    insert.setBytes(4, event.body());
                    insert.addBatch();
                }
                int rows = insert.executeBatch().length;
                connection.commit();
                answers.add(rows, asked);
            }
            return answers.figures();
        }
    }

    private static Map<String, Double> execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            boolean unused = statement.execute();
        }
        connection.commit();
        return Map.of();
    }

    @Override
    public void close() throws IOException {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }
}
