package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

/**
 * An element that cannot be read as any record of its family: no object, or without the members that make one, such as the id
 * of a message.
 *
 * <p>Immutable and thread-safe.
 *
 * @param family the family by where it stood
 * @param source what the envelope said
 * @param raw the element exactly as it came
 * @param problem why it could not be read; fit for a log, holds no customer data
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
