/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.Dispatcher;
import io.github.whatsapp360.inbox.internal.EventHandler;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.RedeliveryPolicy;
import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A node: stores the posted keys, one per line, and processes events. It appends the begin ({@code B}) and end ({@code
 * D}) of each event to a file that all nodes share, so that the lines are in the order of the events.
 *
 * <p>Arguments: the database's URL, the file, the lease in milliseconds. It reports its port.
 */
final class NodeChild {

    private static final int ROUTE_MILLIS = 5;

    private final FileChannel record;
    private final PostgresInbox inbox;
    private final ScheduledExecutorService route = Executors.newScheduledThreadPool(8);

    private NodeChild(String url, Path file, Duration lease) throws Exception {
        record = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        inbox = new PostgresInbox(
                new PostgresDatabase(Postgres.pool(url, ""), "support"),
                InboxLimits.DEFAULT,
                Clock.systemUTC(),
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity("node-" + ProcessHandle.current().pid(), lease));
    }

    public static void main(String[] arguments) throws Exception {
        NodeChild child =
                new NodeChild(arguments[0], Path.of(arguments[1]), Duration.ofMillis(Long.parseLong(arguments[2])));
        child.begin();
        // The process ends with its parent.
        long unused = System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private void begin() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        RedeliveryPolicy quick = new RedeliveryPolicy(-1, Duration.ofMillis(50), Duration.ofMillis(100));
        Dispatcher dispatcher = new Dispatcher(
                inbox,
                handler(),
                new Dispatcher.Settings("support", 8, quick),
                new Dispatcher.Threads(workers, timer),
                Clock.systemUTC());
        openAsASupervisorDoes(dispatcher);
        dispatcher.start();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/", exchange -> {
            int status = store(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        ChildJvm.say(Integer.toString(server.getAddress().getPort()));
    }

    /** Retries, because the database may be unreachable. */
    private void openAsASupervisorDoes(Dispatcher dispatcher) {
        for (int attempt = 0; ; attempt++) {
            try {
                inbox.open(dispatcher::wake);
                return;
            } catch (InboxException away) {
                if (attempt == 20) {
                    throw away;
                }
            }
        }
    }

    private int store(String keys) {
        List<InboxEvent> delivery = Stream.of(keys.split("\n"))
                .map(key -> new InboxEvent(
                        key,
                        key.substring(0, key.indexOf(':')),
                        "message",
                        "message",
                        key.repeat(40).getBytes(UTF_8)))
                .toList();
        try {
            int unused = inbox.store(delivery).get(4, TimeUnit.SECONDS);
            return 200;
        } catch (ExecutionException | InterruptedException | TimeoutException notStored) {
            return 503;
        }
    }

    /** Every tenth event fails at first; its conversation has to wait for it. */
    private Events.Handler handler() {
        return (claim, done) -> {
            String key = claim.event().key();
            if (claim.attempts() == 0 && key.hashCode() % 10 == 0) {
                done.accept(EventHandler.Result.failed("first time"));
                return;
            }
            long node = inbox.nodeOf(claim);
            write("B " + key + " " + node);
            Future<?> unused = route.schedule(
                    () -> {
                        write("D " + key + " " + node);
                        done.accept(EventHandler.Result.done());
                    },
                    ROUTE_MILLIS,
                    TimeUnit.MILLISECONDS);
        };
    }

    private void write(String line) {
        try {
            int unused = record.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
        } catch (java.io.IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }
}
