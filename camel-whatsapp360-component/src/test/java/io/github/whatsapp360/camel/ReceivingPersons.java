/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which ids are known to be of one person, and so which events run in order. Ids that have had events of their own
 * before they are known to be of one person have had an order each: what comes later follows the events of all.
 */
final class ReceivingPersons {

    private final boolean holds;
    private final Map<String, Order> orders = new HashMap<>();
    private int strands;

    /** @param holds whether an event waits for those that came before it was known that they are of the same person */
    ReceivingPersons(boolean holds) {
        this.holds = holds;
    }

    /**
     * The place of an event in the order of its person.
     *
     * @param strand a sequence of events
     * @param follows the sequences whose earlier events run before it
     */
    record Order(int strand, Set<Integer> follows) {

        boolean follows(Order earlier) {
            return follows.contains(earlier.strand());
        }
    }

    private Order next(Stream<Order> before) {
        int strand = ++strands;
        Stream<Integer> followed = holds ? before.flatMap(each -> each.follows().stream()) : Stream.empty();
        return new Order(strand, Stream.concat(Stream.of(strand), followed).collect(Collectors.toSet()));
    }

    private List<Order> known(ReceivedEvent event) {
        return event.ids().stream()
                .map(orders::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** It is known now what an event tells. */
    void learn(ReceivedEvent event) {
        List<Order> known = known(event);
        Order order = known.size() == 1 ? known.get(0) : next(known.stream());
        orders.replaceAll((id, each) -> known.contains(each) ? order : each);
        event.ids().forEach(id -> orders.put(id, order));
    }

    /** It may be known now what an event tells. */
    void mayLearn(ReceivedEvent event) {
        List<Order> known = known(event);
        if (known.size() > 1) {
            Map<Order, Order> next =
                    known.stream().collect(Collectors.toMap(each -> each, each -> next(Stream.of(each))));
            orders.replaceAll((id, each) -> next.getOrDefault(each, each));
        }
    }

    /** The order of an event that arrives now; its own if it is not certain. */
    Order order(ReceivedEvent event) {
        List<Order> known = known(event);
        if (known.size() == 1) {
            return known.get(0);
        }
        Order order = next(Stream.empty());
        if (known.isEmpty()) {
            orders.put(event.ids().get(0), order);
        }
        return order;
    }

    /** Nothing is known any more. */
    void clear() {
        orders.clear();
    }
}
