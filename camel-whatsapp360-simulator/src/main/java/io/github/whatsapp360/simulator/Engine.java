/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.api.MediaEndpoint;
import io.github.whatsapp360.simulator.api.MessagingApi;
import io.github.whatsapp360.simulator.api.RequestLog;
import io.github.whatsapp360.simulator.fault.FaultPlan;
import io.github.whatsapp360.simulator.hook.Courier;
import io.github.whatsapp360.simulator.hook.FlowForms;
import io.github.whatsapp360.simulator.http.Server;
import io.github.whatsapp360.simulator.page.Control;
import io.github.whatsapp360.simulator.page.Controls;
import io.github.whatsapp360.simulator.page.LiveFeed;
import io.github.whatsapp360.simulator.page.Site;
import io.github.whatsapp360.simulator.scenario.Scenarios;
import io.github.whatsapp360.simulator.time.Loop;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import io.github.whatsapp360.simulator.time.Timeline;
import io.github.whatsapp360.simulator.world.Calls;
import io.github.whatsapp360.simulator.world.CustomerActions;
import io.github.whatsapp360.simulator.world.Flows;
import io.github.whatsapp360.simulator.world.Groups;
import io.github.whatsapp360.simulator.world.Inbound;
import io.github.whatsapp360.simulator.world.Outbound;
import io.github.whatsapp360.simulator.world.RareActions;
import io.github.whatsapp360.simulator.world.Reviews;
import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a simulator together, and starts and stops them. Thread-safe. */
final class Engine {

    /** What exists only while the simulator runs. */
    private record Running(
            Vertx vertx,
            Loop loop,
            World world,
            Inbound inbound,
            Outbound outbound,
            CustomerActions actions,
            RareActions rare,
            Calls calls,
            Courier courier,
            Reviews reviews,
            FlowForms forms,
            FaultPlan faults,
            MessagingApi api,
            RequestLog requests,
            Waiters waiters,
            Scenarios scenarios,
            int port) {}

    private static final Logger LOG = LoggerFactory.getLogger(Whatsapp360Simulator.class);

    private final SimulatorSettings settings;
    private volatile @Nullable Running running;

    Engine(SimulatorSettings settings) {
        this.settings = settings;
    }

    SimulatorSettings settings() {
        return settings;
    }

    synchronized void start() {
        if (running != null) {
            return;
        }
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        Loop loop = new Loop(vertx);
        try {
            Running begun =
                    loop.call(() -> assemble(vertx, loop)).toCompletableFuture().get(60, TimeUnit.SECONDS);
            begun.world().timeline().begin();
            running = begun;
        } catch (ExecutionException | TimeoutException failed) {
            await(vertx.close());
            throw new IllegalStateException(reason(failed), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            await(vertx.close());
            throw new IllegalStateException("Interrupted while starting", interrupted);
        }
    }

    private String reason(Exception failed) {
        if (failed instanceof TimeoutException) {
            return "The simulator did not start within 60 s";
        }
        Throwable cause = failed.getCause();
        boolean foreign = cause instanceof UnknownHostException
                || String.valueOf(cause == null ? "" : cause.getMessage()).contains("assign requested address");
        return foreign
                ? "Host " + settings.host() + " is no address of this computer"
                : "Port " + settings.port() + " cannot be used, most likely because another program listens on it";
    }

    private CompletionStage<Running> assemble(Vertx vertx, Loop loop) {
        World world = new World(new Timeline(loop, settings.clock()), settings.delays());
        Courier courier = new Courier(loop, world);
        Inbound inbound = new Inbound(world, courier);
        Outbound outbound = new Outbound(world, courier);
        CustomerActions actions = new CustomerActions(world, inbound, outbound, MediaEndpoint::url);
        Groups groups = new Groups(world, courier);
        RareActions rare = new RareActions(world, inbound, courier, groups);
        Calls calls = new Calls(world, courier);
        Reviews reviews = new Reviews(world, courier);
        Flows flows = new Flows(world, courier);
        FlowForms forms = new FlowForms(loop, world, flows, actions);
        FaultPlan faults = new FaultPlan();
        MessagingApi api =
                new MessagingApi(world, new MessagingApi.Parts(outbound, reviews, groups, flows, calls), faults);
        RequestLog requests = new RequestLog(world);
        Waiters waiters = new Waiters();
        LiveFeed feed = new LiveFeed();
        world.follow(feed);
        world.follow(waiters);
        Controls controls = new Controls(
                world, inbound, actions, rare, calls, forms, outbound, reviews, courier, faults, requests, this::reset);
        Control control = new Control(controls, settings.clock(), settings.apiKey());
        control.scenarios().begin(settings.scenario());
        Server server = new Server(
                vertx, world, api, new Site(control, feed), requests, settings.answerDelay(), settings.allowedHosts());
        return server.listen(settings.host(), settings.port())
                .map(port -> new Running(
                        vertx,
                        loop,
                        world,
                        inbound,
                        outbound,
                        actions,
                        rare,
                        calls,
                        courier,
                        reviews,
                        forms,
                        faults,
                        api,
                        requests,
                        waiters,
                        control.scenarios(),
                        port))
                .toCompletionStage();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("The simulator is not running");
        }
        return now;
    }

