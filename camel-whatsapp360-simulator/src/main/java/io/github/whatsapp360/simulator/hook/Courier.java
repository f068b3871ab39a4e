/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.hook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.time.Loop;
import io.github.whatsapp360.simulator.time.Timeline;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Outbox;
import io.github.whatsapp360.simulator.world.Registration;
import io.github.whatsapp360.simulator.world.Switch;
import io.github.whatsapp360.simulator.world.WebhookEvent;
import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events as 360dialog does: at least once, with the registered headers; anything but a 200 within five seconds
 * is tried again after 1 s, 2 s, 4 s and so on up to an hour, for seven days. Events of one chat wait for each other's
 * first attempt, so that they arrive in order while all goes well. Events wait at most 100 ms for a batch to become
 * full. Confined to the event loop.
 */
public final class Courier implements Outbox {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_GAP = Duration.ofSeconds(1);
    private static final Duration MAXIMUM_GAP = Duration.ofHours(1);
    private static final Duration MAXIMUM_AGE = Duration.ofDays(7);
    private static final Duration GATHERING = Duration.ofMillis(100);
    private static final int MAXIMUM_LOG_SIZE = 10_000;
    private static final long MAXIMUM_LOG_BYTES = 32L << 20;

    private final World world;
    private final HttpClient client;
    private final Map<String, Deque<Delivery>> lanes = new HashMap<>();
    private final Map<Channel, List<WebhookEvent>> gathered = new HashMap<>();
    private final Deque<Delivery> log = new ArrayDeque<>();
    private long count;
    private long logBytes;
    private boolean stopped;

    /** A courier with its own pool of connections, at most 64 to a destination. */
    public Courier(Loop loop, World world) {
        this.world = world;
        this.client = loop.vertx()
                .httpClientBuilder()
                .with(new HttpClientOptions()
                        .setKeepAlive(true)
                        .setConnectTimeout((int) RESPONSE_TIMEOUT.toMillis())
                        .setTrustAll(true)
                        .setVerifyHost(false))
                .with(new PoolOptions().setHttp1MaxSize(64))
                .withConnectHandler(connection -> connection.exceptionHandler(seenByTheAttempt -> {}))
                .build();
    }

    @Override
    public void emit(Channel channel, WebhookEvent event) {
        if (target(channel) == null) {
            return;
        }
        List<WebhookEvent> waiting = gathered.computeIfAbsent(channel, added -> new ArrayList<>());
        waiting.add(event);
        if (waiting.size() >= (world.on(Switch.REORDER) ? Math.max(2, world.batchSize()) : world.batchSize())) {
            flush(channel);
        } else if (waiting.size() == 1) {
            world.timeline().at(world.now().plus(GATHERING), due -> flush(channel));
        }
    }

    /** Delivers what waits for its batch to become full. */
    private void flush(Channel channel) {
        List<WebhookEvent> waiting = gathered.remove(channel);
        Registration target = target(channel);
        if (waiting == null || target == null) {
            return;
        }
        if (world.on(Switch.REORDER)) {
            Collections.reverse(waiting);
        }
        int size = world.batchSize();
        for (int from = 0; from < waiting.size(); from += size) {
            List<WebhookEvent> batch = waiting.subList(from, Math.min(waiting.size(), from + size));
            enqueue(channel, target, List.copyOf(batch), batch.get(0).lane());
        }
    }

    private @Nullable Registration target(Channel channel) {
        Registration own = channel.webhook();
        return own == null ? world.wabaWebhook() : own;
    }

    /** Delivers any body to the webhook of a number, also one that no WhatsApp would send. */
    public void raw(Channel channel, byte[] body) {
        Registration target = target(channel);
        if (target != null) {
            start(new Delivery(++count, channel, target, body, world.now()), channel.phone() + "/raw");
        }
    }

    /** The deliveries of the log to the webhooks of numbers and account, for {@link Recording#read}. */
    public ObjectNode recording() {
        return Recording.write(log);
    }

    /**
     * Delivers what was recorded, one after the other, each as often as any other delivery.
     *
     * @param target where to
     * @param gaps whether they are as far apart, by the clock, as they were; otherwise each follows the one before
     */
    public void replay(Recording recording, Registration target, boolean gaps) {
        Instant now = world.now();
        recording.entries().forEach(entry -> {
            Channel channel = world.byPhone(entry.number())
                    .orElseGet(() -> world.channels().get(0));
            if (gaps) {
                world.timeline().at(now.plus(entry.after()), due -> replay(channel, target, entry.body()));
            } else {
                replay(channel, target, entry.body());
            }
        });
    }

    private void replay(Channel channel, Registration target, byte[] body) {
        start(new Delivery(++count, channel, target, body, world.now()), "replay/" + target.url());
    }

    /** The last 10,000 deliveries, at most 32 MB of them, oldest first. */
    public Deque<Delivery> log() {
        return log;
    }

    /**
     * Whether a delivery is under way or waits for another one of its chat; those that wait to be tried again are not.
     */
    public boolean isBusy() {
        return lanes.values().stream().anyMatch(queue -> !queue.isEmpty())
                || log.stream().anyMatch(delivery -> delivery.state() == DeliveryState.RUNNING);
    }

