package io.github.whatsapp360.camel;

import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.ReceivingHistory.Define;
import io.github.whatsapp360.camel.ReceivingHistory.Event;
import io.github.whatsapp360.camel.ReceivingHistory.Kind;
import io.github.whatsapp360.camel.ReceivingHistory.Step;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An application that receives, without a network, whose threads and time are driven by hand. It plays one history
 * and tells what differs from the {@link ReceivingModel}.
 */
final class ReceivingWorld implements AutoCloseable {

    private static final int CONCURRENT_CONSUMERS = 2;
    private static final String SECRET = WebhookSecurity.derivedSecret(TestBed.KEY, "support");

    /** Longer than the longest rest of an event that failed, and than a thread rests that found no work. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    /** For what the threads of an embedded inbox write. */
    private static final Duration WRITING = Duration.ofSeconds(10);

    private static final int ROUNDS = 100;

    private final ReceivingHistory history;
    private final @Nullable Path directory;
    private final SettableClock clock = new SettableClock();
    private final HandDrivenPools pools;
    private final ReceivingModel model = new ReceivingModel();
    private final Map<Integer, ScriptedRoute> routes = new TreeMap<>();
    private DefaultCamelContext context;
    private Whatsapp360Component component;
    private DirectHttp http;
    private ConsumerTemplate queues;

    /** @param directory where an embedded inbox keeps its files; empty */
    ReceivingWorld(ReceivingHistory history, @Nullable Path directory) {
        this.history = history;
        this.directory = directory;
        this.pools = new HandDrivenPools(clock, new Random(history.seed()));
        newContext();
    }

    private void newContext() {
        context = new DefaultCamelContext();
        pools.setCamelContext(context);
        context.getExecutorServiceManager().setThreadPoolFactory(pools);
        context.setShutdownStrategy(new ImpatientShutdown(context));
        http = new DirectHttp();
        context.addComponent("direct-http", http);
        component = new Whatsapp360Component();
        component.setClock(clock);
        Whatsapp360Configuration options = component.getConfiguration();
        options.setHttpComponent("direct-http");
        options.setApiKey(TestBed.KEY);
        options.setInbox(history.embedded() ? "embedded" : "memory");
        options.setConcurrentConsumers(CONCURRENT_CONSUMERS);
        options.setMaximumRedeliveryDelay(10_000);
        options.setMaximumRedeliveries(-1);
        if (directory != null) {
            component.setInboxDirectory(directory.toString());
        }
        context.addComponent("whatsapp360", component);
        queues = context.createConsumerTemplate();
    }

    /** Plays the history; what is wrong, empty if nothing is. */
    List<String> play() throws Exception {
        for (Step step : history.steps()) {
            if (!(step instanceof Define define) || routes.containsKey(define.route())) {
                startOnce();
            }
            step.play(this);
            if (!model.wrong().isEmpty()) {
                return model.wrong();
            }
        }
        startOnce();
        finish();
        return model.wrong();
    }

    private void startOnce() {
        if (!context.isStarted()) {
            context.start();
        }
    }

    void define(Define step) throws Exception {
        ScriptedRoute route = routes.computeIfAbsent(step.route(), unseen -> new ScriptedRoute(step, model));
        endWork(route);
        route.define(step);
        route.letStart(!step.startFails() || !context.isStarted());
        Exception failure = failureOf(() -> context.addRoutes(route.route(step.autoStartup())));
        route.letStart(true);
        if (!step.startFails()) {
            mustSucceed("Definition of " + route.name, failure);
        }
        if (context.isStarted() && context.getRoute(route.name) == null) {
            // Camel forgets a route whose start fails when it is added. Its events are kept for the next one of its id.
            route.undefine();
        }
        model.define(route.name, step.events());
    }

    /** What would be cut off otherwise, and run again. */
    private void endWork(ScriptedRoute route) {
        route.fail(0);
        route.release();
        route.drain(queues);
    }

    /** Something that Camel does to a route, which may fail. */
    private interface Action {
        void run() throws Exception;
    }

    /** A start that fails is part of a history. */
    private static @Nullable Exception failureOf(Action action) {
        try {
            action.run();
            return null;
        } catch (Exception failed) {
            return failed;
        }
    }

    private void at(int route, String action, Action then) {
        ScriptedRoute known = routes.get(route);
        if (known != null && known.isDefined()) {
            mustSucceed(action + " of " + known.name, failureOf(then));
        }
    }

    private void mustSucceed(String action, @Nullable Exception failure) {
        if (failure != null) {
            model.wrong(action + " failed: " + failure);
        }
    }

    void start(int number, boolean fails) {
        ScriptedRoute route = routes.get(number);
        if (route != null && route.isDefined()) {
            route.letStart(!fails);
            Exception failure = failureOf(() -> context.getRouteController().startRoute(route.name));
            route.letStart(true);
            if (!fails) {
                mustSucceed("Start of " + route.name, failure);
            }
        }
    }

    /** Only a route that runs: Camel marks a stopped one as suspended, and never starts its consumer again. */
    void suspend(int route) {
        if (routes.containsKey(route) && is(routes.get(route), ServiceStatus.Started)) {
            at(route, "Suspend", () -> context.getRouteController().suspendRoute("r" + route));
        }
    }

    void resume(int route) {
        at(route, "Resume", () -> context.getRouteController().resumeRoute("r" + route));
    }

    void stop(int route) {
        at(route, "Stop", () -> context.getRouteController().stopRoute("r" + route));
    }

    void remove(int number) {
        at(number, "Remove", () -> {
            ScriptedRoute route = routes.get(number);
            endWork(route);
            context.getRouteController().stopRoute(route.name);
            if (!context.removeRoute(route.name)) {
                model.wrong(route.name + " was not removed");
            }
            route.undefine();
        });
    }

