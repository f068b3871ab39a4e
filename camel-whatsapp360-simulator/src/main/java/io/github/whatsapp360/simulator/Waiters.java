/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.world.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Those who wait until something is so; asked again after each change. Confined to the event loop. */
final class Waiters implements Feed {

    private record Waiter(BooleanSupplier condition, CompletableFuture<Boolean> done) {}

    private final List<Waiter> waiting = new ArrayList<>();

    CompletableFuture<Boolean> until(BooleanSupplier condition) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        if (condition.getAsBoolean()) {
            done.complete(true);
        } else {
            waiting.add(new Waiter(condition, done));
        }
        return done;
    }

    @Override
    public void changed(String kind, Supplier<ObjectNode> details) {
        if (!waiting.isEmpty()) {
            waiting.removeIf(waiter -> waiter.done().isDone()
                    || (waiter.condition().getAsBoolean() && waiter.done().complete(true)));
        }
    }
}
