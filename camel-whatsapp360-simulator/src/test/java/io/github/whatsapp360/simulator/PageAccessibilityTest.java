/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.browser.ChatPage;
import io.github.whatsapp360.browser.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names, structure and contrast of the page in both schemes, both views and each tab. */
class PageAccessibilityTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private static void check(Chromium browser, String where) throws IOException, InterruptedException {
        JsonNode found = browser.eval(Files.readString(Path.of("src", "test", "resources", "accessibility.js")));
        assertThat(found).as(where).isEmpty();
    }

    @Test
    void noRuleIsBroken() throws Exception {
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
        business.template(
                LENA, "order_update", "en_US", "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}");
        simulator.fails(business.text(LENA, "Fails").id(), 131026);
        try (ChatPage page = new ChatPage(program.orElseThrow(), simulator.baseUrl())) {
            Chromium browser = page.browser();
            browser.click("[...document.querySelectorAll('.person')].find(p => p.innerText.includes('Lena Sommer'))");
            page.seesElement(".failure");
            for (boolean dark : new boolean[] {false, true}) {
                browser.size(1360, 860, dark);
                for (String tab : new String[] {"timeline", "templates", "controls"}) {
                    browser.click("document.getElementById('tab-" + tab + "')");
                    browser.eval("document.querySelectorAll('#panel-" + tab + " details').forEach((each, index) =>"
                            + " (each.open = index < 3))");
                    check(browser, tab + (dark ? ", dark" : ", light"));
                }
                browser.click("document.getElementById('reset')");
                browser.until("document.getElementById('form-dialog').open");
                check(browser, "dialog");
                browser.key("Escape", 27);
                browser.until("document.activeElement.id === 'reset'");
                browser.click("document.getElementById('mode')");
                check(browser, "the customer's view");
                browser.click("document.getElementById('mode')");
            }
            assertThat(browser.errors()).isEmpty();
        }
    }
}
