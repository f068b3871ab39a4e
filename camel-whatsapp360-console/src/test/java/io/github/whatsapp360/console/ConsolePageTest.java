/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.Customer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator looks at the page of a running application, and mends what it tells. */
class ConsolePageTest {

    private static final String MARKUP = "<img src=x onerror=document.title='taken-over'><b>bold</b>";

    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger handled = new AtomicInteger();
    private ConsoleBed bed;
    private ConsolePage page;

    @BeforeEach
    void open() throws Exception {
        page = ConsolePage.open();
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
        page.logIn(bed, ConsoleBed.OPERATOR);
    }

    @AfterEach
    void close() throws Exception {
        if (page != null) {
            page.close();
        }
        if (bed != null) {
            bed.close();
        }
    }

    private Customer lena() {
        return bed.simulator.customer("491701234567", "Lena");
    }

    @Test
    void aHealthyAccountIsCalledHealthy() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        bed.context.createProducerTemplate().sendBody("direct:send", "Good morning");
        page.sees("All is well");
        page.browser.until("document.querySelectorAll('.plot').length === 2");
        page.sees("order_update");
        page.picture("healthy");
        assertThat(page.browser.errors()).isEmpty();
    }

    @Test
    void aForeignWebhookIsReplacedByAClick() throws Exception {
        String ours = bed.simulator.number().webhookUrl();
        bed.simulator.number().webhook("http://127.0.0.1:9/elsewhere", Map.of());
        page.sees("360dialog delivers to http://127.0.0.1:9/elsewhere");
        page.sees("Not working");
        page.picture("foreign-webhook");

        page.clicks("Register the webhook");

        page.sees("The webhook is registered");
        page.seesNoMore("http://127.0.0.1:9/elsewhere");
        page.sees("All is well");
        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(ours);
    }

    @Test
    void aRotatedKeyIsTold() throws Exception {
        page.sees("All is well");
        bed.simulator.number().rotateKey("another-key-0123456789");
        page.sees("360dialog does not accept the key");
        page.picture("wrong-key");
    }

    @Test
    void deadLettersAreReadAndReplayed() throws Exception {
        failing.set(true);
        lena().says(MARKUP);
        page.sees("1 dead letter is kept");
        page.sees("IllegalStateException");
        page.picture("dead-letters");

        page.clicks("Show…");
        page.browser.until("document.getElementById('ask').open");
        page.browser.until("document.getElementById('ask-body').textContent.includes(\"<b>bold</b>\")");
        assertThat(page.browser
                        .eval("document.querySelector('#ask img, #ask b') === null")
                        .asBoolean())
                .isTrue();
        assertThat(page.browser.eval("document.title").asText()).doesNotContain("taken-over");
        page.screenshot("dead-letter-body");
        page.browser.key("Escape", 27);
        page.browser.until("!document.getElementById('ask').open");

        failing.set(false);
        page.clicks("Replay all…");
        page.clicks("Replay");
        page.sees("1 dead letter replayed");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        page.seesNoMore("dead letter is kept");
    }

    @Test
    void aSuspendedRouteIsResumedByAClick() throws Exception {
        bed.context.getRouteController().suspendRoute("support");
        lena().says("Anybody there?");
        page.sees("The route of the subscription support is suspended, and 1 event waits for it.");
        page.picture("suspended-route");

        page.clicks("Start the route");

        page.sees("The route runs");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        page.sees("All is well");
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
        page.sees("No route has the subscription old any more");
        page.picture("orphaned");

        page.clicks("Hand over…");
        page.browser.until("document.getElementById('ask').open");
        page.clicks("Hand over");

        page.sees("1 event handed over");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 2);
        page.seesNoMore("No route has the subscription old any more");
    }

    @Test
    void sendingIsPausedAndResumedWithTheKeyboard() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        page.browser.eval(
                "[...document.querySelectorAll('button')].find(b => b.innerText === 'Pause sending…').focus()");
        page.browser.key("Enter", 13);
        page.browser.until("document.getElementById('ask').open");
        page.browser.eval("document.getElementById('ask-yes').focus()");
        page.browser.key("Enter", 13);
        page.sees("Sending is paused, and 0 messages wait");

        bed.context.createProducerTemplate().asyncSendBody("direct:send", "Later");
        page.sees("Sending is paused, and 1 message waits");
        page.picture("paused");

        page.clicks("Resume sending");
        page.sees("Sending goes on");
        page.seesNoMore("The order is kept");
    }

    @Test
    void aReaderHasNoButtonsThatChangeSomething() throws Exception {
        failing.set(true);
        lena().says("Hello");
        page.logIn(bed, ConsoleBed.READER);
        page.sees("1 dead letter is kept");
        page.sees("read only");
        assertThat(page.browser
                        .eval("[...document.querySelectorAll('main button')].map(b => b.innerText).join()")
                        .asText())
                .isEqualTo("Show them");
    }

    @Test
    void thePageOfAnotherOriginCanDoNothing() throws Exception {
        page.browser.open(bed.simulator.baseUrl() + "/");
        String outcome = page.browser
                .eval("fetch('" + bed.console() + "/api/accounts/support/sending/pause',"
                        + " {method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}',"
                        + " headers: {'Content-Type': 'text/plain'}}).then(() => 'sent', () => 'refused')")
                .asText();
        assertThat(outcome).isIn("sent", "refused");
        assertThat(bed.account().path("sending").path("paused").asBoolean()).isFalse();
    }
}
