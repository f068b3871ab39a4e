/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.browser.Chromium;
import java.nio.file.Path;
import java.util.Optional;

/** The page of a console in a browser, as an operator uses it. */
final class ConsolePage implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "screenshots");

    final Chromium browser;

    private ConsolePage(Chromium browser) {
        this.browser = browser;
    }

    /** Starts a browser; skips the test if there is none. */
    static ConsolePage open() throws Exception {
        Optional<Path> program = Chromium.program();
        if (program.isEmpty()) {
            System.out.println("The page of the console is not tested: no chromium on the path");
        }
        assumeTrue(program.isPresent(), "no chromium on the path");
        return new ConsolePage(new Chromium(program.orElseThrow()));
    }

    void logIn(ConsoleBed bed, String authorization) throws Exception {
        browser.command("Network.enable", "{}");
        browser.command("Network.setExtraHTTPHeaders", "{\"headers\":{\"Authorization\":\"" + authorization + "\"}}");
        browser.size(1360, 900, false);
        browser.open(bed.console() + "/");
        sees("support");
    }

    void sees(String text) throws Exception {
        browser.until("document.body.innerText.includes(" + quoted(text) + ")");
    }

    void seesNoMore(String text) throws Exception {
        browser.until("!document.body.innerText.includes(" + quoted(text) + ")");
    }

    static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    /** Clicks the first visible button with this label. */
    void clicks(String label) throws Exception {
        browser.click("[...document.querySelectorAll('button')].find(b => b.getClientRects().length"
                + " && b.innerText.trim() === " + quoted(label) + ")");
    }

    /** Takes pictures, light and dark, and on a phone. */
    void picture(String name) throws Exception {
        browser.eval("scrollTo(0, 0)");
        for (boolean dark : new boolean[] {false, true}) {
            browser.size(1360, 900, dark);
            screenshot(name + (dark ? "-dark" : ""));
        }
        browser.size(390, 844, false);
        assertThat(browser.eval("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .as("the page fits on a phone")
                .isTrue();
        screenshot(name + "-phone");
        browser.size(1360, 900, false);
    }

    void screenshot(String name) throws Exception {
        browser.screenshot(PICTURES.resolve("console-" + name + ".png"));
    }

    @Override
    public void close() {
        browser.close();
    }
}
