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
import io.github.whatsapp360.simulator.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person opens the form of a flow in the page, fills it in and sends it. */
class FlowFormTest {

    private static final String LENA = "491701234567";
    private static final String NAVIGATE = """
            "flow_action":"navigate","flow_action_payload":{"screen":"ALL","data":{"greeting":"Lena","vip":false,
             "sizes":[{"id":"s","title":"Small"},{"id":"l","title":"Large"},{"id":"x","title":"Huge","enabled":false}]}}""";
    private static final String ASK = "\"flow_action\":\"data_exchange\"";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);
    private FlowBackend backend;

    @BeforeEach
    void setUp() throws Exception {
        simulator.customer(LENA, "Lena Sommer").says("Hi");
        backend = new FlowBackend();
    }

    @AfterEach
    void tearDown() {
        backend.close();
    }

    private static ChatPage open() throws Exception {
        Optional<Path> program = ChatPage.chromium("the forms of the chat page");
        assumeTrue(program.isPresent(), "no chromium on the path");
        return new ChatPage(program.orElseThrow(), simulator.baseUrl());
    }

    private String everyComponent(String name, String opening) throws Exception {
        return backend.sendFlow(
                business,
                LENA,
                name,
                Files.readString(Path.of("src", "test", "resources", "every-component.flow.json")),
                opening);
    }

    private static JsonNode faults(Chromium browser) throws InterruptedException {
        return browser.eval(
                "[...document.querySelectorAll('.flow-fault')].filter(each => !each.hidden).map(each => each.textContent)");
    }

    @Test
    void everyComponentIsShownCheckedAndSent() throws Exception {
        try (ChatPage page = open();
                Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            everyComponent("wishes", NAVIGATE);
            Chromium browser = page.browser();
            page.taps("Choose");
            for (String text : new String[] {
                "Your wishes",
                "Hello Lena!",
                "Tell us more",
                "Please fill it in.",
                "It takes a minute.",
                "NavigationList is not shown by the simulator",
                "E-mail (optional)",
                "As in your passport",
                "like a rose",
                "Step 1"
            }) {
                page.seesInForm(text);
            }
            browser.until("document.querySelector('.flow-image').naturalWidth === 1");
            assertThat(browser.eval("document.querySelector('#flow-dialog').innerText")
                            .asText())
                    .doesNotContain("Number of your card", "${");
            page.pictures("flow-every-component");
            for (boolean dark : new boolean[] {false, true}) {
                browser.size(1360, 860, dark);
                assertThat(Axe.findings(browser, "'#flow-dialog'", "")).isEmpty();
            }
            browser.size(1360, 860, false);

            page.taps("Continue");
            assertThat(faults(browser)).hasSize(5);
            browser.until("document.activeElement.labels[0].textContent === 'Name'");
            page.fillsIn("Name", "Li");
            page.fillsIn("E-mail", "no mail");
            page.fillsIn("Size", "l");
            page.fillsIn("Day", "2026-12-25");
            page.ticks("Blue");
            page.ticks("Box");
            page.ticks("Card");
            page.ticks("Ribbon");
            page.ticks("I agree");
            page.taps("Continue");
            assertThat(faults(browser).toString())
                    .contains("At least 3 characters.", "@", "Choose at most 2.", "This date is not available.");
            page.fillsIn("Name", "Lena");
            page.fillsIn("E-mail", "lena@example.com");
            page.fillsIn("Day", "2026-12-24");
            page.ticks("Ribbon");
            backend.answers("{\"screen\":\"ALL\",\"data\":{\"error_message\":\"We are closed then.\"}}");
            page.taps("Continue");

            assertThat(backend.asked()).isEqualTo(Json.object("""
                    {"version":"3.0","action":"data_exchange","screen":"ALL","flow_token":"token-1","data":{"name":"Lena",
                     "mail":"lena@example.com","note":"None yet","size":"l","colour":"b","extras":["1","2"],
                     "day":"2026-12-24","terms":true,"greeting":"Lena"}}"""));
            page.seesInForm("We are closed then.");
            browser.until("[...document.querySelectorAll('#flow-dialog label')].find(each =>"
                    + " each.textContent === 'Name').control.value === 'Lena'");

            page.taps("What is this?");
            page.seesInForm("You come from a link.");
            backend.answers(
                    "{\"screen\":\"ALL\",\"data\":{\"greeting\":\"again\",\"errors\":{\"name\":\"Unknown name\"}}}");
            browser.click("document.querySelector('#flow-dialog [aria-label=\"Previous screen\"]')");
            assertThat(backend.asked()).isEqualTo(Json.object("""
                    {"version":"3.0","action":"BACK","screen":"NEXT","flow_token":"token-1","data":{}}"""));
            page.seesInForm("Hello again!");
            page.seesInForm("Unknown name");
            page.taps("What is this?");
            page.taps("Send");
            page.seesNoForm();
            assertThat(receiver.nextThat(arrived -> arrived.body().contains("nfm_reply"))
                            .value()
                            .at("/messages/0/interactive/nfm_reply/response_json")
                            .asText())
                    .isEqualTo("{\"flow_token\":\"token-1\",\"name\":\"Lena\",\"from\":\"a link\"}");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void theEndpointCompletesAFormThatHasNoJson() throws Exception {
        try (ChatPage page = open()) {
            backend.sendFlow(business, LENA, "bare", "", ASK);
            Chromium browser = page.browser();
            backend.answers(
                    "{\"screen\":\"DAY\",\"data\":{\"days\":[{\"id\":\"mon\",\"title\":\"Monday\"}],\"name\":\"Lena\"}}");
            page.taps("Choose");
            assertThat(backend.asked()).isEqualTo(Json.object("""
                    {"version":"3.0","action":"INIT","flow_token":"token-1","data":{}}"""));
            page.seesInForm("DAY");
            page.fillsIn("days", "mon");
            backend.answers("""
                    {"screen":"SUCCESS","data":{"extension_message_response":{"params":{"flow_token":"token-1","day":"mon"}}}}""");
            page.taps("Continue");
            assertThat(backend.asked().path("data")).isEqualTo(Json.object("{\"days\":\"mon\",\"name\":\"Lena\"}"));
            page.seesNoForm();
            assertThat(business.get("/simulator/customers/" + LENA + "/messages")
                            .body())
                    .contains("\\\"day\\\":\\\"mon\\\"");
        }
    }

    @Test
    void whatGoesWrongIsSaidAndTheScreenStays() throws Exception {
        try (ChatPage page = open()) {
            everyComponent("ended", ASK);
            Chromium browser = page.browser();
            backend.answers(421, "").answers("{\"screen\":\"NEXT\",\"data\":{\"from\":\"the start\"}}");
            page.taps("Choose");
            page.seesInForm("You come from the start.");
            assertThat(backend.asked()).isEqualTo(backend.asked());
            browser.click("document.querySelector('#flow-dialog [aria-label=\"Close the form\"]')");

            backend.answers(500, "");
            page.taps("Choose");
            page.seesInForm("Something went wrong");
            page.taps("Close");
            backend.answers(427, "{\"error_msg\":\"This form is no longer valid.\"}");
            page.taps("Choose");
            page.seesInForm("This form is no longer valid.");
            page.pictures("flow-ended");
            page.taps("Close");
            backend.answers("{\"screen\":\"NOWHERE\",\"data\":{}}");
            page.taps("Choose");
            page.seesInForm("The Flow JSON has no screen NOWHERE");
        }
    }

    @Test
    void theControlApiSaysWhatIsNoForm() throws Exception {
        String form = "/simulator/customers/" + LENA + "/forms";
        String text = business.text(LENA, "Hello").id();

        assertThat(business.get(form + "?message=" + text).json()).isEqualTo(Json.object("{\"endpoint\":false}"));
        assertThat(business.post(form, "{\"action\":\"INIT\",\"message\":\"" + text + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(business.post(form, "{\"action\":\"ping\",\"message\":\"" + text + "\"}")
                        .body())
                .contains("action must be one of");
    }
}
