package io.github.whatsapp360.camel;

import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.ReceivingHistory.Define;
import io.github.whatsapp360.camel.ReceivingHistory.Event;
import io.github.whatsapp360.camel.ReceivingHistory.Kind;
import io.github.whatsapp360.camel.KeepingModel.Letter;
import io.github.whatsapp360.camel.ReceivingHistory.Step;
import io.github.whatsapp360.camel.ReceivingHistory.Store;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.webhook.WebhookSecurity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** When all messages were written; where each delivery is one of its own, so many seconds before that one. */
    static final Instant TIMESTAMP = Instant.ofEpochSecond(1_789_000_000);

    private static final int ROUNDS = 100;

    private final ReceivingHistory history;
    private final ReceivingStore store;
    private final SettableClock clock = new SettableClock();
    private final HandDrivenPools pools;
    private final ReceivingModel model;
    private final @Nullable KeepingModel keeping;
    private final @Nullable DirectModel direct;
    private final Map<Integer, ScriptedRoute> routes = new TreeMap<>();
    private DefaultCamelContext context;
    private Whatsapp360Component component;
    private DirectHttp http;
    private ConsumerTemplate queues;
    private final List<List<Event>> refused = new ArrayList<>();

    /** @param store of this kind, and empty; closed with this */
    ReceivingWorld(ReceivingHistory history, ReceivingStore store) throws Exception {
        this.history = history;
        this.store = store;
        this.pools = new HandDrivenPools(clock, new Random(history.seed()));
        this.keeping = history.store() == Store.NONE ? null : new KeepingModel(history.redeliveries());
        this.direct = keeping == null ? new DirectModel() : null;
        this.model = keeping == null ? direct : keeping;
        store.setTime(clock.instant());
        newContext();
    }

    private void newContext() throws Exception {
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
        options.setInbox(history.store().option());
        options.setConcurrentConsumers(CONCURRENT_CONSUMERS);
        options.setMaximumRedeliveryDelay(10_000);
        options.setMaximumRedeliveries(history.redeliveries());
        store.configure(component);
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
            checkAnswers();
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
        if (direct != null) {
            direct.interrupted(route.name);
        }
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
        if (routes.containsKey(route) && isRunning(routes.get(route))) {
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
        if (direct != null) {
            direct.ended();
        }
        recorded();
        startAnew();
    }

    void kill() throws Exception {
        if (history.redeliveries() >= 0) {
            // So that it is known how often an event may still fail.
            awaitRecorded();
        }
        DefaultCamelContext killed = context;
        store.kill();
        routes.values().forEach(ScriptedRoute::forget);
        killed.close();
        startAnew();
        keeping().killed(letters());
    }

    private void startAnew() throws Exception {
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
        if (direct != null) {
            deliver(events, direct);
            return;
        }
        boolean taken = routes.values().stream().anyMatch(each -> isRunning(each) || is(each, ServiceStatus.Suspended));
        int status = http.deliver(SECRET, ReceivingHistory.document(events, TIMESTAMP));
        if (taken != (status == 200) || (status != 200 && status != 503 && status != 404)) {
            model.wrong("Answered " + status + " to " + events);
        }
        if (status == 200) {
            keeping().acknowledged(events);
        }
    }

    private void deliver(List<Event> events, DirectModel sender) {
        Instant timestamp = TIMESTAMP.plusSeconds(sender.next());
        boolean taken = routes.values().stream().anyMatch(this::isRunning);
        sender.delivered(
                events,
                taken,
                this::isRunning,
                each -> routes.values().stream().anyMatch(route -> route.name.equals(each) && route.hasQueue()));
        sender.answered(http.deliverLater(SECRET, ReceivingHistory.document(events, timestamp)));
    }

    private boolean isRunning(String subscription) {
        return routes.values().stream().anyMatch(each -> each.name.equals(subscription) && isRunning(each));
    }

    private boolean isRunning(ScriptedRoute route) {
        return is(route, ServiceStatus.Started);
    }

    /** Where nothing is kept, each delivery is answered when it should. */
    private void checkAnswers() {
        if (direct != null) {
            routes.values().stream().filter(each -> !isRunning(each)).forEach(each -> direct.interrupted(each.name));
            refused.addAll(direct.check(this::isRunning));
        }
    }

    private KeepingModel keeping() {
        return Objects.requireNonNull(keeping, "nothing is kept");
    }

    private boolean isOpen() {
        return component.account("support").receiver().open() != null;
    }

    /** Until all that has ended is written down. */
    private void awaitRecorded() {
        if (isOpen()) {
            int unused = open().inbox().deadLetters(Long.MAX_VALUE, 1).size();
            recorded();
        }
    }

    private void recorded() {
        if (keeping != null) {
            keeping.recorded();
        }
    }

    /** The dead letters that there are; none without an open inbox. */
    private List<Letter> letters() {
        return isOpen() ? ReceivingLetters.of(component.account("support").receiver()) : List.of();
    }

    private void checkLetters() {
        if (keeping != null && isOpen()) {
            awaitRecorded();
            keeping.lettersAre(letters());
        }
    }

    void replay() {
        if (keeping != null && isOpen()) {
            checkLetters();
            int unused = component.account("support").receiver().replayDeadLetters(DeadLetterSelection.all());
            keeping.replayed();
        }
    }

    void purge() {
        if (keeping != null && isOpen()) {
            checkLetters();
            int unused = component.account("support").receiver().purgeDeadLetters(DeadLetterSelection.all());
            keeping.purged();
        }
    }

    void failIncurably(int route) {
        ifKnown(route, ScriptedRoute::failIncurably);
    }

    void failForEver(int route) {
        ifKnown(route, ScriptedRoute::failForEver);
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
                    && isRunning(each)
                    && each.isQuick()
                    && !becomes(() -> model.waiting(each.name).isEmpty())) {
                model.wrong(each.name + " did not run " + model.waiting(each.name));
            }
        }
        checkLetters();
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
            store.setTime(clock.instant());
        }
        work(Integer.MAX_VALUE);
    }

    /** An embedded inbox tells the dispatcher from a thread of its own. */
    private boolean becomes(BooleanSupplier condition) {
        if (!history.store().outlivesProcess() || condition.getAsBoolean()) {
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

    /** All routes run and are quick at last: so everything runs, dead letters too when they are replayed. */
    private void finish() throws Exception {
        if (routes.isEmpty()) {
            return;
        }
        for (ScriptedRoute each : routes.values()) {
            finish(each);
        }
        if (!isOpen()) {
            model.wrong("All routes have started, but no webhook is open");
        }
        checkAnswers();
        if (model.wrong().isEmpty()) {
            runAll();
        }
        if (keeping != null && model.wrong().isEmpty()) {
            checkLetters();
            replay();
            runAll();
            checkLetters();
        }
        if (direct != null && model.wrong().isEmpty()) {
            repeatRefused();
        }
    }

    private void finish(ScriptedRoute route) throws Exception {
        endWork(route);
        Define last = route.definition();
        if (!route.isDefined() || direct != null) {
            route.heal();
            define(new Define(last.route(), last.events(), Kind.PLAIN, true, false));
        }
        start(last.route(), false);
        if (!isRunning(route)) {
            model.wrong(route.name + " is " + context.getRouteController().getRouteStatus(route.name));
        }
    }

    private void runAll() {
        for (int i = 0; i < ROUNDS && !isDone(); i++) {
            routes.values().forEach(each -> each.drain(queues));
            pass(Duration.ofSeconds(11));
        }
        if (!becomes(this::isDone)) {
            routes.values().forEach(each -> model.wrong(each.name + " never ran " + model.waiting(each.name)));
            model.wrong("waiting " + open().inbox().state().waiting() + ", in flight "
                    + open().dispatcher().inFlight());
        }
        checkAnswers();
    }

    /** As its sender does. */
    private void repeatRefused() throws Exception {
        List<List<Event>> again = List.copyOf(refused);
        refused.clear();
        for (List<Event> each : again) {
            deliver(each);
        }
        runAll();
        if (!refused.isEmpty()) {
            model.wrong("Refused although all run: " + refused);
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

    @Override
    public void close() throws Exception {
        routes.values().forEach(ScriptedRoute::forget);
        context.close();
        store.close();
    }
}
