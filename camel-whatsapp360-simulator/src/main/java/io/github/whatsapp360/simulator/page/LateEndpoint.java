/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Endpoint;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Answers one kind of call, now or later. Confined to the event loop.
 *
 * @param handler sends the answer once; an exception that it throws becomes an answer instead
 */
record LateEndpoint(BiConsumer<Call, Consumer<Answer>> handler) implements Endpoint {

    void answer(Call call, Consumer<Answer> send) {
        handler.accept(call, send);
    }

    /** Is never called: the site knows these endpoints and calls the other method. */
    @Override
    public Answer answer(Call call) {
        throw new UnsupportedOperationException("The answer comes later");
    }
}
