/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.browser.Chromium;
import io.github.whatsapp360.simulator.Customer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator looks at the page of a running application, and mends what it tells. */
class ConsolePageTest {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String MARKUP = "<img src=x onerror=document.title='taken-over'><b>bold</b>";

    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger handled = new AtomicInteger();
    private ConsoleBed bed;
    private Chromium browser;

    @BeforeEach
    void open() throws Exception {
        Optional<Path> program = Chromium.program();
        assumeTrue(program.isPresent(), "no chromium on the path");
        bed = new ConsoleBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").process(exchange -> {
                    if (failing.get()) {
                        throw new IllegalStateException("The order service does not answer");
                    }
                    handled.incrementAndGet();
                });
                from("direct:send").routeId("send").to("whatsapp360:support?to=491701234567");
            }
        });
        browser = new Chromium(program.orElseThrow());
        logIn(ConsoleBed.OPERATOR);
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (bed != null) {
            bed.close();
        }
    }

    private void logIn(String authorization) throws Exception {
        browser.command("Network.enable", "{}");
        browser.command("Network.setExtraHTTPHeaders", "{\"headers\":{\"Authorization\":\"" + authorization + "\"}}");
        browser.size(1360, 900, false);
        browser.open(bed.console() + "/");
        sees("support");
    }

    private Customer lena() {
        return bed.simulator.customer("491701234567", "Lena");
    }

    private void sees(String text) throws Exception {
        browser.until("document.body.innerText.includes(" + quoted(text) + ")");
    }

    private void seesNoMore(String text) throws Exception {
        browser.until("!document.body.innerText.includes(" + quoted(text) + ")");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    /** Clicks the first visible button with this label. */
    private void clicks(String label) throws Exception {
        browser.click("[...document.querySelectorAll('button')].find(b => b.getClientRects().length"
                + " && b.innerText.trim() === " + quoted(label) + ")");
    }

    private void picture(String name) throws Exception {
        browser.eval("scrollTo(0, 0)");
        for (boolean dark : new boolean[] {false, true}) {
            browser.size(1360, 900, dark);
            browser.screenshot(PICTURES.resolve("console-" + name + (dark ? "-dark" : "") + ".png"));
        }
        browser.size(390, 844, false);
        assertThat(browser.eval("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .as("the page fits on a phone")
                .isTrue();
        browser.screenshot(PICTURES.resolve("console-" + name + "-phone.png"));
        browser.size(1360, 900, false);
    }

    @Test
    void aHealthyAccountIsCalledHealthy() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        bed.context.createProducerTemplate().sendBody("direct:send", "Good morning");
        sees("All is well");
        browser.until("document.querySelectorAll('.plot').length === 2");
        sees("order_update");
        picture("healthy");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aForeignWebhookIsReplacedByAClick() throws Exception {
        String ours = bed.simulator.number().webhookUrl();
        bed.simulator.number().webhook("http://127.0.0.1:9/elsewhere", Map.of());
        sees("360dialog delivers to http://127.0.0.1:9/elsewhere");
        sees("Not working");
        picture("foreign-webhook");

        clicks("Register the webhook");

        sees("The webhook is registered");
        seesNoMore("http://127.0.0.1:9/elsewhere");
        sees("All is well");
        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(ours);
    }

    @Test
    void aRotatedKeyIsTold() throws Exception {
        sees("All is well");
        bed.simulator.number().rotateKey("another-key-0123456789");
        sees("360dialog does not accept the key");
        picture("wrong-key");
    }

    @Test
    void deadLettersAreReadAndReplayed() throws Exception {
        failing.set(true);
        lena().says(MARKUP);
        sees("1 dead letter is kept");
        sees("IllegalStateException");
        picture("dead-letters");

        clicks("Show…");
        browser.until("document.getElementById('ask').open");
        browser.until("document.getElementById('ask-body').textContent.includes(\"<b>bold</b>\")");
        assertThat(browser.eval("document.querySelector('#ask img, #ask b') === null")
                        .asBoolean())
                .isTrue();
        assertThat(browser.eval("document.title").asText()).doesNotContain("taken-over");
        browser.screenshot(PICTURES.resolve("console-dead-letter-body.png"));
        browser.key("Escape", 27);
        browser.until("!document.getElementById('ask').open");

        failing.set(false);
        clicks("Replay all…");
        clicks("Replay");
        sees("1 dead letter replayed");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        seesNoMore("dead letter is kept");
    }

    @Test
    void aSuspendedRouteIsResumedByAClick() throws Exception {
        bed.context.getRouteController().suspendRoute("support");
        lena().says("Anybody there?");
        sees("The route of the subscription support is suspended, and 1 event waits for it.");
        picture("suspended-route");

        clicks("Start the route");

        sees("The route runs");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        sees("All is well");
    }

    @Test
    void orphanedEventsAreHandedOverByAClick() throws Exception {
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("old").autoStartup(false).to("log:old");
            }
        });
        lena().says("For both");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        assertThat(bed.context.removeRoute("old")).isTrue();
        sees("No route has the subscription old any more");
        picture("orphaned");

        clicks("Hand over…");
        browser.until("document.getElementById('ask').open");
        clicks("Hand over");

        sees("1 event handed over");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 2);
        seesNoMore("No route has the subscription old any more");
    }

    @Test
    void sendingIsPausedAndResumedWithTheKeyboard() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        browser.eval("[...document.querySelectorAll('button')].find(b => b.innerText === 'Pause sending…').focus()");
        browser.key("Enter", 13);
        browser.until("document.getElementById('ask').open");
        browser.eval("document.getElementById('ask-yes').focus()");
        browser.key("Enter", 13);
        sees("Sending is paused, and 0 messages wait");

        bed.context.createProducerTemplate().asyncSendBody("direct:send", "Later");
        sees("Sending is paused, and 1 message waits");
        picture("paused");

        clicks("Resume sending");
        sees("Sending goes on");
        seesNoMore("The order is kept");
    }

    @Test
    void aReaderHasNoButtonsThatChangeSomething() throws Exception {
        failing.set(true);
        lena().says("Hello");
        logIn(ConsoleBed.READER);
        sees("1 dead letter is kept");
        sees("read only");
        assertThat(browser.eval("[...document.querySelectorAll('main button')].map(b => b.innerText).join()")
                        .asText())
                .isEqualTo("Show them");
    }

    @Test
    void thePageOfAnotherOriginCanDoNothing() throws Exception {
        browser.open(bed.simulator.baseUrl() + "/");
        String outcome = browser.eval("fetch('" + bed.console() + "/api/accounts/support/sending/pause',"
                        + " {method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}',"
                        + " headers: {'Content-Type': 'text/plain'}}).then(() => 'sent', () => 'refused')")
                .asText();
        assertThat(outcome).isIn("sent", "refused");
        assertThat(bed.account().path("sending").path("paused").asBoolean()).isFalse();
    }
}
