/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.browser.ChatPage;
import io.github.whatsapp360.browser.Chromium;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** axe finds nothing in the page: both schemes, both views, wide and as narrow as a phone, with its dialogs and menus. */
class PageAccessibilityTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final SoftAssertions softly = new SoftAssertions();

    /** The schemes differ in their colours only. */
    private String rules = "";

    private void check(Chromium browser, String where) throws Exception {
        check(browser, "document", where);
    }

    /** Only in a part of the page; the rest of it was looked at before. */
    private void check(Chromium browser, String part, String where) throws Exception {
        softly.assertThat(Axe.findings(browser, part, rules)).as(where).isEmpty();
    }

    @Test
    void axeFindsNothing() throws Exception {
        Optional<Path> program = ChatPage.chromium("the accessibility of the page");
        assumeTrue(program.isPresent(), "no chromium on the path");
        simulator.number().webhook("http://127.0.0.1:9/", Map.of());
        Customer lena = simulator.customer(LENA, "Lena Sommer");
        simulator.customer("491705555555", "Tom Winter").says("Hi");
        Business business = new Business(simulator);
        String edited = lena.says("Hello *there*, see https://shop.example.com");
        lena.edits(edited, "Hello");
        lena.deletes(lena.says("Oh"));
        lena.sendsDocument(new byte[] {1}, "application/pdf", "a.pdf", "The file");
        lena.comesFromAd("I saw it", "Sale", "https://shop.example.com/");
        business.text("491705555555", "Unread");
        business.post("/messages", """
                {"messaging_product":"whatsapp","to":"491701234567","type":"interactive","interactive":{"type":"list","body":{"text":"Which day?"},"action":{"button":"Days","sections":[{"title":"Next week","rows":[{"id":"mon","title":"Monday","description":"10 to 12"},{"id":"tue","title":"Tuesday"}]}]}}}""");
        business.template(
                LENA, "order_update", "en_US", "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}");
        simulator.fails(business.text(LENA, "Fails").id(), 131026);
        try (ChatPage page = new ChatPage(program.orElseThrow(), simulator.baseUrl())) {
            Chromium browser = page.browser();
            browser.click("[...document.querySelectorAll('.person')].find(p => p.innerText.includes('Lena Sommer'))");
            page.seesElement(".failure");
            for (boolean dark : new boolean[] {false, true}) {
                String scheme = dark ? ", dark" : ", light";
                rules = dark ? "runOnly: ['color-contrast']" : "";
                browser.size(1360, 860, dark);
                developer(browser, scheme);
                dialogsAndMenus(page, scheme);
                browser.click("document.getElementById('mode')");
                check(browser, "the customer's view" + scheme);
                browser.click("document.getElementById('mode')");
                browser.size(390, 844, dark);
                phone(browser, scheme);
            }
            softly.assertAll();
            assertThat(browser.errors()).isEmpty();
        }
    }

    private void developer(Chromium browser, String scheme) throws Exception {
        for (String tab : new String[] {"timeline", "templates", "controls"}) {
            browser.click("document.getElementById('tab-" + tab + "')");
            browser.eval("document.querySelectorAll('#panel-" + tab + " details').forEach((each, index) =>"
                    + " (each.open = index < 3))");
            check(browser, tab.equals("timeline") ? "document" : "'#panel-" + tab + "'", tab + scheme);
        }
    }

    private void dialogsAndMenus(ChatPage page, String scheme) throws Exception {
        Chromium browser = page.browser();
        browser.click("document.getElementById('reset')");
        browser.until("document.getElementById('form-dialog').open");
        check(browser, "'#form-dialog'", "question" + scheme);
        browser.key("Escape", 27);
        browser.until("document.activeElement.id === 'reset'");
        browser.click("document.getElementById('add-customer')");
        browser.until("document.getElementById('form-dialog').open");
        check(browser, "'#form-dialog'", "form" + scheme);
        browser.key("Escape", 27);
        browser.until("document.activeElement.id === 'add-customer'");
        page.taps("Days");
        browser.until("document.querySelector('.list-row') !== null && document.getElementById('form-dialog').open");
        check(browser, "'#form-dialog'", "list" + scheme);
        browser.key("Escape", 27);
        browser.until("!document.getElementById('form-dialog').open");
        for (String button : new String[] {
            "document.getElementById('attach')", "[...document.querySelectorAll('.line [aria-haspopup]')].at(-1)"
        }) {
            browser.click(button);
            browser.until("document.querySelector('[role=menu]:not([hidden])') !== null");
            check(browser, "'[role=menu]:not([hidden])'", "menu" + scheme);
            browser.key("Escape", 27);
            browser.until("document.querySelector('[role=menu]:not([hidden])') === null");
        }
    }

    private void phone(Chromium browser, String scheme) throws Exception {
        check(browser, "phone, chat" + scheme);
        browser.click("document.getElementById('to-inspector')");
        check(browser, "phone, inspector" + scheme);
        browser.click("document.getElementById('to-chat')");
        browser.click("document.getElementById('to-people')");
        check(browser, "phone, people" + scheme);
        browser.click("[...document.querySelectorAll('.person')].find(p => p.innerText.includes('Lena Sommer'))");
        browser.until("document.body.dataset.view === 'chat'");
    }
}
