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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many customers and messages, and more while somebody reads. {@code -Dsimulator.load=true} for the long form: 2,000
 * messages of 200 customers, 400 more in a minute, and no task of the page over 100 ms, which an idle machine keeps.
 */
class PageLoadTest {

    private static final boolean LONG = Boolean.getBoolean("simulator.load");
    private static final int CUSTOMERS = LONG ? 200 : 20;
    private static final int MESSAGES = LONG ? 2_000 : 400;
    private static final int LIVE = LONG ? 400 : 40;

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    @Test
    void whoReadsStaysWhereTheyAre() throws Exception {
        Optional<Path> program = ChatPage.chromium("the page under load");
        assumeTrue(program.isPresent(), "no chromium on the path");
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(simulator.customer("4917000" + (10_000 + i), "Customer " + i));
        }
        Customer first = customers.get(0);
        for (int i = 0; i < MESSAGES; i++) {
            (i % 2 == 0 ? first : customers.get(i % CUSTOMERS)).says("Message " + i + " of somebody");
        }
        try (ChatPage page = new ChatPage(program.orElseThrow(), simulator.baseUrl())) {
            Chromium browser = page.browser();
            browser.click("[...document.querySelectorAll('.person')].find(each =>"
                    + " each.querySelector('strong').innerText === 'Customer 0')");
            browser.until("document.querySelectorAll('.line').length >= 150");
            browser.eval("(() => { const list = document.getElementById('messages');"
                    + " list.scrollTop = list.scrollHeight / 2; window.tasks = [];"
                    + " new PerformanceObserver(all => all.getEntries().forEach(each => tasks.push(each.duration)))"
                    + ".observe({ type: 'longtask' }) })()");
            browser.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            browser.eval("window.read = [...document.querySelectorAll('.line')].find(each =>"
                    + " each.getBoundingClientRect().top > 200); window.at = read.getBoundingClientRect().top; 0");

            for (int i = 0; i < LIVE; i++) {
                (i % 4 == 0 ? first : customers.get(i % CUSTOMERS)).says("Live " + i);
                if (LONG) {
                    browser.eval("new Promise(done => setTimeout(done, 150))");
                }
            }
            browser.until(
                    "[...document.querySelectorAll('.line')].at(-1).innerText.includes('Live " + (LIVE - 4) + "')");

            JsonNode moved = browser.eval("read.isConnected ? Math.abs(read.getBoundingClientRect().top - at) : -1");
            assertThat(moved.asDouble()).as("how far what is read has moved").isBetween(0.0, 2.0);
            JsonNode tasks = browser.eval("tasks.map(Math.round)");
            System.err.println("Tasks of over 50 ms while " + LIVE + " messages arrived: " + tasks);
            if (LONG) {
                tasks.forEach(
                        each -> assertThat(each.asInt()).as("ms of a task").isLessThan(100));
            }
            assertThat(browser.errors()).isEmpty();
        }
    }
}
