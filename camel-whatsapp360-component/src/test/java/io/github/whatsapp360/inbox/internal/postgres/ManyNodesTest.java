/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes on one database, under load, while nodes are killed or stopped for longer than their lease and the
 * database is restarted or crashes, at random. For more rounds than the build runs: {@code -Dinbox.nodes.rounds=50}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ManyNodesTest {

    private static final int ROUNDS = Integer.getInteger("inbox.nodes.rounds", 3);
    private static final int NODES = 3;
    private static final int SENDERS = 8;
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REPEAT_DELAY = Duration.ofMillis(20);

    @TempDir
    static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeatedDeliveries = new AtomicInteger();
    private final List<Node> nodes = Collections.synchronizedList(new ArrayList<>());
    private Postgres postgres;
    private Path record;
    private volatile boolean sending = true;

    /** A running process and its address. */
    private record Node(ChildJvm process, URI address) {}

    @Test
    void nothingIsLostAndEachConversationRunsInOrderOnOneNodeAtATime() throws Exception {
        record = Files.createFile(directory.resolve("record"));
        postgres = Postgres.start(directory);
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(start());
                obituaries();
            }
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                String sender = "s" + i;
                senders.add(new Thread(() -> send(sender)));
            }
            senders.forEach(Thread::start);
            int[] counts = new int[5];
            for (int round = 0; round < ROUNDS; round++) {
                awaitAcknowledged(100 + random.nextInt(300));
                int fault = round < 3 ? round * 2 : random.nextInt(5);
                counts[fault]++;
                inject(fault);
            }
            awaitAcknowledged(300);
            sending = false;
            for (Thread sender : senders) {
                sender.join();
            }
            NodesRecord all = new NodesRecord();
            try {
                Awaitility.await()
                        .timeout(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> {
                            all.read(record);
                            assertThat(all.done().containsAll(acknowledged))
                                    .as("all acknowledged events are done")
                                    .isTrue();
                            assertThat(postgres.number("select count(*) from whatsapp360_event"))
                                    .isZero();
                        });
                all.verify(deadNodes());
            } catch (AssertionError | ConditionTimeoutException disorder) {
                Set<String> missing = new TreeSet<>(acknowledged);
                missing.removeAll(all.done());
                System.out.println("Acknowledged and not done: " + missing + "; in the table: "
                        + postgres.number("select count(*) from whatsapp360_event"));
                nodes.forEach(node -> System.out.println(
                        node.address() + " logged:\n" + node.process().log()));
                throw disorder;
            }
            System.out.println("Many nodes: " + ROUNDS + " rounds (" + counts[0] + " killed, " + (counts[1] + counts[2])
                    + " stopped, " + counts[3] + " database restarted, " + counts[4] + " database crashed), "
                    + acknowledged.size() + " events acknowledged, " + repeatedDeliveries + " deliveries sent again, "
                    + all
                    + "; " + postgres.number("select count(*) from whatsapp360_seen") + " keys.");
            assertThat(postgres.number("select count(*) from whatsapp360_seen"))
                    .isGreaterThanOrEqualTo(acknowledged.size());
        } finally {
            for (Node node : List.copyOf(nodes)) {
                node.process().kill();
            }
            postgres.close();
        }
    }

    private Node start() throws IOException {
        ChildJvm process = ChildJvm.start("96m", NodeChild.class, postgres.url(), record, LEASE.toMillis());
        String port = process.next();
        assertThat(port).as(() -> "The node ended:\n" + process.log()).isNotNull();
        // The output of the process has to be read, or the process would block.
        Thread reader = new Thread(() -> {
            try {
                String unused = process.next();
            } catch (IOException ended) {
                Thread.currentThread().interrupt();
            }
        });
        reader.setDaemon(true);
        reader.start();
        return new Node(process, URI.create("http://127.0.0.1:" + port + "/"));
    }

    /** The database itself records which nodes ended or were declared dead. */
    private void obituaries() {
        postgres.execute(
                "create table if not exists obituary (id bigint, name text)",
                "create or replace function bury() returns trigger language plpgsql as"
                        + " 'begin insert into obituary values (old.id, old.name); return null; end'",
                "create or replace trigger bury after delete on whatsapp360_node for each row execute function bury()");
    }

    private void inject(int fault) throws Exception {
        switch (fault) {
            case 0 -> {
                Node victim = nodes.remove(random.nextInt(nodes.size()));
                victim.process().kill();
                nodes.add(start());
            }
            case 1, 2 -> {
                Node victim = nodes.get(random.nextInt(nodes.size()));
                long before = deaths(victim);
                signal("STOP", victim);
                Awaitility.await().timeout(LEASE.plusSeconds(60)).until(() -> deaths(victim) > before);
                signal("CONT", victim);
            }
            default -> {
                postgres.stop(fault == 4);
                int refused = repeatedDeliveries.get() + random.nextInt(SENDERS);
                Awaitility.await().timeout(Duration.ofMinutes(1)).until(() -> repeatedDeliveries.get() > refused);
                postgres.start();
            }
        }
    }

    private void awaitAcknowledged(int more) {
        int expected = acknowledged.size() + more;
        Awaitility.await().timeout(Duration.ofMinutes(2)).until(() -> acknowledged.size() >= expected);
    }

    /** How often the nodes of a process have been declared dead. */
    private long deaths(Node node) throws SQLException {
        return postgres.number("select count(*) from obituary where name = 'node-"
                + node.process().pid() + "'");
    }

    private static void signal(String name, Node node) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(node.process().pid()))
                .start()
                .waitFor();
    }

    /** Sends as 360dialog does: to any node, repeated until acknowledged; only then the next of the conversation. */
    private void send(String sender) {
        Random choice = new Random(sender.hashCode());
        for (int number = 0; sending; number++) {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i <= choice.nextInt(3); i++) {
                keys.add(sender + "c" + (number + i) % 4 + ":" + number);
            }
            String delivery = String.join("\n", keys);
            deliver(delivery, choice);
            acknowledged.addAll(keys);
            if (choice.nextInt(10) == 0) {
                // The same delivery again, possibly to another node.
                boolean unused = delivered(delivery, choice);
            }
        }
    }

    private void deliver(String delivery, Random choice) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(REPEAT_DELAY)
                .timeout(Duration.ofMinutes(5))
                .until(() -> {
                    boolean delivered = delivered(delivery, choice);
                    repeatedDeliveries.addAndGet(delivered ? 0 : 1);
                    return delivered;
                });
    }

    private boolean delivered(String delivery, Random choice) {
        try {
            List<Node> all = List.copyOf(nodes);
            Node node = all.get(choice.nextInt(all.size()));
            HttpRequest request = HttpRequest.newBuilder(node.address())
                    .timeout(DELIVERY_TIMEOUT)
                    .POST(BodyPublishers.ofString(delivery, UTF_8))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException unanswered) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Set<Long> deadNodes() throws Exception {
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        try (Connection connection = postgres.connect();
                ResultSet row = connection.createStatement().executeQuery("select id from obituary")) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }
}
