/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.Feed;
import io.github.whatsapp360.simulator.world.World;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The requests that wait until the business has sent so many messages to a customer. Confined to the event loop. */
final class AwaitedMessages implements Feed {

    private static final String USUAL_TIMEOUT = "PT10S";

    private record Waiter(Chat chat, int count, Supplier<Answer> messages, Consumer<Answer> send) {
        boolean isServed() {
            return sent() >= count;
        }

        long sent() {
            return chat.messages().stream()
                    .filter(message -> message.fromBusiness() && message.doom() == null)
                    .count();
        }
    }

    private final World world;
    private final List<Waiter> waiting = new ArrayList<>();

    AwaitedMessages(World world) {
        this.world = world;
        world.follow(this);
    }

    /**
     * Sends the messages as soon as there are enough, or 408 after the time that the request allows.
     *
     * @throws IllegalArgumentException when the request asks for no number or time
     */
    void add(Call call, Chat chat, Supplier<Answer> messages, Consumer<Answer> send) {
        if (!call.parameter("await").matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("await must be a whole number of 1 to 99999");
        }
        Duration timeout = timeout(call.parameter("timeout").isEmpty() ? USUAL_TIMEOUT : call.parameter("timeout"));
        Waiter waiter = new Waiter(chat, Integer.parseInt(call.parameter("await")), messages, send);
        waiting.add(waiter);
        serve();
        world.timeline().at(world.now().plus(timeout), due -> {
            if (waiting.remove(waiter)) {
                send.accept(Answer.proxyError(
                        408,
                        "Expected " + waiter.count() + " messages of the business within " + timeout + ", Actual "
                                + waiter.sent()));
            }
        });
    }

    private static Duration timeout(String text) {
        try {
            Duration timeout = Duration.parse(text);
            if (!timeout.isNegative() && timeout.compareTo(Duration.ofDays(1)) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException refusedBelow) {
            throw new IllegalArgumentException("timeout must be a duration such as PT10S", refusedBelow);
        }
        throw new IllegalArgumentException("timeout must be a duration of at most a day");
    }

    @Override
    public void changed(String kind, Supplier<ObjectNode> details) {
        if (kind.equals("reset")) {
            List<Waiter> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(waiter -> waiter.send().accept(Answer.proxyError(408, "The simulator was reset")));
        }
        serve();
    }

    private void serve() {
        for (Waiter waiter : List.copyOf(waiting)) {
            if (waiter.isServed() && waiting.remove(waiter)) {
                waiter.send().accept(waiter.messages().get());
            }
        }
    }
}
