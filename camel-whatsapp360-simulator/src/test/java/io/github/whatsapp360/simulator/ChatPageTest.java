package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person uses the page; the test is the business on the other side. */
class ChatPageTest {

    private static final String LENA = "491701234567";
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String LAST = "[...document.querySelectorAll('.line')].at(-1)";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private static Path chromium() {
        Optional<Path> program = Chromium.program();
        if (program.isEmpty()) {
            System.err.println("The chat page was not tested: no chromium on the path");
        }
        assumeTrue(program.isPresent(), "no chromium on the path");
        return program.orElseThrow();
    }

    private static String shows(String text) {
        return "[...document.querySelectorAll('.line')].some(line => line.innerText.includes(\"" + text + "\"))";
    }

    private static String button(String label) {
        return "[...document.querySelectorAll('button')].find(b => b.getClientRects().length && b.innerText.trim() === \""
                + label + "\")";
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
        try (Chromium page = new Chromium(chromium());
                Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            page.size(1360, 860, false);
            page.open(simulator.baseUrl() + "/");

            page.click("document.getElementById('text')");
            page.type("Hello, is my order on its way? <b>x</b>");
            page.key("Enter", 13);
            JsonNode hello = message(receiver);
            assertThat(hello.path("text").path("body").asText()).startsWith("Hello, is my order");
            page.until(shows("<b>x</b>"));
            new Business(simulator)
                    .post("/messages", TYPING.formatted(hello.path("id").asText()));
            page.until("document.querySelector('.typing') !== null");
            page.until("document.querySelector('.line.mine .tick.read') !== null");
            page.screenshot(PICTURES.resolve("typing.png"));

            send(
                    "text",
                    "{\"body\":\"Good morning Lena 👋\\n*A-1001* left _today_ at `9:40`, see https://shop.example.com/a\"}");
            page.until(shows("Good morning Lena"));
            page.until("document.querySelector('.typing') === null");
            page.until("document.querySelector('.line:not(.mine) strong').textContent === 'A-1001'");
            page.until("document.querySelector('.line:not(.mine) .tick.read') !== null");

            send("interactive", BUTTONS);
            page.click(button("Yes, please"));
            JsonNode tapped = message(receiver);
            assertThat(tapped.path("interactive")
                            .path("button_reply")
                            .path("id")
                            .asText())
                    .isEqualTo("yes");
            page.until(LAST + ".querySelector('.quote') !== null");

            send("interactive", LIST);
            page.click(button("Pick a time"));
            page.until("document.getElementById('form-dialog').open");
            page.screenshot(PICTURES.resolve("list.png"));
            page.click("[...document.querySelectorAll('.list-row')].find(r => r.innerText.includes('11:00'))");
            page.click("document.getElementById('form-ok')");
            assertThat(message(receiver)
                            .path("interactive")
                            .path("list_reply")
                            .path("id")
                            .asText())
                    .isEqualTo("t2");

            page.click("document.getElementById('attach')");
            page.until("!document.getElementById('attach-menu').hidden");
            page.screenshot(PICTURES.resolve("attach.png"));
            page.click("[...document.querySelectorAll('#attach-menu button')][0]");
            page.chooseFile("#file", picture());
            assertThat(message(receiver).path("image").path("mime_type").asText())
                    .isEqualTo("image/png");
            page.until(LAST + ".querySelector('img')?.naturalWidth > 0");

            simulator
                    .customer(LENA, "")
                    .reactsTo(tapped.path("context").path("id").asText(), "❤️");
            page.until("document.querySelector('.reactions')?.innerText.includes('❤️')");
            pictures(page, "chat");

            page.click("document.getElementById('tab-controls')");
            page.click(button("+25 h"));
            page.until("document.getElementById('window').innerText === 'Window closed'");
            send("text", "{\"body\":\"Too late for a free-form message\"}");
            page.until("document.querySelector('.failure')?.innerText.includes('131047')");
            page.screenshot(PICTURES.resolve("failure.png"));
            page.size(390, 844, false);
            page.until("document.querySelector('.failure').getBoundingClientRect().bottom < innerHeight - 60");
            page.screenshot(PICTURES.resolve("failure-phone.png"));
            assertThat(page.errors()).isEmpty();
        }
    }