    void restart() throws Exception {
        mustSucceed("Stop of the context", failureOf(context::stop));
        routes.values().forEach(ScriptedRoute::forget);
        newContext();
        for (ScriptedRoute each : routes.values()) {
            if (each.isDefined()) {
                context.addRoutes(each.route(each.definition().autoStartup()));
            }
        }
        model.keepOnly(routes.values().stream()
                .filter(ScriptedRoute::isDefined)
                .map(each -> each.name)
                .collect(Collectors.toSet()));
        context.start();
    }

    void deliver(List<Event> events) throws Exception {
        boolean taken = routes.values().stream()
                .anyMatch(each -> is(each, ServiceStatus.Started) || is(each, ServiceStatus.Suspended));
        int status = http.deliver(SECRET, document(events));
        if (taken != (status == 200) || (status != 200 && status != 503 && status != 404)) {
            model.wrong("Answered " + status + " to " + events);
        }
        if (status == 200) {
            model.acknowledged(events);
        }
    }

    private boolean is(ScriptedRoute route, ServiceStatus status) {
        return route.isDefined() && context.getRouteController().getRouteStatus(route.name) == status;
    }

    void fail(int route, int times) {
        ifKnown(route, known -> known.fail(times));
    }

    void hold(int route) {
        ifKnown(route, ScriptedRoute::hold);
    }

    void release(int route) {
        ifKnown(route, ScriptedRoute::release);
    }

    void drain(int route) {
        ifKnown(route, known -> known.drain(queues));
    }

    private void ifKnown(int route, Consumer<ScriptedRoute> then) {
        ScriptedRoute known = routes.get(route);
        if (known != null) {
            then.accept(known);
        }
    }

    void work(int tasks) {
        for (int i = 0; i < tasks && pools.runOne(); i++) {
            // The next one.
        }
    }

    /** Afterwards a route that runs and is quick has nothing left to do, whatever the others do. */
    void settle() {
        pass(LONG_ENOUGH);
        for (ScriptedRoute each : routes.values()) {
            if (isAnyPlaceFree()
                    && is(each, ServiceStatus.Started)
                    && each.isQuick()
                    && !becomes(() -> model.waiting(each.name).isEmpty())) {
                model.wrong(each.name + " did not run " + model.waiting(each.name));
            }
        }
    }

    private void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            while (pools.runOne()) {
                // The next one.
            }
            Duration next = pools.untilNext();
            Duration left = Duration.between(clock.instant(), end);
            clock.advance(next == null || next.compareTo(left) > 0 ? left : next);
        }
        work(Integer.MAX_VALUE);
    }

    /** An embedded inbox tells the dispatcher from a thread of its own. */
    private boolean becomes(BooleanSupplier condition) {
        if (!history.embedded() || condition.getAsBoolean()) {
            return condition.getAsBoolean();
        }
        try {
            await().atMost(WRITING)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        pass(Duration.ofSeconds(1));
                        return condition.getAsBoolean();
                    });
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }

    /** Exchanges that are held or in queues take the places of others. */
    private boolean isAnyPlaceFree() {
        long taken = routes.values().stream()
                .mapToLong(each -> each.held() + (each.hasQueue() ? 1 : 0))
                .sum();
        return taken < CONCURRENT_CONSUMERS;
    }

    /** All routes run and are quick at last: so everything runs. */
    private void finish() throws Exception {
        if (routes.isEmpty()) {
            return;
        }
        for (ScriptedRoute each : routes.values()) {
            endWork(each);
            if (!each.isDefined()) {
                Define last = each.definition();
                define(new Define(last.route(), last.events(), Kind.PLAIN, true, false));
            }
            start(each.definition().route(), false);
            if (!is(each, ServiceStatus.Started)) {
                model.wrong(each.name + " is " + context.getRouteController().getRouteStatus(each.name));
            }
        }
        if (component.account("support").receiver().open() == null) {
            model.wrong("All routes have started, but no webhook is open");
        }
        if (!model.wrong().isEmpty()) {
            return;
        }
        for (int i = 0; i < ROUNDS && !isDone(); i++) {
            routes.values().forEach(each -> each.drain(queues));
            pass(Duration.ofSeconds(11));
        }
        if (!becomes(this::isDone)) {
            routes.values().forEach(each -> model.wrong(each.name + " never ran " + model.waiting(each.name)));
            model.wrong("waiting " + open().inbox().state().waiting() + ", in flight "
                    + open().dispatcher().inFlight());
        }
    }

    private boolean isDone() {
        return !model.isAnyWaiting()
                && open().inbox().state().waiting() == 0
                && open().dispatcher().inFlight() == 0;
    }

    private OpenWebhook open() {
        return Objects.requireNonNull(component.account("support").receiver().open());
    }

    private static String document(List<Event> events) {
        String messages = events.stream()
                .filter(Event::message)
                .map(each -> """
                        {"from":"49170123456%1$d","id":"wamid.m.%1$d.%2$s","timestamp":"1789000000","type":"text",\
                        "text":{"body":"Hi"}}""".formatted(each.about(), each.name()))
                .collect(Collectors.joining(","));
        String statuses = events.stream()
                .filter(each -> !each.message())
                .map(each -> """
                        {"id":"wamid.s.%d","status":"%s","timestamp":"1789000050","recipient_id":"491701234567"}""".formatted(each.about(), each.name()))
                .collect(Collectors.joining(","));
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"301122334455667","changes":[{"field":"messages",\
                "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"4989123456",\
                "phone_number_id":"401122334455667"},"messages":[%s],"statuses":[%s]}}]}]}""".formatted(messages, statuses);
    }

    @Override
    public void close() throws IOException {
        routes.values().forEach(ScriptedRoute::forget);
        context.close();
    }
}
