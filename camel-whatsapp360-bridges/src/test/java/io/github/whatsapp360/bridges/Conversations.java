/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.world.Switch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Some customers who write numbered texts, and to whom numbered texts are sent, while something is killed: what went
 * each way, counted at the end.
 */
public final class Conversations {

    private static final int COUNT = 3;

    public final List<Customer> customers = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Set<String> sent = new TreeSet<>();

    /** Customers who have said hi, so that their windows are open. */
    public Conversations(Whatsapp360Simulator simulator) {
        simulator.turn(Switch.LIMITS, false);
        for (int i = 0; i < COUNT; i++) {
            Customer customer = simulator.customer("49170100010" + i, "Lena " + i);
            customers.add(customer);
            say(customer);
        }
    }

    /** Each customer writes so many texts. */
    public void say(int texts) {
        for (int i = 0; i < texts; i++) {
            customers.forEach(this::say);
        }
    }

    private void say(Customer customer) {
        String text = "E" + customers.indexOf(customer) + "x" + said.size();
        said.add(text);
        customer.says(text);
    }

    /** The text of the next command to this customer. */
    public String command(Customer customer) {
        String text = "C%dx%03d".formatted(customers.indexOf(customer), sent.size());
        sent.add(text);
        return text;
    }

    /** All that the customers have written. */
    public int said() {
        return said.size();
    }

    /** All that the customers have got. */
    public List<String> received() {
        return customers.stream()
                .flatMap(customer -> received(customer).stream())
                .toList();
    }

    /** Nothing is lost, and the order of each customer is kept; where doubles are documented there are few. */
    public void assertArrived(Collection<String> texts, int mostDoubles) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(texts));
        assertThat(distinct).containsExactlyInAnyOrderElementsOf(said);
        assertThat(texts.size() - distinct.size()).as("doubles in %s", texts).isLessThanOrEqualTo(mostDoubles);
        IntStream.range(0, COUNT).mapToObj(i -> "E" + i).forEach(customer -> assertThat(of(distinct, customer))
                .containsExactlyElementsOf(of(said, customer)));
    }

    /** Each command is on the phone, once and in order, or put aside as unknown; of these there are few. */
    public void assertSent(Collection<String> unknown, int mostUnknown) {
        Set<String> all = new TreeSet<>(unknown);
        for (Customer customer : customers) {
            List<String> got = received(customer);
            assertThat(got).doesNotHaveDuplicates().isSorted();
            all.addAll(got);
        }
        assertThat(all).containsExactlyElementsOf(sent);
        assertThat(unknown).hasSizeLessThanOrEqualTo(mostUnknown);
    }

    /** Whether every command is on a phone, or among these. */
    public boolean isSettled(Collection<String> unknown) {
        Set<String> all = new TreeSet<>(unknown);
        all.addAll(received());
        return all.equals(sent);
    }

    private static List<String> received(Customer customer) {
        return customer.received().stream().map(ReceivedMessage::text).toList();
    }

    private static List<String> of(Collection<String> texts, String customer) {
        return texts.stream().filter(text -> text.startsWith(customer)).toList();
    }
}
