/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, unpacked from a Maven artifact, on a free port of the loopback address. PostgreSQL refuses to run
 * as root; root starts it in a user name space.
 */
public final class Postgres implements AutoCloseable {

    private static final String BINARIES = "/postgres-linux-x86_64.txz";

    private final Path home;
    private final Path data;
    private final int port;
    private Process server;

    private Postgres(Path home) throws IOException {
        this.home = home;
        this.data = home.resolve("data");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    /** Unpacks and starts a server; skips the test if that is impossible. */
    public static Postgres start(Path directory) throws Exception {
        Postgres postgres = new Postgres(directory);
        String obstacle = postgres.unpack();
        if (obstacle != null) {
            System.out.println("Not tested on PostgreSQL: " + obstacle);
            Assumptions.abort("No PostgreSQL here: " + obstacle);
        }
        postgres.start();
        return postgres;
    }

    private String unpack() throws Exception {
        try (InputStream archive = Postgres.class.getResourceAsStream(BINARIES)) {
            if (archive == null
                    || !System.getProperty("os.name").equals("Linux")
                    || !System.getProperty("os.arch").equals("amd64")) {
                return "the binaries are for Linux on x86-64";
            }
            Process tar = new ProcessBuilder("tar", "-xJf", "-", "-C", home.toString())
                    .redirectErrorStream(true)
                    .start();
            archive.transferTo(tar.getOutputStream());
            tar.getOutputStream().close();
            if (tar.waitFor() != 0) {
                return new String(tar.getInputStream().readAllBytes(), UTF_8);
            }
        } catch (IOException noTar) {
            return noTar.getMessage();
        }
        Process initdb = new ProcessBuilder(asNobody(
                        "bin/initdb",
                        "-A",
                        "trust",
                        "-U",
                        "postgres",
                        "-E",
                        "UTF8",
                        "--no-locale",
                        "--no-sync",
                        "-D",
                        data.toString()))
                .redirectErrorStream(true)
                .directory(home.toFile())
                .start();
        String said = new String(initdb.getInputStream().readAllBytes(), UTF_8);
        return initdb.waitFor() == 0 ? null : said;
    }

    private List<String> asNobody(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        Process who = new ProcessBuilder("id", "-u").start();
        if (new String(who.getInputStream().readAllBytes(), UTF_8).strip().equals("0")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts or restarts the server. */
    public void start() throws Exception {
        server = new ProcessBuilder(asNobody(
                        "bin/postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=200"))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
        Awaitility.await()
                .timeout(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    private boolean answers() throws IOException {
        if (!server.isAlive()) {
            throw new IllegalStateException("PostgreSQL ended:\n" + Files.readString(home.resolve("log")));
        }
        try (Connection connection = simple().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Stops the server: orderly, or as in a crash. */
    public void stop(boolean crash) throws Exception {
        long main = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        String signal = crash ? "-QUIT" : "-INT";
        new ProcessBuilder("kill", signal, Long.toString(main)).start().waitFor();
        if (!server.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("PostgreSQL does not end.");
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public Connection connect() throws SQLException {
        return simple().getConnection();
    }

    /** Returns the rows of an account, for failure messages. */
    String dump(String account) {
        StringBuilder text = new StringBuilder();
        for (String table : List.of("node", "turn", "event")) {
            try (Connection connection = connect();
                    ResultSet row = connection
                            .createStatement()
                            .executeQuery("select t::text from whatsapp360_" + table + " t where account = '" + account
                                    + "' limit 20")) {
                while (row.next()) {
                    text.append(table).append(' ').append(row.getString(1)).append('\n');
                }
            } catch (SQLException failure) {
                text.append(failure.getMessage());
            }
        }
        return text.toString();
    }

    long number(String query) throws SQLException {
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private PGSimpleDataSource simple() {
        return simple(url());
    }

    private static PGSimpleDataSource simple(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        source.setConnectTimeout(5);
        return source;
    }

    /** A pool as users have it. */
    public HikariDataSource pool() {
        return pool(url(), "");
    }

    /** Creates a pool whose connections use a separate schema. */
    public HikariDataSource pool(String schema) {
        execute("create schema if not exists " + schema);
        return pool(url(), schema);
    }

    static HikariDataSource pool(String url, String schema) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(simple(url));
        if (!schema.isEmpty()) {
            config.setSchema(schema);
        }
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    void execute(String... statements) {
        try (Connection connection = simple().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        if (server.isAlive()) {
            try {
                stop(true);
            } catch (IOException failed) {
                throw failed;
            } catch (Exception interrupted) {
                throw new IOException(interrupted);
            }
        }
    }
}
