/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

/** Answers one kind of call. Confined to the event loop. */
@FunctionalInterface
public interface Endpoint {

    /** The answer; a refusal that is thrown becomes an answer in Meta's shape. */
    Answer answer(Call call);
}
