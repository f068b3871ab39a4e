/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.SendingHistory.Body;
import io.github.whatsapp360.camel.SendingHistory.Route;
import io.github.whatsapp360.camel.SendingHistory.Send;
import io.github.whatsapp360.camel.SendingHistory.World;
import io.github.whatsapp360.client.SelfSigned;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Surroundings in which histories are played one after the other: a Camel context, and an API that records everything.
 */
final class SendingWorld implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("sending.limit", 60));

    /** By this others' files in the same directory are told apart. */
    private static final int FILE_SIZE = 6_000 + (int) (ProcessHandle.current().pid() % 30_000);

    private static SelfSigned certificate;

    private static final AtomicLong NUMBERS = new AtomicLong(4_917_000_000_000L);

    private final World kind;
    private final Set<Path> filesBefore = files();
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Whatsapp360Component component = new Whatsapp360Component();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final RawApi api;
    private final FaultyProxy proxy;
    private volatile SendingRecord record = new SendingRecord();

    SendingWorld(World kind) throws Exception {
        this.kind = kind;
        api = new RawApi(request -> record.answer(request));
        component.getConfiguration().setApiKey("a-key");
        component.getConfiguration().setBaseUrl(api.url());
        proxy = kind == World.PROXIED ? new FaultyProxy(certificate().context(), api.port()) : null;
        if (proxy != null) {
            component.getConfiguration().setBaseUrl("https://localhost:1");
            component.getConfiguration().setProxyHost("localhost");
            component.getConfiguration().setProxyPort(proxy.port());
            component.getConfiguration().setSslContextParameters(HostNameCheckOfRoutesTest.trusting(certificate()));
        }
        component.getConfiguration().setMessagesPerSecond(0);
        component.getConfiguration().setMaximumRetries(0);
        component.getConfiguration().setMaximumConnections(40);
        component.getConfiguration().setRequestTimeout(kind == World.HASTY ? 250 : 60_000);
        component.getConfiguration().setConnectTimeout(kind == World.HASTY ? 2_000 : 60_000);
        context.addComponent("whatsapp360", component);
        context.getShutdownStrategy().setTimeout(5);
        if (kind == World.REFUSING) {
            ThreadPoolProfile pools = context.getExecutorServiceManager().getDefaultThreadPoolProfile();
            pools.setPoolSize(1);
            pools.setMaxPoolSize(1);
            pools.setMaxQueueSize(1);
            pools.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
            context.getExecutorServiceManager().setThreadPoolFactory(new DefaultThreadPoolFactory() {
                @Override
                public ExecutorService newCachedThreadPool(ThreadFactory threads) {
                    return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
                }
            });
        }
        context.addRoutes(new SendingRoutes(exchange -> record.told(exchange)));
        context.start();
    }

    World kind() {
        return kind;
    }

    /** Made once: it takes a while. */
    private static synchronized SelfSigned certificate() throws IOException {
        if (certificate == null) {
            Path directory = Files.createTempDirectory("sending-world");
            certificate = new SelfSigned(directory, "dns:localhost");
            // Deleted in the reverse order.
            directory.toFile().deleteOnExit();
            certificate.keyStore().toFile().deleteOnExit();
        }
        return certificate;
    }

    /**
     * Plays a history.
     *
     * @return what is wrong; nothing if it went as it should
     */
    List<String> play(SendingHistory history) throws Exception {
        SendingRecord playing = new SendingRecord();
        record = playing;
        if (proxy != null) {
            proxy.behave(history.proxyFaults());
        }
        List<String> wrong = new CopyOnWriteArrayList<>();
        List<Running> running = new ArrayList<>();
        for (Send send : history.sends()) {
            running.add(new Running(send, playing));
        }
        running.forEach(each -> callers.execute(each::begin));
        if (history.stopAfter() > 0) {
            waitFor(
                    () -> playing.requests() >= history.stopAfter()
                            || playing.isSilent()
                            || running.stream().allMatch(Running::isDone),
                    wrong,
                    "requests");
            component.stop();
        }
        waitFor(() -> running.stream().allMatch(Running::isDone), wrong, "exchanges that complete");
        waitFor(this::isQuiet, wrong, "exchanges in flight that complete");
        running.stream()
                .filter(each -> each.completions.get() > 1)
                .forEach(each -> wrong.add(each.send + " completed " + each.completions + " times"));
        wrong.addAll(playing.contradictions());
        Set<Path> files = files();
        files.removeAll(filesBefore);
        if (!files.isEmpty()) {
            wrong.add(files.size() + " temporary files are left");
        }
        if (history.stopAfter() > 0) {
            component.start();
        }
        return wrong;
    }

    private static void waitFor(java.util.concurrent.Callable<Boolean> condition, List<String> wrong, String what) {
        try {
            await().pollInterval(Duration.ofMillis(2))
                    .pollDelay(Duration.ZERO)
                    .atMost(LIMIT)
                    .until(condition);
        } catch (org.awaitility.core.ConditionTimeoutException inVain) {
            wrong.add("waited in vain for " + what);
        }
    }

    private boolean isQuiet() {
        return SendingRoutes.UNDER_WAY.get() == 0
                && context.getInflightRepository().size() == 0;
    }

    /** One exchange of a history. */
    private final class Running {

        private final Send send;
        private final AtomicInteger completions = new AtomicInteger();
        private final Exchange exchange;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Running(Send send, SendingRecord record) {
            this.send = send;
            this.exchange = context.getEndpoint("direct:in").createExchange();
            String to = number(record, send);
            exchange.getMessage().setHeader("CamelWhatsapp360To", to);
            exchange.getMessage().setHeader("other", number(record, send));
            exchange.getMessage().setHeader("account", "account" + NUMBERS.get() % 3);
            exchange.setProperty("redeliveries", send.redeliveries());
            exchange.setProperty("careful", send.careful());
            fill(to);
        }

        private static String number(SendingRecord record, Send send) {
            String number = Long.toString(NUMBERS.incrementAndGet());
            record.expect(number, send.faults());
            return number;
        }

        private void fill(String to) {
            Object body =
                    switch (send.body()) {
                        case TEXT -> "part-0";
                        case BYTES -> "part-0".getBytes(StandardCharsets.UTF_8);
                        case STREAM -> stream("part-0".getBytes(StandardCharsets.UTF_8));
                        case TEMPLATE -> List.of("part-0");
                        case FILE_STREAM, TOO_LONG_CAPTION -> stream(file(0, to));
                        case LIST -> List.of("part-0", "part-1", "part-2");
                        case MIXED_LIST -> List.of("part-0", stream(file(1, to)), "part-2");
                        case ATTACHMENTS -> "part-0";
                        case UNKNOWN_STREAM -> stream(Arrays.copyOf(new byte[] {1, 0, 2}, FILE_SIZE));
                    };
            exchange.getMessage().setBody(body);
            if (send.body().parts == 0) {
                SendingRoutes.attach(exchange, "a.pdf", file(1, to));
            }
            if (send.body() == Body.TOO_LONG_CAPTION) {
                exchange.getMessage().setHeader("CamelWhatsapp360Caption", "x".repeat(2_000));
            } else if (send.body() == Body.TEMPLATE) {
                exchange.getMessage().setHeader("CamelWhatsapp360TemplateName", "some_template");
                exchange.getMessage().setHeader("CamelWhatsapp360TemplateLanguage", "en");
            } else if (send.body() == Body.ATTACHMENTS) {
                SendingRoutes.attach(exchange, "a.pdf", file(1, to));
                SendingRoutes.attach(exchange, "b.pdf", file(2, to));
            }
        }

        /** Can be read once, as the stream of a connection. */
        private static InputStream stream(byte[] bytes) {
            return new java.io.SequenceInputStream(new ByteArrayInputStream(bytes), InputStream.nullInputStream());
        }

        private static byte[] file(int part, String to) {
            byte[] content = ("%PDF-1.7 part-" + part + " for-" + to).getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(content, FILE_SIZE);
        }

        void begin() {
            try {
                AsyncProducer producer = context.getEndpoint(uri(send.route())).createAsyncProducer();
                producer.start();
                SendingRoutes.inUnitOfWork(producer, context).process(exchange, doneSync -> {
                    completions.incrementAndGet();
                    done.complete(null);
                });
            } catch (Exception notBegun) {
                done.completeExceptionally(notBegun);
            }
        }

        boolean isDone() {
            return done.isDone();
        }
    }

    static String uri(Route route) {
        return "direct:" + route;
    }

    private static Set<Path> files() {
        Set<Path> files = new HashSet<>();
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            all.filter(file -> file.getFileName().toString().matches("whatsapp360-.*load"))
                    .filter(file -> file.toFile().length() == FILE_SIZE)
                    .forEach(files::add);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return files;
    }

    /** The component's threads, and what they do. */
    private List<String> threads() {
        List<String> threads = new ArrayList<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().contains("Whatsapp360") && !threadsBefore.contains(thread)) {
                threads.add(thread.getName() + " at " + Arrays.toString(stack));
            }
        });
        return threads;
    }

    /** Ends everything; nothing may be left of it. */
    @Override
    public void close() throws IOException {
        context.close();
        callers.shutdownNow();
        await("threads of the component end").atMost(LIMIT).untilAsserted(() -> assertThat(threads())
                .isEmpty());
        await("connections end").atMost(LIMIT).until(() -> api.connections() == 0);
        api.close();
        if (proxy != null) {
            proxy.close();
        }
    }
}
