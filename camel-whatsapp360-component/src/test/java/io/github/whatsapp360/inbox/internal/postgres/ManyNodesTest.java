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
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes on one database, under load, while nodes are killed or stopped for longer than their lease and the database is restarted
 * or crashes, at random. For more rounds than the build runs: {@code -Dinbox.nodes.rounds=50}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ManyNodesTest {

    private static final int ROUNDS = Integer.getInteger("inbox.nodes.rounds", 3);
    private static final int NODES = 3;
    private static final int SENDERS = 8;
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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

    /** A running process and where it listens. */
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
                LockSupport.parkNanos(
                        Duration.ofMillis(500 + random.nextInt(1_000)).toNanos());
                int trouble = round < 3 ? round * 2 : random.nextInt(5);
                counts[trouble]++;
                trouble(trouble);
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            sending = false;
            for (Thread sender : senders) {
                sender.join();
            }
            NodesRecord all = new NodesRecord();
            try {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> {
                            all.read(record);
                            assertThat(all.done().containsAll(acknowledged))
                                    .as("all that was acknowledged is done")
                                    .isTrue();
                            assertThat(postgres.number("select count(*) from whatsapp360_event"))
                                    .isZero();
                        });
                all.verify(givenUp());
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
        // What it logs has to be read, or it would wait for that.
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

    /** Which nodes ended or were given up is written down by the database itself. */
    private void obituaries() {
        postgres.execute(
                "create table if not exists obituary (id bigint)",
                "create or replace function bury() returns trigger language plpgsql as"
                        + " 'begin insert into obituary values (old.id); return null; end'",
                "create or replace trigger bury after delete on whatsapp360_node for each row execute function bury()");
    }

    private void trouble(int kind) throws Exception {
        switch (kind) {
            case 0 -> {
                Node victim = nodes.remove(random.nextInt(nodes.size()));
                victim.process().kill();
                nodes.add(start());
            }
            case 1, 2 -> {
                Node victim = nodes.get(random.nextInt(nodes.size()));
                signal("STOP", victim);
                LockSupport.parkNanos(
                        LEASE.plusMillis(2_000 + random.nextInt(2_000)).toNanos());
                signal("CONT", victim);
            }
            default -> {
                postgres.stop(kind == 4);
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
                postgres.start();
            }
        }
    }

    private static void signal(String name, Node node) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(node.process().pid()))
                .start()
                .waitFor();
    }

    /** As 360dialog does: to any node, and again to any node until it is acknowledged; only then the next of a conversation. */
    private void send(String sender) {
        Random choice = new Random(sender.hashCode());
        for (int number = 0; sending; number++) {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i <= choice.nextInt(3); i++) {
                keys.add(sender + "c" + (number + i) % 4 + ":" + number);
            }
            String delivery = String.join("\n", keys);
            while (!delivered(delivery, choice)) {
                repeatedDeliveries.incrementAndGet();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            acknowledged.addAll(keys);
            if (choice.nextInt(10) == 0) {
                // The same once more, somewhere else.
                boolean unused = delivered(delivery, choice);
            }
        }
    }

    private boolean delivered(String delivery, Random choice) {
        try {
            List<Node> all = List.copyOf(nodes);
            Node node = all.get(choice.nextInt(all.size()));
            HttpRequest request = HttpRequest.newBuilder(node.address())
                    .timeout(PATIENCE)
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

    private Set<Long> givenUp() throws Exception {
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