    @Test
    void everyKindOfMessageHasAFace() throws Exception {
        try (Chromium page = new Chromium(chromium())) {
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
            simulator.customer(LENA, "").says("👍");
            page.size(1360, 1000, false);
            page.open(simulator.baseUrl() + "/");
            page.until("document.querySelectorAll('.line').length >= 12");
            page.until(shows("is on its way."));
            pictures(page, "faces");
            page.eval("document.getElementById('messages').scrollTop = 0");
            page.click("document.querySelector('.wire summary')");
            page.until("document.querySelector('.wire .key') !== null");
            page.screenshot(PICTURES.resolve("faces-top.png"));
            page.click("document.getElementById('tab-controls')");
            page.screenshot(PICTURES.resolve("controls.png"));
            page.size(390, 844, true);
            page.click("document.getElementById('to-people')");
            page.screenshot(PICTURES.resolve("people-phone-dark.png"));
            assertThat(page.eval("document.documentElement.scrollWidth <= 390").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void everyControlHasANameAndTheKeyboardReachesTheField() throws Exception {
        try (Chromium page = new Chromium(chromium())) {
            simulator.customer(LENA, "Lena").says("Hello");
            page.size(1360, 860, false);
            page.open(simulator.baseUrl() + "/");
            page.until("document.querySelectorAll('.line').length === 1");
            JsonNode nameless = page.eval(
                    "[...document.querySelectorAll('button, input, select, textarea, a')].filter(e => !(e.innerText?.trim()"
                            + " || e.getAttribute('aria-label') || e.labels?.length)).map(e => e.outerHTML)");
            assertThat(nameless).isEmpty();
            page.key("Tab", 9);
            assertThat(page.eval("document.activeElement.className").asText()).isEqualTo("skip");
            page.key("Enter", 13);
            page.until("location.hash === '#text'");
            page.eval("document.getElementById('tab-requests').focus()");
            page.key("ArrowRight", 39);
            assertThat(page.eval("document.activeElement.id").asText()).isEqualTo("tab-deliveries");
            assertThat(page.eval("document.getElementById('panel-deliveries').hidden")
                            .asBoolean())
                    .isFalse();
        }
    }

    private static void pictures(Chromium page, String name) throws InterruptedException, IOException {
        for (int width : new int[] {1360, 390}) {
            for (boolean dark : new boolean[] {false, true}) {
                page.size(width, width == 390 ? 844 : 860, dark);
                page.eval(
                        "new Promise(done => requestAnimationFrame(() => { const m = document.getElementById('messages');"
                                + " m.scrollTop = m.scrollHeight; requestAnimationFrame(() => done(1)) }))");
                String file = name + (width == 390 ? "-phone" : "-desktop") + (dark ? "-dark" : "") + ".png";
                page.screenshot(PICTURES.resolve(file));
            }
        }
        page.size(1360, 860, false);
    }

    private static Path picture() throws IOException {
        BufferedImage image = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(0xf6c667), 0, 320, new Color(0xd1495b)));
        graphics.fillRect(0, 0, 480, 320);
        graphics.setColor(new Color(0xfff3d6));
        graphics.fillOval(180, 90, 120, 120);
        graphics.setColor(new Color(0x2b4c5a));
        graphics.fillRect(0, 230, 480, 90);
        graphics.dispose();
        Path file = Files.createTempFile("sunset", ".png");
        ImageIO.write(image, "png", file.toFile());
        file.toFile().deleteOnExit();
        return file;
    }

    private static final String TYPING = """
            {"messaging_product":"whatsapp","status":"read","message_id":"%s","typing_indicator":{"type":"text"}}""";
    private static final String BUTTONS = """
            {"type":"button","header":{"type":"text","text":"Delivery"},"body":{"text":"Shall we ring when we are there?"},"footer":{"text":"You can change this later"},
             "action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Yes, please"}},{"type":"reply","reply":{"id":"no","title":"No, leave it"}}]}}""";
    private static final String LIST = """
            {"type":"list","body":{"text":"When suits you best?"},"action":{"button":"Pick a time","sections":[
             {"title":"Morning","rows":[{"id":"t1","title":"9:00","description":"With coffee"},{"id":"t2","title":"11:00","description":"Before lunch"}]},
             {"title":"Afternoon","rows":[{"id":"t3","title":"15:30"}]}]}}""";
    private static final String LINK = """
            {"type":"cta_url","body":{"text":"Everything about your parcel on one page"},"action":{"name":"cta_url","parameters":{"display_text":"Track it","url":"https://shop.example.com/track"}}}""";
}
