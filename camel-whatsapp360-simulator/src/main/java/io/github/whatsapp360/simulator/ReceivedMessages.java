/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.ChatMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the business has sent in one chat, and waiting for it. Thread-safe. */
final class ReceivedMessages {

    private static final Duration QUIET_LIMIT = Duration.ofSeconds(10);

    private final Engine engine;
    private final Supplier<Chat> chat;

    /** @param chat is asked on the loop */
    ReceivedMessages(Engine engine, Supplier<Chat> chat) {
        this.engine = engine;
        this.chat = chat;
    }

    List<ReceivedMessage> received() {
        return engine.call(() -> visible().map(this::received).toList());
    }

    List<ReceivedMessage> await(int count, Duration limit) {
        if (!engine.await(() -> visible().count() >= count, limit)) {
            throw new AssertionError(engine.call(() -> "Expected " + count + " messages within " + limit + ", Actual "
                    + visible().count() + "; "
                    + new MissingMessageReport(chat.get(), engine.requests().requests()).text() + engine.report()));
        }
        return received();
    }

    ReceivedMessage await(Predicate<ReceivedMessage> fits, Duration limit) {
        Supplier<Optional<ReceivedMessage>> find =
                () -> visible().map(this::received).filter(fits).findFirst();
        boolean unused = engine.await(() -> find.get().isPresent(), limit);
        return engine.call(find)
                .orElseThrow(() -> new AssertionError(engine.call(() -> "Expected a message that fits within " + limit
                        + ", Actual " + visible().count() + " messages that do not: " + texts(0) + engine.report())));
    }

    void nothingFor(Duration time) {
        int before = received().size();
        engine.advance(time);
        boolean quiet = engine.await(() -> !engine.courier().isBusy(), QUIET_LIMIT);
        int after = received().size();
        if (!quiet || after > before) {
            throw new AssertionError(engine.call(() -> "Expected no message within " + time + " of the clock, Actual "
                    + (quiet ? texts(before) : "a webhook that is not answered") + engine.report()));
        }
    }

    private List<String> texts(int from) {
        return visible()
                .skip(from)
                .map(message -> message.type() + " \"" + message.text() + "\"")
                .toList();
    }

    private Stream<ChatMessage> visible() {
        return chat.get().messages().stream().filter(message -> message.fromBusiness() && message.doom() == null);
    }

    private ReceivedMessage received(ChatMessage message) {
        ReceivedContent content = new ReceivedContent(message, engine.world().media());
        return new ReceivedMessage(
                message.id(),
                message.type(),
                message.text(),
                message.json().toString(),
                message.tick().word(),
                content.files(),
                content.choices());
    }
}
