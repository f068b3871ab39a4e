/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

/**
 * An element that matches no record of its family: not an object, or without required members such as the id of a
 * message.
 *
 * <p>Immutable and thread-safe.
 *
 * @param family the family, determined by the position of the element
 * @param source the values of the envelope
 * @param raw the element exactly as received
 * @param problem the reason, without customer data, for logs
 */
public record UnrecognizedEvent(String family, EventSource source, RawJson raw, String problem)
        implements InboundEvent {

    public UnrecognizedEvent {
        requireNonNull(family, "family");
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(problem, "problem");
    }

    @Override
    public String toString() {
        return "UnrecognizedEvent[family=" + family + ", name=" + name() + ", problem=" + problem + "]";
    }
}
