/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bot of one YAML file, as a customer meets it. */
class MenuBotTest {

    private Bridge bridge;
    private Customer lena;
    private int got;

    @BeforeEach
    void setUp() throws Exception {
        bridge = new Bridge("menu-bot").start(Form.YAML);
        lena = bridge.simulator.customer("491701234567", "Lena");
    }

    @AfterEach
    void tearDown() {
        bridge.close();
    }

    @Test
    void theMenuLeadsToButtonsAPlaceAndAForm() {
        lena.says("مرحبا 👋");
        ReceivedMessage menu = answer();
        assertThat(menu.raw()).contains("\"list\"", "Book a table", "Find a shop", "Call me back");

        lena.picks(menu.wamid(), "call");
        ReceivedMessage buttons = answer();
        assertThat(buttons.raw()).contains("\"button\"", "When may we call you?");
        lena.taps(buttons.wamid(), "call-tomorrow");
        assertThat(answer().text()).isEqualTo("We call you: Tomorrow. 📞");

        lena.picks(menu.wamid(), "shop");
        assertThat(answer().raw()).contains("location_request_message");
        lena.sendsLocation(52.5163, 13.3777, "Brandenburger Tor");
        assertThat(answer().text()).isEqualTo("The shops near you: https://example.com/shops?at=52.5163,13.3777");

        lena.picks(menu.wamid(), "table");
        ReceivedMessage form = answer();
        assertThat(form.raw()).contains("\"flow\"");
        lena.completesFlow(form.wamid(), "{\"date\":\"2026-12-24\",\"guests\":4}");
        assertThat(answer().text()).isEqualTo("A table for 4 on 2026-12-24. See you! 🍽️");

        lena.says("Thanks!");
        assertThat(answer().raw()).contains("\"list\"");
    }

    private ReceivedMessage answer() {
        return lena.awaitReceived(++got, LIMIT).get(got - 1);
    }
}
