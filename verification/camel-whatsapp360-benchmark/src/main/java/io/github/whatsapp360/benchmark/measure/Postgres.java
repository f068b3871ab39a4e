/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL on a port of its own on the loopback address, from a Maven artifact. It is set up as it comes, so it
 * forces each commit to the disk; only autovacuum looks as often as the guide advises. PostgreSQL refuses to run as
 * root; root starts it in a user name space, where it is nobody. Confined to one thread.
 */
public final class Postgres implements AutoCloseable {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /** Of {@code /proc/<pid>/stat}, behind the name: time of the process itself and of its ended children. */
    private static final int FIRST_TIME = 11;

    private static final int LAST_TIME = 14;

    /** So on each Linux on x86-64. */
    private static final double TICKS_PER_SECOND = 100;

    private final int port = Workspace.freePort();
    private final Process server;

    /** What it is started with, unpacked when somebody asks for it. */
    private static final class Programs {

        private static final Path HOME = Workspace.empty("postgres");
        private static final String OBSTACLE = unpack();

        private static String unpack() {
            if (!System.getProperty("os.name").equals("Linux")
                    || !System.getProperty("os.arch").equals("amd64")) {
                return "the PostgreSQL of the Maven artifact is for Linux on x86-64";
            }
            Path archive = HOME.resolve("archive.txz");
            try (InputStream artifact = Postgres.class.getResourceAsStream(ARCHIVE)) {
                if (artifact == null) {
                    return "no PostgreSQL is on the class path";
                }
                Files.copy(artifact, archive);
                run(List.of("tar", "-xJf", archive.toString(), "-C", HOME.toString()));
                run(program("postgres", "--version"));
                return "";
            } catch (IOException failure) {
                return String.valueOf(failure.getMessage());
            } finally {
                Workspace.delete(archive);
            }
        }

        /** How one of them is called. */
        static List<String> program(String name, String... arguments) throws IOException {
            List<String> command = new ArrayList<>();
            if (Files.getAttribute(HOME, "unix:uid").equals(0)) {
                command.addAll(List.of("unshare", "--user"));
            }
            command.add(HOME.resolve("bin").resolve(name).toString());
            command.addAll(List.of(arguments));
            return command;
        }

        static void run(List<String> command) throws IOException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        }
    }

    /** Why there can be none here; null if there can. */
    public static @Nullable String obstacle() {
        return Programs.OBSTACLE.isEmpty() ? null : Programs.OBSTACLE;
    }

    /** Which one it is, by the name of its artifact; nothing if there is none. */
    public static String version() {
        URL archive = Postgres.class.getResource(ARCHIVE);
        return archive == null ? "-" : archive.getPath().replaceAll("^.*-([0-9][^/]*)\\.jar!.*$", "$1");
    }

    /**
     * Starts a new one, and waits until it answers.
     *
     * @param directory is empty, and for its data
     */
    public Postgres(Path directory) {
        String data = directory.toString();
        try {
            Programs.run(Programs.program(
                    "initdb",
                    "--auth=trust",
                    "--username=postgres",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync",
                    "--pgdata=" + data));
            server = new ProcessBuilder(Programs.program(
                            "postgres",
                            "-D",
                            data,
                            "--port=" + port,
                            "--listen_addresses=127.0.0.1",
                            "--unix_socket_directories=",
                            "--autovacuum_naptime=10s",
                            "--autovacuum_vacuum_cost_limit=2000"))
                    .redirectErrorStream(true)
                    .redirectOutput(Workspace.log("postgres-" + port, ".log"))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
        awaitAnswer();
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!answers()) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                server.destroy();
                throw new IllegalStateException("PostgreSQL does not start; see postgres-" + port + ".log");
            }
            LockSupport.parkNanos(POLL);
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url())) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Its JDBC URL; may be lengthened by {@code &option=value}. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /** A pool for the inboxes of so many accounts, as the guide advises. */
    public static HikariDataSource pool(String url, int accounts) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4 * accounts + 2);
        config.setConnectionTimeout(3_000);
        return new HikariDataSource(config);
    }

    /**
     * What a client and PostgreSQL have used up together: as {@link Worker#meter}, with PostgreSQL's processor time in
     * {@code cpu}, and also alone in {@code postgresCpu}; {@code written} is PostgreSQL's alone, because the client
     * only sends.
     */
    public Map<String, Double> meter(Worker client) {
        Map<String, Double> figures = new TreeMap<>(client.meter());
        double cpu = 0;
        double written = 0;
        for (ProcessHandle process :
                Stream.concat(Stream.of(server.toHandle()), server.children()).toList()) {
            cpu += cpuSeconds(process.pid());
            written += Meter.written(Long.toString(process.pid()));
        }
        figures.merge("cpu", cpu, Double::sum);
        figures.put("postgresCpu", cpu);
        figures.put("written", written);
        return figures;
    }

    private static double cpuSeconds(long process) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(process), "stat"), UTF_8);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = 0;
            for (int i = FIRST_TIME; i <= LAST_TIME; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException hasEnded) {
            return 0;
        }
    }

    /** Ends it, when its clients are gone. */
    @Override
    public void close() {
        server.destroy();
        try {
            if (!server.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
