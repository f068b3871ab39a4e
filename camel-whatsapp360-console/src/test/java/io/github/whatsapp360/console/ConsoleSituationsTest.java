/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.BusinessNumber;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The situations of the operators' guide that {@link ConsolePageTest} does not play: the page says what is wrong, and
 * what mends it is done. Those of several nodes are in {@link ConsoleNodesTest}.
 */
class ConsoleSituationsTest {

    private static final String LENA = "491701234567";

    private static ConsolePage page;
    private final AtomicInteger handled = new AtomicInteger();
    private ConsoleBed bed;

    @BeforeAll
    static void openBrowser() throws Exception {
        page = ConsolePage.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (page != null) {
            page.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        bed = new ConsoleBed();
        bed.component.getConfiguration().setMaximumRetries(0);
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    private void start() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").process(exchange -> handled.incrementAndGet());
                from("direct:send").routeId("send").to("whatsapp360:support?to=" + LENA);
            }
        });
        page.logIn(bed, ConsoleBed.OPERATOR);
    }

    private Customer lena() {
        return bed.simulator.customer(LENA, "Lena");
    }

    private void receivesOne() {
        int before = handled.get();
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() > before);
    }

    private Exchange send() {
        return bed.context.createProducerTemplate().request("direct:send", exchange -> exchange.getMessage()
                .setBody("Hello"));
    }

    @Test
    void aMissingWebhookIsRegisteredByAClick() throws Exception {
        bed.component.getConfiguration().setRegisterWebhook(false);
        start();
        page.sees("No webhook is registered at 360dialog: nothing arrives.");
        page.picture("missing-webhook");

        page.clicks("Register the webhook");

        page.sees("All is well");
        receivesOne();
    }

    @Test
    void anotherSecretIsReplacedByAClick() throws Exception {
        start();
        receivesOne();
        bed.simulator.number().webhook(bed.simulator.number().webhookUrl(), Map.of("X-Whatsapp360-Secret", "old"));
        page.sees("The webhook is registered with another secret: its deliveries are answered 401.");

        page.clicks("Register the webhook");

        page.seesNoMore("with another secret");
        receivesOne();
    }

    @Test
    void aWrongPathIsToldUntilTheUrlIsCorrected() throws Exception {
        bed.component.getConfiguration().setWebhookUrl(bed.address() + "/elsewhere");
        start();
        page.sees("webhookUrl has the path /elsewhere, the webhook is served at /whatsapp360/support.");
        page.picture("wrong-path");

        bed.close();
        bed = new ConsoleBed();
        start();

        page.sees("All is well");
        receivesOne();
    }

    @Test
    void theCurrentKeyEndsTheComplaintAboutTheWrongOne() throws Exception {
        start();
        page.sees("All is well");
        bed.simulator.number().rotateKey("another-key-0123456789");
        page.sees("360dialog does not accept the key: nothing can be sent.");

        bed.simulator.number().rotateKey(ConsoleBed.KEY);

        // A new key comes without a webhook.
        page.sees("No webhook is registered at 360dialog");
        page.clicks("Register the webhook");
        page.sees("All is well");
        receivesOne();
        assertThat(send().getException()).isNull();
    }

    @Test
    void aFullInboxRecoversOnceItsRouteRuns() throws Exception {
        bed.component.getConfiguration().setMaximumPending(1);
        start();
        bed.context.getRouteController().suspendRoute("support");
        lena().says("Takes the only place");
        page.sees("The inbox is full, deliveries are answered 503: Expected at most 1 waiting events, actual 1 and 1"
                + " more. Free space");
        page.picture("inbox-full");

        page.clicks("Start the route");

        page.sees("All is well");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
    }

    @Test
    void aStoppedRouteIsStartedByAClick() throws Exception {
        start();
        bed.context.getRouteController().stopRoute("support");
        page.sees("The route of the subscription support is stopped");

        page.clicks("Start the route");

        page.sees("All is well");
        receivesOne();
    }

    @Test
    void throttledMessagesAndClosedWindowsAreToldAndAreNoFailureOfTheAccount() throws Exception {
        start();
        receivesOne();
        bed.simulator.fault(Fault.refuse(130429).times(5).on("POST", "/messages"));
        assertThat(send().getException()).isNotNull();
        page.sees("360dialog has throttled messages in the last minutes.");
        page.picture("throttled");

        bed.simulator.clearFaults();
        bed.simulator.fault(Fault.refuse(131047).on("POST", "/messages"));
        assertThat(send().getException()).isNotNull();
        page.sees("the service window of their recipients is closed: only a template can be sent.");
        page.picture("closed-window");
        page.sees("Working, with something to look at");

        bed.simulator.clearFaults();
        receivesOne();
        assertThat(send().getException()).isNull();
        page.sees("accepted");
    }

    @Test
    void theIdOfAnotherNumberIsClearedByAClick() throws Exception {
        start();
        receivesOne();
        BusinessNumber other = bed.simulator.addNumber("other-key-0123456789", "4989654321", "Other");
        other.webhook(
                bed.simulator.number().webhookUrl(),
                Map.of("X-Whatsapp360-Secret", WebhookSecurity.derivedSecret(ConsoleBed.KEY, "support")));
        bed.simulator.customer("491705555555", "Tom").at(other).says("Is this the new number?");
        page.sees("Deliveries for another number became dead letters.");
        page.picture("another-number");

        page.clicks("Clear the learned id");
        page.browser.until("document.getElementById('ask').open");
        page.clicks("Clear");
        page.sees("The id is cleared");
        page.clicks("Replay all…");
        page.browser.until("document.getElementById('ask').open");
        page.clicks("Replay");

        page.sees("1 dead letter replayed");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 2);
    }

    @Test
    void aCustomerIsLookedUpAndTheNumberShownOnlyWhenAskedFor() throws Exception {
        start();
        receivesOne();
        page.browser.eval("document.getElementById('find-id').focus()");
        page.browser.type("+" + LENA);
        page.browser.key("Enter", 13);
        page.sees("open until");
        page.sees("not stopped");
        assertThat(page.browser.eval("document.body.innerText").asText()).doesNotContain(LENA);

        page.browser.eval("document.querySelector('#found button').focus()");
        page.browser.key("Enter", 13);
        page.sees(LENA);
        page.browser.eval("document.getElementById('find').scrollIntoView()");
        page.screenshot("look-up");
    }
}
