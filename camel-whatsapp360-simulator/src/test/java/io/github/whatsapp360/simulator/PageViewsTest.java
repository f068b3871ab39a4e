/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.browser.ChatPage;
import io.github.whatsapp360.browser.Chromium;
import io.github.whatsapp360.simulator.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What customers see and what developers see, and what the page remembers. */
class PageViewsTest {

    private static final String LENA = "491701234567";
    private static final String TOM = "491705555555";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);

    private static ChatPage open() throws Exception {
        Optional<Path> program = ChatPage.chromium("the views of the page");
        assumeTrue(program.isPresent(), "no chromium on the path");
        return new ChatPage(program.orElseThrow(), simulator.baseUrl());
    }

    private static String text(Chromium browser, String selector) throws InterruptedException {
        return browser.eval("document.querySelector(\"" + selector + "\")?.innerText ?? ''")
                .asText();
    }

    private static void reload(Chromium browser) throws InterruptedException {
        browser.eval("delete document.body.dataset.ready");
        browser.command("Page.reload", "{}");
        browser.until("document.body.dataset.ready === 'true'");
    }

    @Test
    void openingThePageCreatesNothingAndAResetIsAskedFor() throws Exception {
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            browser.until("!document.getElementById('nobody').hidden");
            assertThat(business.get("/simulator/state").json().path("customers"))
                    .isEmpty();
            page.picture("nobody");
            browser.click("document.getElementById('first-customer')");
            browser.until("document.getElementById('form-dialog').open");
            browser.click("document.getElementById('form-ok')");
            browser.until("document.getElementById('chat-name').innerText === 'Lena Sommer'");
            page.writes("Hello");
            page.sees("Hello");

            browser.click("document.getElementById('tab-controls')");
            browser.click("document.getElementById('reset')");
            browser.until("document.getElementById('form-dialog').open");
            page.picture("reset");
            browser.key("Escape", 27);
            browser.until("document.activeElement.id === 'reset'");
            page.sees("Hello");
            browser.click("document.getElementById('reset')");
            browser.until("document.getElementById('form-dialog').open");
            browser.click("document.getElementById('form-ok')");
            browser.until("!document.getElementById('nobody').hidden");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void theCustomersViewHasNothingOfTheBusinesssInnerLife() throws Exception {
        Customer lena = simulator.customer(LENA, "Lena Sommer");
        lena.says("Hello");
        simulator.fault(Fault.failLater(131026));
        business.text(LENA, "Is lost");
        business.text(LENA, "Arrives");
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            page.seesElement(".failure");
            page.sees("Arrives");
            page.picture("developer");
            browser.click("document.getElementById('mode')");

            browser.until("![...document.querySelectorAll('.line')].some(line => line.innerText.includes('Is lost'))");
            page.sees("Arrives");
            assertThat(browser.eval("document.querySelector('.inspector').getClientRects().length")
                            .asInt())
                    .isZero();
            lena.goesOffline();
            business.text(LENA, "Waits");
            lena.says("I see nothing yet");
            page.sees("I see nothing yet");
            assertThat(text(browser, "#messages")).doesNotContain("Waits");
            page.pictures("customer-view");
            lena.comesOnline();
            page.sees("Waits");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void theTimelineHasRequestsDeliveriesRetriesAndFailures() throws Exception {
        try (ChatPage page = open();
                Receiver receiver = new Receiver()) {
            Chromium browser = page.browser();
            receiver.answers(500);
            simulator.number().webhook(receiver.url(), Map.of());
            Customer lena = simulator.customer(LENA, "Lena Sommer");
            lena.says("Where is it?");
            receiver.next();
            receiver.answers(200);
            simulator.advance(Duration.ofSeconds(2));
            String failed = business.text(LENA, "On its way").id();
            simulator.fails(failed, 131026);
            browser.until("[...document.querySelectorAll('#timeline b')].map(b => b.innerText).includes('RETRY')");
            browser.until("[...document.querySelectorAll('#timeline b')].map(b => b.innerText).includes('FAILED')");
            page.picture("timeline");

            browser.eval("(() => { const kind = document.getElementById('timeline-kind'); kind.value = 'bad';"
                    + " kind.dispatchEvent(new Event('change')) })()");
            browser.until("document.querySelectorAll('#timeline .code:not(.bad)').length <= 1"
                    + " && document.querySelectorAll('#timeline li').length >= 3");
            browser.click("document.getElementById('timeline-search')");
            browser.type("131026");
            browser.until("[...document.querySelectorAll('#timeline b')].every(b => b.innerText !== 'RETRY')");
            reload(browser);
            assertThat(browser.eval("document.getElementById('timeline-search').value")
                            .asText())
                    .isEqualTo("131026");

            browser.eval(
                    "location.hash = '#request-" + simulator.requests().get(0).number() + "'");
            browser.until("document.querySelector('#timeline details[open] .key') !== null");
            assertThat(text(browser, "#timeline details[open]")).contains("Copy as curl", "On its way");
            assertThat(browser.eval("document.activeElement.tagName").asText()).isEqualTo("SUMMARY");
            page.picture("timeline-request");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void templatesAreReviewed() throws Exception {
        String id = simulator.addTemplate("greeting_of_the_day", "en", "Hello {{1}}");
        simulator.customer(LENA, "Lena Sommer");
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            browser.click("document.getElementById('tab-templates')");
            browser.click("[...document.querySelectorAll('#templates summary')].find(each =>"
                    + " each.innerText.includes('greeting_of_the_day'))");
            page.taps("Pause");
            browser.until("[...document.querySelectorAll('#templates summary')].some(each =>"
                    + " each.innerText.includes('greeting_of_the_day') && each.innerText.includes('paused'))");
            page.picture("templates");
            assertThat(business.get("/message_templates/" + id)
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("PAUSED");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void editsDeletionsForwardsAdsAndLinksAreShownInTheirPlace() throws Exception {
        Customer lena = simulator.customer(LENA, "Lena Sommer");
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            String first = lena.says("I like tee");
            String second = lena.says("Not for you");
            page.sees("Not for you");
            lena.edits(first, "I like tea");
            lena.deletes(second);
            lena.forwards("Have you seen this?", false);
            lena.comesFromAd("I saw it", "Summer sale", "https://shop.example.com/summer");
            business.post("/messages", """
                    {"messaging_product":"whatsapp","to":"491701234567","type":"text","text":{"preview_url":true,\
                    "body":"Look: https://shop.example.com/a"}}""");

            page.sees("I like tea");
            page.sees("Edited");
            page.sees("This message was deleted");
            page.sees("Forwarded");
            page.sees("Summer sale");
            page.seesElement(".line:not(.mine) a.card[href='https://shop.example.com/a']");
            browser.until("document.querySelectorAll('.line').length === 5");
            assertThat(text(browser, "#messages")).doesNotContain("I like tee", "Not for you");
            page.pictures("changes");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void olderMessagesAreReachedAndTheUnreadAreMarked() throws Exception {
        Customer lena = simulator.customer(LENA, "Lena Sommer");
        Customer tom = simulator.customer(TOM, "Tom Winter");
        for (int i = 0; i < 320; i++) {
            lena.says("Message " + i + ".");
        }
        tom.says("Hi");
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            page.sees("Message 319.");
            assertThat(text(browser, "#messages")).doesNotContain("Message 0.");
            browser.eval("document.getElementById('messages').scrollTop = 0");
            browser.click("document.getElementById('older')");
            browser.until(
                    "[...document.querySelectorAll('.line')].some(line => line.innerText.includes('Message 0.'))");
            browser.until("document.getElementById('older').hidden");

            business.text(TOM, "One");
            business.text(TOM, "Two");
            browser.until("document.querySelector('.unread')?.innerText === '2'");
            reload(browser);
            browser.until("document.querySelector('.unread')?.innerText === '2'");
            page.writes("Still here");
            page.sees("Still here");
            browser.click("document.getElementById('people-search')");
            browser.type("winter");
            browser.until("document.querySelectorAll('.person').length === 1");
            browser.click("document.querySelector('.person')");
            page.seesElement(".unread-mark + .line");
            assertThat(text(browser, ".unread-mark + .line")).contains("One");
            page.picture("unread");
            reload(browser);
            browser.until("document.getElementById('chat-name').innerText === 'Tom Winter'");
            browser.until("document.querySelector('.unread') === null");
            assertThat(browser.errors()).isEmpty();
        }
    }
}
