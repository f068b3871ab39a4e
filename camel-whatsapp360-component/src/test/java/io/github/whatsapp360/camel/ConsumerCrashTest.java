/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import io.github.whatsapp360.inbox.internal.embedded.CrashRecord;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a program with a real consumer, under load over HTTP. The senders do as 360dialog does: what got
 * no 200 is delivered again. For more rounds than the build runs: {@code -Dinbox.crash.rounds=100}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ConsumerCrashTest {

    private static final int ROUNDS = Integer.getInteger("inbox.crash.rounds", 3);
    private static final int SENDERS = 8;
    private static final long FIRST_SECOND = 1_789_000_000;
    private static final int CONVERSATIONS_PER_SENDER = 4;

    @TempDir
    Path directory;

    private final CrashRecord record = new CrashRecord();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Its phase is the run of the consumer, counted from when it is ready. */
    private final Phaser runs = new Phaser(1);

    /** The last message of each conversation that got its answer. */
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

    private volatile boolean enough;

    @Test
    void whatGotItsAnswerReachesTheRouteOnceAndInOrder() throws Exception {
        Random random = new Random();
        int port = TestBed.freePort();
        List<Thread> senders = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            ChildJvm child = ready(port);
            if (round == 1) {
                for (int sender = 0; sender < SENDERS; sender++) {
                    senders.add(startSender(port, sender));
                }
            }
            for (int lines = 300 + random.nextInt(3_000); lines > 0; lines--) {
                hear(child);
            }
            enough = round == ROUNDS;
            child.kill();
            for (String said = child.next(); said != null; said = child.next()) {
                record.heard(said);
            }
            windowsOfTheKilledAreThere();
        }
        ChildJvm last = ready(port);
        for (Thread sender : senders) {
            sender.join();
        }
        while (!record.allDone()) {
            hear(last);
        }
        last.kill();

        record.verify(ROUNDS * 50);
        System.out.println("Consumer crash test: " + ROUNDS + " rounds, " + record + ".");
    }

    /**
     * What got its answer has opened its window, on the disk: read from a copy, for the next run is to find what this
     * one left.
     */
    private void windowsOfTheKilledAreThere() throws Exception {
        Map<String, Integer> expected = new HashMap<>(acknowledged);
        Path copy = Files.createDirectory(directory.resolve("copy-" + runs.getPhase()));
        for (String file : List.of("crash.db", "crash.db-wal")) {
            Files.copy(directory.resolve(file), copy.resolve(file));
        }
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("crash.db"));
                PreparedStatement wrote = database.prepareStatement("select wrote from service_window where id = ?")) {
            for (Map.Entry<String, Integer> each : expected.entrySet()) {
                wrote.setString(1, each.getKey());
                try (ResultSet row = wrote.executeQuery()) {
                    assertThat(row.next()).as("the window of " + each.getKey()).isTrue();
                    assertThat(row.getLong(1)).isGreaterThanOrEqualTo(FIRST_SECOND + each.getValue());
                }
            }
        }
        assertThat(expected).isNotEmpty();
    }

    private ChildJvm ready(int port) throws Exception {
        ChildJvm child = ChildJvm.start("128m", CrashedConsumer.class, directory, port);
        record.newRun();
        for (String said = next(child); !said.equals("ready"); said = next(child)) {
            record.heard(said);
        }
        runs.arrive();
        return child;
    }

    private void hear(ChildJvm child) throws IOException {
        record.heard(next(child));
    }

    private static String next(ChildJvm child) throws IOException {
        String said = child.next();
        assertThat(said).as(() -> "The consumer ended early:\n" + child.log()).isNotNull();
        return said;
    }

    private Thread startSender(int port, int sender) {
        Thread thread = new Thread(() -> sendForLong(port, sender), "sender-" + sender);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void sendForLong(int port, int sender) {
        for (int number = 0; !enough; number++) {
            String conversation = "4917" + sender + "000000" + number % CONVERSATIONS_PER_SENDER;
            deliverUntilAnswered(port, conversation, number);
            record.heard("A " + conversation + ":" + number);
            acknowledged.put(conversation, number);
        }
    }

    private void deliverUntilAnswered(int port, String conversation, int number) {
        HttpRequest delivery = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/whatsapp360/crash"))
                .timeout(TestBed.LIMIT)
                .header("Content-Type", "application/json")
                .header(WebhookSecurity.SECRET_HEADER, WebhookSecurity.derivedSecret(TestBed.KEY, "crash"))
                .POST(BodyPublishers.ofString(
                        TestBed.text("wamid." + conversation + ":" + number, conversation, "Number " + number)
                                .replace(Long.toString(FIRST_SECOND), Long.toString(FIRST_SECOND + number))))
                .build();
        while (true) {
            int run = runs.getPhase();
            try {
                int status = http.send(delivery, BodyHandlers.discarding()).statusCode();
                if (status == 200) {
                    return;
                }
                record.heard("! answered " + status);
            } catch (IOException killed) {
                runs.awaitAdvance(run);
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
