/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.window.ServiceWindow;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer whose number and ids change, and a route that answers each event of the customer. */
class IdentityStoryTest {

    private TestBed bed;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed().registered("support");
        bed.component.setClock(bed.simulator.clock());
        lena = bed.simulator.customer("491701234567", "Lena");
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support")
                        .setBody(simple("answer to ${header.CamelWhatsapp360MessageType}"))
                        .to("whatsapp360:support");
            }
        });
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    /** @param addressed how the answer may name the customer: by the number while it is known, otherwise by the id */
    private void answered(int count, String last, String... addressed) {
        List<ReceivedMessage> received = lena.awaitReceived(count, TestBed.LIMIT);
        assertThat(received).hasSize(count);
        assertThat(received.get(count - 1).text()).isEqualTo(last);
        assertThat(received.get(count - 1).raw()).containsAnyOf(addressed);
    }

    private ServiceWindow.State window(WindowOwner owner) {
        return bed.component.account("support").windows().windowOf(owner).state();
    }

    @Test
    void theRouteAnswersWhateverTheCustomerIsCalled() {
        lena.says("Hi");
        answered(1, "answer to text", "\"to\":\"+491701234567\"");

        lena.hidesPhoneBehind("lena.k").says("Only my name");
        answered(2, "answer to text", "\"to\":\"+491701234567\"");

        lena.changesUsernameTo("lena.the.second").says("Another name");
        answered(3, "answer to text", "\"to\":\"+491701234567\"");

        String before = lena.userId();
        lena.changesNumberTo("491709999999");
        // The event names the new id only; a status of an earlier answer may tell the number meanwhile.
        String[] named = {"\"recipient\":\"" + lena.userId() + "\"", "\"to\":\"+491709999999\""};
        answered(4, "answer to system", named);
        assertThat(lena.userId()).isNotEqualTo(before);
        assertThat(window(WindowOwner.user(lena.userId()))).isEqualTo(ServiceWindow.State.open);

        lena.says("Another number");
        answered(5, "answer to text", named);
    }

    @Test
    void theRouteAnswersTheNewNumber() {
        lena.says("Hi");
        answered(1, "answer to text", "\"to\":\"+491701234567\"");

        lena.changesNumberTo("491709999999");

        answered(2, "answer to system", "\"to\":\"+491709999999\"");
        assertThat(window(WindowOwner.phone("491709999999"))).isEqualTo(ServiceWindow.State.open);
        assertThat(window(WindowOwner.user(lena.userId()))).isEqualTo(ServiceWindow.State.open);
        assertThat(window(WindowOwner.phone("491701234567"))).isNotEqualTo(ServiceWindow.State.open);
    }
}
