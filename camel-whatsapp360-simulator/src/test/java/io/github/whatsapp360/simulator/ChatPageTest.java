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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person uses the page; the test is the business on the other side. */
class ChatPageTest {

    private static final String LENA = "491701234567";
    private static final String LAST = "[...document.querySelectorAll('.line')].at(-1)";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private static ChatPage open() throws Exception {
        Optional<Path> program = ChatPage.chromium("the chat page");
        assumeTrue(program.isPresent(), "no chromium on the path");
        simulator.customer(LENA, "Lena Sommer");
        return new ChatPage(program.orElseThrow(), simulator.baseUrl());
    }

    private Business.Reply send(String type, String content) throws InterruptedException {
        Business.Reply reply = new Business(simulator)
                .post(
                        "/messages",
                        "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA + "\",\"type\":\"" + type + "\",\""
                                + type + "\":" + content + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private static JsonNode message(Receiver receiver) throws InterruptedException {
        return receiver.nextThat(arrived -> arrived.value().has("messages"))
                .value()
                .path("messages")
                .path(0);
    }

    @Test
    void aPersonTypesTapsPicksSendsAPictureAndSeesTheWindowClose() throws Exception {
        try (ChatPage page = open();
                Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());

            page.writes("Hello, is my order on its way? <b>x</b>");
            JsonNode hello = message(receiver);
            assertThat(hello.path("text").path("body").asText()).startsWith("Hello, is my order");
            page.sees("<b>x</b>");
            new Business(simulator)
                    .post("/messages", TYPING.formatted(hello.path("id").asText()));
            page.seesElement(".typing");
            page.seesElement(".line.mine .tick.read");
            page.picture("typing");

            send(
                    "text",
                    "{\"body\":\"Good morning Lena 👋\\n*A-1001* left _today_ at `9:40`, see "
                            + "https://shop.example.com/a\"}");
            page.sees("Good morning Lena");
            page.browser().until("document.querySelector('.typing') === null");
            page.browser().until("document.querySelector('.line:not(.mine) strong').textContent === 'A-1001'");
            page.seesElement(".line:not(.mine) .tick.read");

            send("interactive", BUTTONS);
            page.taps("Yes, please");
            JsonNode tapped = message(receiver);
            assertThat(tapped.path("interactive")
                            .path("button_reply")
                            .path("id")
                            .asText())
                    .isEqualTo("yes");
            page.browser().until(LAST + ".querySelector('.quote') !== null");

            send("interactive", LIST);
            page.picks("Pick a time", "11:00");
            assertThat(message(receiver)
                            .path("interactive")
                            .path("list_reply")
                            .path("id")
                            .asText())
                    .isEqualTo("t2");

            page.sendsAPicture();
            assertThat(message(receiver).path("image").path("mime_type").asText())
                    .isEqualTo("image/png");
            page.browser().until(LAST + ".querySelector('img')?.naturalWidth > 0");

            simulator
                    .customer(LENA, "")
                    .reactsTo(tapped.path("context").path("id").asText(), "❤️");
            page.browser().until("document.querySelector('.reactions')?.innerText.includes('❤️')");
            page.pictures("chat");

            page.browser().click("document.getElementById('tab-controls')");
            page.taps("+25 h");
            page.browser().until("document.getElementById('window').innerText === 'Window closed'");
            send("text", "{\"body\":\"Too late for a free-form message\"}");
            page.browser().until("document.querySelector('.failure')?.innerText.includes('131047')");
            page.picture("failure");
            page.browser().click("document.getElementById('tab-timeline')");
            page.pictures("timeline");
            page.browser().click("document.getElementById('mode')");
            page.pictures("customer");
            page.browser().click("document.getElementById('mode')");
            page.browser().size(390, 844, false);
            page.browser()
                    .until("document.querySelector('.failure').getBoundingClientRect().bottom < innerHeight - 60");
            page.picture("failure-phone");
            assertThat(page.browser().errors()).isEmpty();
        }
    }

    @Test
    void everyKindOfMessageHasAFace() throws Exception {
        try (ChatPage page = open()) {
            Business business = new Business(simulator);
            Customer lena = simulator.customer(LENA, "Lena Sommer");
            simulator.customer("491705555555", "Tom Winter").says("Are you open on Sunday?");
            lena.says("Hi!");
            lena.sendsDocument("%PDF-1.4".getBytes(), "application/pdf", "invoice-4711.pdf", "The invoice");
            lena.sendsVoice(new byte[] {1, 2, 3});
            lena.sendsLocation(52.5163, 13.3777, "Brandenburger Tor");
            lena.sendsContact("Tom Winter", "+49 170 9999999");
            lena.orders("sku-1001", 2, 7.99, "EUR");
            lena.sendsUnsupported("poll_creation");
            send(
                    "location",
                    "{\"latitude\":52.52,\"longitude\":13.40,\"name\":\"Our shop\",\"address\":\"Alexanderplatz 1\"}");
            business.template(
                    LENA,
                    "order_update",
                    "en_US",
                    "{\"type\":\"text\",\"text\":\"Lena\"},{\"type\":\"text\",\"text\":\"A-1001\"}");
            send("interactive", LINK);
            send("text", "{\"body\":\"- tea\\n- *bread*\\n> until six\\n```total 7.99```\"}");
            simulator.customer("491706666666", "Omar 👩‍👩‍👧").says("مرحبا");
            lena.says("شكرا\nمرحبا بالعالم");
            lena.says("👍");
            page.browser().until("document.querySelectorAll('.line').length >= 13");
            page.browser().until(RIGHT_TO_LEFT);
            page.browser()
                    .until("[...document.querySelectorAll('.person .avatar')].some(e => e.innerText === 'O👩‍👩‍👧')");
            page.sees("is on its way.");
            page.pictures("faces");
            page.browser().eval("document.getElementById('messages').scrollTop = 0");
            page.browser().click("document.querySelector('.wire summary')");
            page.seesElement(".wire .key");
            page.picture("faces-top");
            page.browser().click("document.getElementById('tab-controls')");
            page.picture("controls");
            page.browser().size(390, 844, true);
            page.browser().click("document.getElementById('to-people')");
            page.picture("people-phone-dark");
            assertThat(page.browser()
                            .eval("document.documentElement.scrollWidth <= 390")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void severalCustomersWriteToSeveralNumbers() throws Exception {
        try (ChatPage page = open();
                Receiver receiver = new Receiver()) {
            BusinessNumber sales = simulator.addNumber("sales-key", "4930111111", "Sales");
            sales.webhook(receiver.url(), Map.of());
            page.browser().click("document.getElementById('add-customer')");
            page.browser().click("document.getElementById('field-0')");
            page.browser().type("Tom Winter");
            page.browser().key("Enter", 13);
            page.browser().until("document.getElementById('chat-name').innerText === 'Tom Winter'");
            page.browser().until("document.getElementById('number').options.length === 2");
            page.browser()
                    .eval("(() => { const n = document.getElementById('number'); n.value = '4930111111';"
                            + " n.dispatchEvent(new Event('change')) })()");
            page.writes("Do you have it in blue?");
            JsonNode asked = message(receiver);
            String tom = asked.path("from").asText();
            assertThat(tom).startsWith("4917").isNotEqualTo(LENA);
            // Who wrote last comes first: a click before that would meet whoever stands there after it.
            page.browser().until("document.querySelector('.person').innerText.includes('Tom Winter')");
            page.browser()
                    .click("[...document.querySelectorAll('.person')].find(p => p.innerText.includes('Lena Sommer'))");
            page.browser().until("document.getElementById('chat-name').innerText === 'Lena Sommer'");
            new Business(simulator.baseUrl(), "sales-key").text(tom, "Yes, and in red.");
            page.seesElement(".unread");
            page.picture("two-numbers");
            page.browser()
                    .click("[...document.querySelectorAll('.person')].find(p => p.innerText.includes('Tom Winter'))");
            page.sees("Yes, and in red.");
            assertThat(page.browser().errors()).isEmpty();
        }
    }

    /** Hides the number, takes another username, moves to another number: one person, one entry, one chat. */
    @Test
    void aCustomerWhoChangesEverythingStaysOneEntry() throws Exception {
        try (ChatPage page = open()) {
            Customer lena = simulator.customer(LENA, "Lena Sommer");
            page.browser().until("document.querySelectorAll('.person').length === 1");
            lena.says("With my number");
            send(
                    "interactive",
                    "{\"type\":\"button\",\"body\":{\"text\":\"On its way\"},\"action\":{\"buttons\":["
                            + "{\"type\":\"cta_url\",\"cta_url\":{\"display_text\":\"Track it\","
                            + "\"url\":\"https://example.com/t\"}},"
                            + "{\"type\":\"reply\",\"reply\":{\"id\":\"later\",\"title\":\"Later\"}}]}}");
            page.seesElement("a.choice[href='https://example.com/t']");
            page.browser().click("[...document.querySelectorAll('button.choice')].find(b => b.innerText === 'Later')");
            page.browser().until("document.querySelectorAll('.line').length === 3");

            page.browser().click("document.getElementById('tab-controls')");
            for (String name : new String[] {"lena.k", "lena.the.second"}) {
                page.browser().click("[...document.querySelectorAll('#customer-switches button')].at(-1)");
                page.browser().until("document.getElementById('field-0') !== null");
                page.browser().eval("document.getElementById('field-0').value = ''");
                page.browser().click("document.getElementById('field-0')");
                page.browser().type(name);
                page.browser().key("Enter", 13);
                page.browser().until("document.getElementById('chat-detail').innerText.includes('@" + name + "')");
            }
            lena.changesNumberTo("491709999999");
            lena.says("With another one");

            page.sees("With another one");
            page.browser().until("document.querySelectorAll('.line').length === 5");
            page.browser().until("document.getElementById('chat-detail').innerText.includes('+491709999999')");
            assertThat(page.browser()
                            .eval("document.querySelectorAll('.person').length")
                            .asInt())
                    .isEqualTo(1);
            assertThat(page.browser().errors()).isEmpty();
        }
    }

    @Test
    void everyControlHasANameAndTheKeyboardIsEnough() throws Exception {
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            simulator.customer(LENA, "Lena").says("Hello");
            browser.until("document.querySelectorAll('.line').length === 1");
            JsonNode nameless =
                    browser.eval("[...document.querySelectorAll('button, input, select, textarea, a')].filter(e => "
                            + "!(e.innerText?.trim()"
                            + " || e.getAttribute('aria-label') || e.labels?.length)).map(e => e.outerHTML)");
            assertThat(nameless).isEmpty();
            browser.key("Tab", 9);
            assertThat(browser.eval("document.activeElement.className").asText())
                    .isEqualTo("skip");
            browser.key("Enter", 13);
            browser.until("location.hash === '#text'");
            browser.eval("document.getElementById('tab-timeline').focus()");
            browser.key("ArrowRight", 39);
            assertThat(browser.eval("document.activeElement.id").asText()).isEqualTo("tab-templates");
            assertThat(browser.eval("document.getElementById('panel-templates').hidden")
                            .asBoolean())
                    .isFalse();

            send("interactive", LIST);
            browser.until("document.querySelector('.choice') !== null");
            browser.eval("document.querySelector('.choice').focus()");
            browser.key("Enter", 13);
            browser.until("document.activeElement.name === 'row'");
            page.picture("list");
            browser.size(390, 844, true);
            page.picture("list-phone-dark");
            browser.size(1360, 860, false);
            browser.key("ArrowDown", 40);
            browser.key("Enter", 13);
            page.sees("11:00");
            browser.eval("document.getElementById('attach').focus()");
            browser.key("Enter", 13);
            browser.key("ArrowUp", 38);
            assertThat(browser.eval("document.activeElement.innerText").asText())
                    .contains("Change my number");
            browser.key("Escape", 27);
            assertThat(browser.eval("document.activeElement.id").asText()).isEqualTo("attach");
        }
    }

    /** The short first line of an Arabic text stands at the right of its bubble. */
    private static final String RIGHT_TO_LEFT = """
            (() => { const words = [...document.querySelectorAll('.words')].find(e => e.innerText.startsWith('شكرا'));
             const line = document.createRange(); line.setStart(words.firstChild, 0); line.setEnd(words.firstChild, 4);
             const text = line.getBoundingClientRect(), all = words.getBoundingClientRect();
             return all.right - text.right < 3 && text.left - all.left > 20 })()""";

    private static final String TYPING = """
            {"messaging_product":"whatsapp","status":"read","message_id":"%s","typing_indicator":{"type":"text"}}""";
    private static final String BUTTONS = """
            {"type":"button","header":{"type":"text","text":"Delivery"},"body":{"text":"Shall we ring when we are \
            there?"},"footer":{"text":"You can change this later"},
             "action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Yes, please"}},{"type":"reply",\
            "reply":{"id":"no","title":"No, leave it"}}]}}""";
    private static final String LIST = """
            {"type":"list","body":{"text":"When suits you best?"},"action":{"button":"Pick a time","sections":[
             {"title":"Morning","rows":[{"id":"t1","title":"9:00","description":"With coffee"},{"id":"t2",\
            "title":"11:00","description":"Before lunch"}]},
             {"title":"Afternoon","rows":[{"id":"t3","title":"15:30"}]}]}}""";
    private static final String LINK = """
            {"type":"cta_url","body":{"text":"Everything about your parcel on one page"},"action":{"name":"cta_url",\
            "parameters":{"display_text":"Track it","url":"https://shop.example.com/track"}}}""";
}
