/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.browser.ChatPage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** The demo as whoever tries it sees it: a person uses the chat page, and the demo's own routes answer. */
class DemoPageTest {

    @Test
    void aPersonWritesTapsPicksSendsAPictureAndSeesTheWindowClose() throws Exception {
        Optional<Path> chromium = ChatPage.chromium("the demo in its chat page");
        assumeTrue(chromium.isPresent(), "no chromium on the path");
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start()) {
            simulator.customer("491701234567", "Lena");
            Main demo = Demo.application(simulator.baseUrl(), Demo.freePort(0));
            demo.start();
            try (ChatPage page = new ChatPage(chromium.orElseThrow(), simulator.baseUrl())) {
                lenaTalksToTheDemo(page);
                lenaHearsNoMoreAfterADay(page);
                assertThat(page.browser().errors()).isEmpty();
            } finally {
                demo.stop();
            }
        }
    }

    private static void lenaTalksToTheDemo(ChatPage page) throws Exception {
        page.writes("Good morning");
        page.sees("Hello Lena, you wrote: Good morning");
        page.seesElement(".line.mine .tick.read");
        page.seesElement(".line:not(.mine) .tick.read");
        page.picture("demo-hello");

        page.writes("menu");
        page.sees("What would you like?");
        page.taps("Book a visit");
        page.sees("When suits you best?");
        page.picks("Pick a time", "11:00");
        page.sees("See you at 11:00, Lena.");
        page.browser().until("document.querySelectorAll('.line:not(.mine) .tick.read').length === 4");
        page.pictures("demo-menu");
        page.sendsAPicture();
        page.sees("Thank you for the image, Lena!");
        page.browser().until("document.querySelectorAll('.line:not(.mine) .tick.read').length === 5");
        page.pictures("demo");
    }

    private static void lenaHearsNoMoreAfterADay(ChatPage page) throws Exception {
        DemoTest.drop("invoice.pdf", "%PDF-1.4");
        page.sees("invoice.pdf");
        page.browser().click("document.getElementById('tab-controls')");
        page.taps("+25 h");
        page.browser().until("document.getElementById('window').innerText === 'Window closed'");
        DemoTest.drop("reminder.pdf", "%PDF-1.4");
        page.sees("reminder.pdf");
        page.browser().until("document.querySelector('.failure').innerText.includes('131047')");
        page.browser().until("document.querySelector('.failure').innerText.includes('more than 24 hours')");
        page.pictures("demo-failure");

        page.writes("Are you still there?");
        page.sees("you wrote: Are you still there?");
        page.browser().until("document.getElementById('window').innerText.startsWith('Window 2')");
    }
}
