/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.sql;

import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL whose processes can be killed, and which then is started again with what it had. */
final class KillablePostgres implements AutoCloseable {

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    /** Started, with its files in this directory. */
    KillablePostgres(Path directory) throws IOException {
        this.directory = directory;
        port = BridgeApplication.freePort();
        start();
    }

    void start() throws IOException {
        server = PostgresServer.start(builder -> builder.setPort(port)
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(2))
                // What a bridge has been told to be written must be written.
                .setServerConfig("synchronous_commit", "on"));
    }

    /** Ends the postmaster and all its processes with SIGKILL. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        await().atMost(BridgeApplication.LIMIT).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        server.close();
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
