/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Endpoint;
import java.util.function.Consumer;

/** Answers one kind of call, now or later. Confined to the event loop. */
@FunctionalInterface
interface LateEndpoint extends Endpoint {

    /** Sends the answer once; an exception that is thrown becomes an answer instead. */
    void answer(Call call, Consumer<Answer> send);

    /** Is never called: the site knows these endpoints and calls the other method. */
    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged")
    default Answer answer(Call call) {
        throw new UnsupportedOperationException("The answer comes later");
    }
}