    int port() {
        return running().port();
    }

    World world() {
        return running().world();
    }

    Inbound inbound() {
        return running().inbound();
    }

    CustomerActions actions() {
        return running().actions();
    }

    RareActions rare() {
        return running().rare();
    }

    Calls calls() {
        return running().calls();
    }

    Outbound outbound() {
        return running().outbound();
    }

    Courier courier() {
        return running().courier();
    }

    Reviews reviews() {
        return running().reviews();
    }

    FlowForms forms() {
        return running().forms();
    }

    FaultPlan faults() {
        return running().faults();
    }

    RequestLog requests() {
        return running().requests();
    }

    Scenarios scenarios() {
        return running().scenarios();
    }

    Waiters waiters() {
        return running().waiters();
    }

    <T> T call(Supplier<T> work) {
        return running().loop().call(work);
    }

    void run(Runnable work) {
        running().loop().run(work);
    }

    /**
     * Waits until the condition holds; it is asked on the loop after each change.
     *
     * @return whether it holds
     */
    boolean await(BooleanSupplier condition, Duration limit) {
        CompletableFuture<Boolean> done = call(() -> waiters().until(condition));
        try {
            return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", interrupted);
        } catch (ExecutionException | TimeoutException late) {
            done.cancel(false);
            return call(condition::getAsBoolean);
        }
    }

    <T> List<T> awaited(Supplier<List<T>> all, Predicate<List<T>> wanted, Duration limit) {
        if (!await(() -> wanted.test(all.get()), limit)) {
            throw new AssertionError(call(() -> "Expected something else within " + limit + ", Actual "
                    + all.get().size() + " entries" + report()));
        }
        return call(all);
    }

    /** Moves the clock, see {@link SimulatorClock#advance}. */
    void advance(Duration duration) {
        clock().advance(duration);
    }

    SimulatorClock clock() {
        Clock clock = settings.clock();
        if (clock instanceof SimulatorClock movable) {
            return movable;
        }
        throw new IllegalStateException(
                "Expected a SimulatorClock, Actual " + clock.getClass().getSimpleName());
    }

    /** What has happened, for an assertion that fails; to be called on the loop. */
    String report() {
        return new FailureReport(world(), requests().requests(), courier(), faults()).text();
    }

    void reset() {
        world().reset();
        calls().clear();
        courier().reset();
        faults().clear();
        running().api().reset();
        requests().clear();
        scenarios().again();
    }

    synchronized void close() {
        Running now = running;
        running = null;
        if (now != null) {
            now.loop().run(() -> {
                now.courier().stop();
                now.world().timeline().end();
            });
            await(now.vertx().close());
            LOG.info("WhatsApp simulator on port {} has ended", now.port());
        }
    }

    private static void await(Future<Void> closing) {
        CompletableFuture<Void> done = closing.toCompletionStage().toCompletableFuture();
        try {
            done.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("Expected the simulator to close within 60 s", failed);
        }
    }
}