    /** Delivers a body of the log once more, to where it went; false when it is not in the log. */
    public boolean redeliver(long id) {
        for (Delivery delivery : log) {
            if (delivery.id() == id) {
                again(delivery, delivery.target());
                return true;
            }
        }
        return false;
    }

    /** Begins nothing any more. */
    public void stop() {
        stopped = true;
        reset();
    }

    /** Forgets everything that is not yet delivered. */
    public void reset() {
        lanes.clear();
        log.clear();
        logBytes = 0;
        gathered.clear();
    }

    private void enqueue(Channel channel, Registration target, List<WebhookEvent> events, String lane) {
        var tree = world.on(Switch.ON_PREMISE_FORM)
                ? Envelope.onPremise(events)
                : Envelope.meta(channel, events, world.now());
        byte[] body = world.on(Switch.META_ESCAPES) ? Json.metaBytes(tree) : Json.bytes(tree);
        start(new Delivery(++count, channel, target, body, world.now()), lane);
        if (world.on(Switch.DUPLICATES)) {
            start(new Delivery(++count, channel, target, body, world.now()), lane);
        }
    }

    private void again(Delivery delivery, Registration target) {
        start(
                new Delivery(++count, delivery.channel(), target, delivery.body(), world.now()),
                delivery.channel().phone() + "/again/" + target.name());
    }

    private void start(Delivery delivery, String lane) {
        log.addLast(delivery);
        logBytes += delivery.body().length;
        while (log.size() > MAXIMUM_LOG_SIZE || (logBytes > MAXIMUM_LOG_BYTES && log.size() > 1)) {
            logBytes -= log.removeFirst().body().length;
        }
        Deque<Delivery> queue = lanes.get(lane);
        if (queue == null) {
            lanes.put(lane, new ArrayDeque<>());
            attempt(delivery, lane);
        } else {
            queue.addLast(delivery);
        }
    }

    private void next(String lane) {
        Deque<Delivery> queue = lanes.get(lane);
        if (queue == null) {
            return;
        }
        Delivery delivery = queue.pollFirst();
        if (delivery == null) {
            lanes.remove(lane);
        } else {
            attempt(delivery, lane);
        }
    }

    private void attempt(Delivery delivery, String lane) {
        if (stopped) {
            return;
        }
        delivery.begin(world.now());
        world.changed("delivery", delivery::view);
        Attempt attempt = new Attempt(delivery, lane);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(delivery.target().url());
        options.putHeader("Content-Type", "application/json");
        delivery.target().headers().forEach(options::putHeader);
        String secret = world.platformSecret();
        if (!secret.isEmpty()) {
            options.putHeader("x-360dialog-signature", Signature.of(secret, delivery.body()));
        }
        client.request(options)
                .compose(request -> {
                    request.exceptionHandler(attempt::failed);
                    attempt.onTimeout(() -> request.reset());
                    return request.send(Buffer.buffer(delivery.body()));
                })
                .compose(response -> response.end().map(response.statusCode()))
                .onSuccess(attempt::answered)
                .onFailure(attempt::failed);
    }

    /** The extra destinations get their copy only after the main one has answered 200. */
    private void copyToExtras(Delivery delivery) {
        Channel channel = delivery.channel();
        if (channel.extrasEnabled() && delivery.target().equals(channel.webhook())) {
            List.copyOf(channel.extras()).forEach(extra -> again(delivery, extra));
        }
    }

    private void retry(Delivery delivery) {
        Instant now = world.now();
        if (now.isAfter(delivery.since().plus(MAXIMUM_AGE))) {
            delivery.end(DeliveryState.ABANDONED, delivery.lastStatus(), delivery.problem());
            return;
        }
        int doublings = Math.min(delivery.attempts() - 1, 12);
        Duration gap = FIRST_GAP.multipliedBy(1L << doublings);
        world.timeline().at(now.plus(gap.compareTo(MAXIMUM_GAP) > 0 ? MAXIMUM_GAP : gap), due -> attempt(delivery, ""));
    }

    /** One attempt; ends exactly once, by an answer, a failure or the time-out. */
    private final class Attempt {

        private final Delivery delivery;
        private final String lane;
        private final Timeline.Entry deadline;
        private Runnable abort = () -> {};
        private boolean over;

        Attempt(Delivery delivery, String lane) {
            this.delivery = delivery;
            this.lane = lane;
            this.deadline = world.timeline().at(world.now().plus(RESPONSE_TIMEOUT), due -> {
                end(0, "no answer within 5 s");
                abort.run();
            });
        }

        void onTimeout(Runnable action) {
            abort = action;
            if (over) {
                action.run();
            }
        }

        void answered(int status) {
            end(status, status == 200 ? "" : "answered " + status);
        }

        void failed(Throwable failure) {
            end(0, failure.getClass().getSimpleName());
        }

        private void end(int status, String problem) {
            if (over) {
                return;
            }
            over = true;
            world.timeline().cancel(deadline);
            boolean done = status == 200;
            delivery.end(done ? DeliveryState.DONE : DeliveryState.WAITING, status, problem);
            if (done) {
                copyToExtras(delivery);
            } else {
                retry(delivery);
            }
            world.changed("delivery", delivery::view);
            if (!lane.isEmpty()) {
                next(lane);
            }
        }
    }
}
