package io.github.whatsapp360.event;

/**
 * One thing that arrived.
 *
 * <p>Immutable and thread-safe.
 */
public interface InboundEvent {

    /** The family, as the option {@code events} names it. */
    String family();
}
