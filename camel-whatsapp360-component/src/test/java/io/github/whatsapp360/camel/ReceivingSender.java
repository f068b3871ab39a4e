/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Delivers, and compares the answers with the model: what may be answered depends on what runs at that moment. */
final class ReceivingSender {

    private static final String SECRET = WebhookSecurity.derivedSecret(TestBed.KEY, "support");

    private final Map<Integer, ScriptedRoute> routes;
    private final Supplier<ReceivingApplication> application;
    private final ReceivingModel model;
    private final BooleanSupplier idle;
    private final Supplier<Instant> now;
    private final List<List<ReceivedEvent>> refused = new ArrayList<>();
    private @Nullable Begun begun;

    /** How long a delivery waits for the store before it is answered 503. */
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(4);

    private static final int MAXIMUM_REPETITIONS = 5;

    /** A delivery whose body has not come to its end. */
    private record Begun(List<ReceivedEvent> events, int number, DirectHttp.Upload upload) {}

    ReceivingSender(
            Map<Integer, ScriptedRoute> routes,
            Supplier<ReceivingApplication> application,
            ReceivingModel model,
            BooleanSupplier idle,
            Supplier<Instant> now) {
        this.now = now;
        this.idle = idle;
        this.routes = routes;
        this.application = application;
        this.model = model;
    }

    void deliver(List<ReceivedEvent> events) throws Exception {
        if (model instanceof KeepingModel keeping) {
            boolean isOpen = application.get().isOpen();
            boolean maySay200 = isAny(
                    each -> isRunning(each) || (isOpen && application.get().isSuspended(each)));
            boolean mustSay200 = isAny(each -> isRunning(each)
                    || (isOpen && each.hasRun() && application.get().isSuspended(each)));
            int status = deliverAndRepeat(events);
            if (status == 200 ? !maySay200 : mustSay200) {
                model.wrong("Answered " + status + " to " + events);
            }
            answered(events, status, keeping);
        } else if (model instanceof PassThroughModel direct) {
            deliver(new Begun(events, direct.next(), upload(events, direct.last())), direct);
        }
    }

    /** A store that does not answer in time is answered 503, and WhatsApp repeats the delivery: on a busy machine only. */
    private int deliverAndRepeat(List<ReceivedEvent> events) throws Exception {
        for (int repetition = 0; ; repetition++) {
            long begin = System.nanoTime();
            int status = application.get().http.deliver(SECRET, ReceivedEvent.document(events, 0));
            boolean isLate = System.nanoTime() - begin >= STORE_TIMEOUT.toNanos();
            if (status != 503 || !isLate || repetition == MAXIMUM_REPETITIONS) {
                return status;
            }
        }
    }

    private DirectHttp.Upload upload(List<ReceivedEvent> events, int number) {
        return application.get().http.begin(SECRET, ReceivedEvent.document(events, number));
    }

    private void answered(List<ReceivedEvent> events, int status, KeepingModel keeping) {
        if (status != 200 && status != 503 && status != 404) {
            model.wrong("Answered " + status + " to " + events);
        }
        if (status == 200) {
            keeping.acknowledged(events);
        }
    }

    private void deliver(Begun delivery, PassThroughModel direct) {
        direct.forgetRemoved(now.get());
        direct.delivered(delivery.number(), delivery.events(), isAny(this::isRunning), this::isRunning);
        Collection<ScriptedRoute> all = routes.values();
        all.stream().filter(ScriptedRoute::hasQueue).forEach(each -> direct.interrupted(each.name));
        direct.answered(delivery.upload().end());
    }

    /** The head of a delivery comes, and some of its body. */
    void begin(List<ReceivedEvent> events) {
        int number = model instanceof PassThroughModel direct ? direct.next() : 0;
        begun = new Begun(events, number, upload(events, number));
    }

    /** The rest of the body comes. It is answered anything but 200 if something has ended meanwhile. */
    void end() throws Exception {
        Begun ending = begun;
        begun = null;
        if (ending == null) {
            return;
        }
        if (model instanceof KeepingModel keeping) {
            answered(ending.events(), ending.upload().end().get(), keeping);
        } else if (model instanceof PassThroughModel direct) {
            deliver(ending, direct);
            direct.mayBeRefused();
        }
    }

    /** Its process has ended: there is nobody to send the rest to. */
    void breakOff() {
        begun = null;
    }

    private boolean isAny(Predicate<ScriptedRoute> property) {
        return routes.values().stream().anyMatch(property);
    }

    private boolean isRunning(ScriptedRoute route) {
        return application.get().isRunning(route);
    }

    private boolean isRunning(String subscription) {
        return isAny(each -> each.name.equals(subscription) && isRunning(each));
    }

    /** Where nothing is kept, each delivery is answered when it should. */
    void check() {
        if (model instanceof PassThroughModel direct) {
            routes.values().stream().filter(each -> !isRunning(each)).forEach(each -> direct.interrupted(each.name));
            refused.addAll(direct.check(each -> !idle.getAsBoolean() || isRunning(each)));
        }
    }

    /** Delivers again what was refused; returns whether there was something. */
    boolean repeatRefused() throws Exception {
        List<List<ReceivedEvent>> again = List.copyOf(refused);
        refused.clear();
        for (List<ReceivedEvent> each : again) {
            deliver(each);
        }
        return !again.isEmpty();
    }
}
