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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page with odd messages, without its server, and on small screens. */
class PageResilienceTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private ChatPage open() throws Exception {
        Optional<Path> program = ChatPage.chromium("the chat page");
        assumeTrue(program.isPresent(), "no chromium on the path");
        simulator.customer(LENA, "Lena Sommer");
        return new ChatPage(program.orElseThrow(), simulator.baseUrl());
    }

    @Test
    void anOddMessageIsShownAsJsonAndCostsNoOther() throws Exception {
        Customer lena = simulator.customer(LENA, "Lena");
        lena.says("Before");
        lena.sendsRaw("{\"type\":\"text\",\"text\":{\"body\":5}}");
        lena.sendsRaw("{\"type\":\"image\",\"image\":{\"caption\":{\"odd\":1}}}");
        lena.sendsRaw(
                "{\"type\":\"interactive\",\"interactive\":{\"type\":\"list_reply\",\"list_reply\":{\"title\":7}}}");
        lena.sendsRaw("{\"type\":\"order\",\"order\":{\"product_items\":{\"a\":1}}}");
        lena.sendsRaw("{\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":[1]}}]}");
        lena.sendsRaw("{\"type\":\"reaction\",\"reaction\":{\"message_id\":5,\"emoji\":{}}}");
        lena.sendsRaw("{\"type\":\"document\",\"document\":{\"filename\":1,\"link\":\"javascript:alert(1)\"}}");
        lena.sendsRaw("{\"type\":[],\"context\":5}");
        lena.says("After");
        try (ChatPage page = open()) {
            page.sees("Before");
            page.sees("After");
            page.sees("\\\"body\\\": 5");
            page.sees("\\\"odd\\\": 1");
            page.browser().until("document.querySelectorAll('.line').length === 9");
            assertThat(page.browser()
                            .eval("document.querySelectorAll(\"a[href^='javascript']\").length")
                            .asInt())
                    .isZero();
            lena.sendsRaw("{\"type\":\"text\",\"text\":{\"body\":{\"live\":true}}}");
            page.sees("\\\"live\\\": true");
            lena.says("At the end");
            page.sees("At the end");
            assertThat(page.browser().errors()).isEmpty();
        }
    }

    @Test
    void aFileThatIsAPageIsADownload() throws Exception {
        simulator
                .customer(LENA, "Lena")
                .sends(
                        "document",
                        "<script>document.title = 'run'</script>".getBytes(StandardCharsets.UTF_8),
                        "text/html",
                        "a.html",
                        "");
        try (ChatPage page = open()) {
            page.seesElement("a.card");
            String url =
                    page.browser().eval("document.querySelector('a.card').href").asText();
            page.browser().command("Page.setDownloadBehavior", "{\"behavior\":\"deny\"}");
            page.browser().eval("document.querySelector('a.card').target = '_self'");
            page.browser().click("document.querySelector('a.card')");
            page.browser().eval("new Promise(done => setTimeout(done, 300))");
            assertThat(url).contains("/simulator/media/");
            assertThat(page.browser().eval("document.title").asText()).isEqualTo("WhatsApp simulator");
        }
    }

    @Test
    void whatIsTypedWhileTheServerIsDownIsKept() throws Exception {
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            int port = simulator.port();
            simulator.close();
            browser.until("!document.getElementById('offline').hidden");

            page.writes("Do not lose this");

            browser.until("document.getElementById('text').value === 'Do not lose this'");
            assertThat(browser.eval("document.getElementById('offline').innerText")
                            .asText())
                    .contains("kept");
            page.picture("offline");
            try (Whatsapp360Simulator again =
                    Whatsapp360Simulator.builder().port(port).start()) {
                again.customer(LENA, "Lena Sommer");
                browser.until("document.getElementById('offline').hidden");
                assertThat(browser.eval("document.getElementById('text').value").asText())
                        .isEqualTo("Do not lose this");
                browser.click("document.getElementById('text')");
                browser.key("Enter", 13);
                page.sees("Do not lose this");
                assertThat(browser.eval("document.getElementById('text').value").asText())
                        .isEmpty();
                assertThat(again.customer(LENA, "").windowUntil()).isAfter(Instant.EPOCH);
            }
        }
    }

    @Test
    void menusStayInsideOfSmallScreens() throws Exception {
        Customer lena = simulator.customer(LENA, "Lena");
        for (int i = 0; i < 12; i++) {
            lena.says("Message " + i);
            new Business(simulator).text(LENA, "Answer " + i + " to what was said before, somewhat longer");
        }
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            page.sees("Answer 11");
            for (int[] size : new int[][] {{390, 844}, {844, 390}, {680, 430}, {320, 512}, {320, 256}}) {
                browser.size(size[0], size[1], false);
                String where = size[0] + "x" + size[1];
                check(browser, where, "document.getElementById('attach')");
                if (size[1] == 390) {
                    browser.click("document.getElementById('attach')");
                    page.picture("menu-landscape");
                    browser.key("Escape", 27);
                }
                for (String which : new String[] {"0", "1", "-2", "-1"}) {
                    check(
                            browser,
                            where + " " + which,
                            "[...document.querySelectorAll('.tools > button')].at(" + which + ")");
                }
                assertThat(browser.eval("document.documentElement.scrollWidth <= innerWidth")
                                .asBoolean())
                        .as(where)
                        .isTrue();
            }
        }
    }

    private static void check(Chromium browser, String where, String button) throws InterruptedException {
        browser.eval("(() => { const b = " + button + "; b.scrollIntoView({block: 'nearest'}); b.click() })()");
        JsonNode inside = browser.eval("(() => { const list = " + button + ".nextElementSibling, r ="
                + " list.getBoundingClientRect(), e = list.querySelectorAll('button');"
                + " e[e.length - 1].focus(); const last = e[e.length - 1].getBoundingClientRect();"
                + " return { x: r.left >= 0 && r.right <= innerWidth, y: r.top >= 0 && r.bottom <= innerHeight,"
                + " last: last.top >= r.top - 1 && last.bottom <= r.bottom + 1, rect: JSON.stringify(r) } })()");
        assertThat(inside.path("x").asBoolean()).as(where + " " + inside).isTrue();
        assertThat(inside.path("y").asBoolean()).as(where + " " + inside).isTrue();
        assertThat(inside.path("last").asBoolean()).as(where + " " + inside).isTrue();
        browser.key("Escape", 27);
    }

    /** A carousel whose pictures can be loaded, so that nothing fails. */
    private String carousel() throws Exception {
        simulator.addTemplate(CAROUSEL);
        Business business = new Business(simulator);
        simulator
                .customer(LENA, "Lena Sommer")
                .sends("image", Files.readAllBytes(ChatPage.sunset()), "image/png", "a.png", "");
        String picture = business.get("/simulator/customers/" + LENA + "/messages")
                .json()
                .findPath("image")
                .path("id")
                .asText();
        Business.Reply reply =
                business.post("/messages", SEND.replace("~", simulator.baseUrl() + "/simulator/media/" + picture));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.id();
    }

    @Test
    void theQuickRepliesOfACarouselCanBeTapped() throws Exception {
        try (ChatPage page = open();
                Receiver receiver = new Receiver()) {
            carousel();
            simulator.number().webhook(receiver.url(), Map.of());

            page.taps("More of B");

            JsonNode button = receiver.nextThat(each -> each.value().has("messages"))
                    .value()
                    .path("messages")
                    .path(0);
            assertThat(button.path("button").path("payload").asText()).isEqualTo("b-1");
            assertThat(button.path("button").path("text").asText()).isEqualTo("More of B");
            assertThat(page.browser().errors()).isEmpty();
        }
    }

    /** What arrives meanwhile waits: a failure below the button would push it up, and the finger would miss it. */
    @Test
    void nothingMovesBetweenPressingAndReleasing() throws Exception {
        try (ChatPage page = open();
                Receiver receiver = new Receiver()) {
            Chromium browser = page.browser();
            String id = carousel();
            page.seesElement(".line:not(.mine) .tick.read");
            simulator.number().webhook(receiver.url(), Map.of());
            browser.eval("(() => { window.got = 0; const events = new EventSource('/simulator/events');"
                    + " for (const kind of ['hello', 'message']) events.addEventListener(kind, () => got++) })()");
            browser.until("got === 1");
            JsonNode at = browser.eval("(() => { const r = [...document.querySelectorAll('.cards .choice')].at(-1)"
                    + ".getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()");
            mouse(browser, "mouseMoved", at);
            mouse(browser, "mousePressed", at);

            simulator.customer(LENA, "").reactsTo(id, "👍");
            new Business(simulator).text(LENA, "Something else");
            browser.until("got >= 3");
            browser.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            mouse(browser, "mouseReleased", at);

            JsonNode button = receiver.nextThat(each -> each.body().contains("\"button\""))
                    .value()
                    .path("messages")
                    .path(0);
            assertThat(button.path("button").path("payload").asText()).isEqualTo("b-1");
            page.sees("Something else");
            page.seesElement(".reactions");
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static void mouse(Chromium browser, String type, JsonNode at) throws InterruptedException {
        browser.command(
                "Input.dispatchMouseEvent",
                "{\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"left\",\"clickCount\":1}"
                        .formatted(type, at.path(0), at.path(1)));
    }

    /** Between pressing and releasing: what is pressed must neither be replaced nor move by what loads. */
    @Test
    void whatIsBeingTappedStaysWhileItsMessageChanges() throws Exception {
        Customer lena = simulator.customer(LENA, "Lena Sommer");
        String id = carousel();
        try (ChatPage page = open()) {
            Chromium browser = page.browser();
            page.seesElement(".cards .choice");
            browser.eval("(() => { window.pressed = [...document.querySelectorAll('.cards .choice')];"
                    + " window.cards = document.querySelector('.cards') })()");
            browser.until("[...document.querySelectorAll('.cards img')].every(each => each.naturalWidth > 0)");

            lena.reactsTo(id, "👍");
            simulator.fails(id, 131026);

            page.seesElement(".reactions");
            page.seesElement(".failure");
            assertThat(browser.eval("pressed.every(each => each.isConnected) && cards.isConnected")
                            .asBoolean())
                    .isTrue();
            assertThat(browser.eval("[...document.querySelectorAll('.cards .choice')].map(each => each.innerText)"
                                    + ".join()")
                            .asText())
                    .isEqualTo("More of A,More of B");
            assertThat(browser.eval("[...document.querySelectorAll('.cards img')].every(each =>"
                                    + " Math.abs(each.offsetHeight / each.offsetWidth - 0.75) < 0.02)")
                            .asBoolean())
                    .as("a picture has its place before it has loaded")
                    .isTrue();
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static final String CAROUSEL = """
            {"name":"tour","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"Our tours"},
             {"type":"CAROUSEL","cards":[
              {"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"A"},{"type":"BUTTONS",\
            "buttons":[{"type":"QUICK_REPLY","text":"More of A"}]}]},
              {"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"B"},{"type":"BUTTONS",\
            "buttons":[{"type":"QUICK_REPLY","text":"More of B"}]}]}]}]}""";
    private static final String SEND = """
            {"messaging_product":"whatsapp","to":"491701234567","type":"template","template":{"name":"tour",\
            "language":{"code":"en"},"components":[
             {"type":"carousel","cards":[
              {"card_index":0,"components":[{"type":"header","parameters":[{"type":"image","image":{"link":"~"}}]},
               {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload",\
            "payload":"a-1"}]}]},
              {"card_index":1,"components":[{"type":"header","parameters":[{"type":"image","image":{"link":"~"}}]},
               {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload",\
            "payload":"b-1"}]}]}]}]}}""";
}
