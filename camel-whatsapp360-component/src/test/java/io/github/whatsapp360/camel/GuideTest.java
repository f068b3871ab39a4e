/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The YAML of the guide runs as it stands there. */
class GuideTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String LENA = "491701234567";

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed().registered("support");
        bed.simulator.addTemplate("reminder", "en_US", "You asked: {{1}}");
        bed.simulator.addTemplate("order_shipped", "en", "Your order {{1}} is on its way");
        // Stands in for the file system of the reader.
        bed.context.addComponent(
                "file", PluginHelper.getComponentResolver(bed.context).resolveComponent("direct", bed.context));
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer(LENA, "Lena");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private static List<String> blocks(String page) throws IOException {
        return YAML.matcher(Files.readString(Path.of("../docs/guide", page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private void load(String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString(name + ".yaml", yaml));
    }

    /** The steps of a route are a route behind {@code direct:<name>}. */
    private static String route(String name, String block) {
        return block.startsWith("- route:")
                ? block
                : "- route:\n    from:\n      uri: direct:" + name + "\n      steps:\n" + block.indent(8);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        Exchange sent = template.request(uri, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().getHeaders().putAll(headers);
        });
        assertThat(sent.getException()).as(uri).isNull();
        return sent;
    }

    private List<String> texts(int count) {
        return lena.awaitReceived(count, TestBed.LIMIT).stream()
                .map(ReceivedMessage::text)
                .toList();
    }

    @Test
    void theSendingPage() throws Exception {
        List<String> blocks = blocks("sending.md");
        for (int i = 0; i < blocks.size(); i++) {
            load("sending" + i, route("block" + i, blocks.get(i)));
        }
        bed.context.start();
        lena.says("Hi");

        int sent = 0;
        for (int i = 0; i < blocks.size(); i++) {
            if (!blocks.get(i).startsWith("- route:")) {
                send("direct:block" + i, "A-17", Map.of("orderNumber", "A-17"));
                sent++;
            }
        }
        send(
                "file:invoices",
                "An invoice",
                Map.of("CamelFileName", "A-17.txt", "CamelWhatsapp360MediaType", "text/plain"));

        assertThat(texts(sent + 1))
                .contains("Your parcel is *here*: https://example.com/p/1", "Your order A-17 is on its way");
        assertThat(sent).isEqualTo(blocks.size() - 2);
    }

    @Test
    void theWindowPage() throws Exception {
        List<String> blocks = blocks("window.md");
        for (int i = 0; i < blocks.size(); i++) {
            load("window" + i, route("block" + i, blocks.get(i)));
        }
        bed.context.start();

        // Nobody knows Lena yet, so the text goes; the API finds out late that it may not, and the route sends the
        // template.
        send("direct:notify", "Your parcel is here", Map.of("CamelWhatsapp360To", LENA));
        assertThat(texts(1)).containsExactly("You asked: Your parcel is here");
        await().atMost(TestBed.LIMIT)
                .until(() -> bed.simulator.requests().stream()
                                .filter(request -> request.path().equals("/messages"))
                                .count()
                        == 2);

        lena.says("Hi");
        await().atMost(TestBed.LIMIT).until(() -> {
            send("direct:followUp", null, Map.of());
            return texts(1).contains("How did it go?");
        });
    }

    @Test
    void theDeliveryPage() throws Exception {
        List<String> blocks = blocks("delivery.md");
        for (int i = 0; i < blocks.size(); i++) {
            load("delivery" + i, route("block" + i, blocks.get(i)));
        }
        load("steps", """
                - from: { uri: "direct:order", steps: [ { to: "mock:order" } ] }
                - from: { uri: "direct:cancel", steps: [ { to: "mock:cancel" } ] }
                - from:
                    uri: "whatsapp360:support"
                    parameters: { subscription: heard }
                    steps: [ { to: "mock:heard" } ]
                """);
        NotifyBuilder delivered = new NotifyBuilder(bed.context)
                .fromRoute("invoices-delivered")
                .whenCompleted(1)
                .create();
        bed.context.start();
        lena.says("Hi");
        MockEndpoint heard = bed.context.getEndpoint("mock:heard", MockEndpoint.class);
        await().atMost(TestBed.LIMIT).until(() -> heard.getReceivedCounter() == 1);

        CompletableFuture<Object> asked = template.asyncRequestBody("direct:approve", "May I order 40 chairs?");
        lena.awaitReceived(1, TestBed.LIMIT);
        lena.says("Yes");
        assertThat(asked).succeedsWithin(TestBed.LIMIT);
        MockEndpoint ordered = bed.context.getEndpoint("mock:order", MockEndpoint.class);
        await().atMost(TestBed.LIMIT).until(() -> ordered.getReceivedCounter() == 1);

        Exchange told = send("direct:appointment", "Tomorrow at 9", Map.of("CamelWhatsapp360To", LENA));
        assertThat(told.getMessage().getHeader(Whatsapp360Constants.DELIVERY, String.class))
                .isIn("delivered", "read");

        send("direct:invoice", "Your invoice 7", Map.of("CamelWhatsapp360To", LENA, "invoice", "7"));
        await().atMost(TestBed.LIMIT).until(delivered::matches);
    }
}
