package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.Whatsapp360Consumer.Taking;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The consumers of one account, and which of them wants what.
 *
 * <p>Thread-safe.
 */
final class Takers {

    private final List<Whatsapp360Consumer> consumers = new CopyOnWriteArrayList<>();

    void add(Whatsapp360Consumer consumer) {
        if (!consumers.contains(consumer)) {
            consumers.add(consumer);
        }
    }

    void remove(Whatsapp360Consumer consumer) {
        consumers.remove(consumer);
    }

    /** Whether there is no consumer, not even one that may come back. */
    boolean isEmpty() {
        return consumers.isEmpty();
    }

    /** The consumers that take this event: running or suspended, not stopped. The list is the caller's. */
    List<Whatsapp360Consumer> of(String family, String name) {
        List<Whatsapp360Consumer> taking = new ArrayList<>();
        for (Whatsapp360Consumer consumer : consumers) {
            if (consumer.taking() != Taking.STOPPED && consumer.takes(family, name)) {
                taking.add(consumer);
            }
        }
        return taking;
    }

    /** Whether somebody takes this event, now or after a resume. */
    boolean isWanted(String family, String name) {
        return !of(family, name).isEmpty();
    }

    /** Whether a stopped consumer would take this event if it were started again. */
    boolean mayComeBack(String family, String name) {
        return consumers.stream()
                .anyMatch(consumer -> consumer.taking() == Taking.STOPPED && consumer.takes(family, name));
    }

    boolean anyRunning() {
        return any(Taking.RUNNING);
    }

    boolean anySuspended() {
        return any(Taking.SUSPENDED);
    }

    private boolean any(Taking taking) {
        return consumers.stream().anyMatch(consumer -> consumer.taking() == taking);
    }

    /** Families of which a suspended consumer takes everything: their events need not even be looked at. */
    Set<String> postponedFamilies() {
        Set<String> families = new HashSet<>();
        for (Whatsapp360Consumer consumer : consumers) {
            if (consumer.taking() == Taking.SUSPENDED) {
                EventSelection.FAMILIES.stream().filter(consumer::takesAllOf).forEach(families::add);
            }
        }
        return families;
    }
}
