/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.Customer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.DataType;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kamelets of the jar and the data type, in routes of YAML. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KameletsTest {

    private static final String ROUTES = """
            - route:
                from:
                  uri: kamelet:whatsapp360-source
                  parameters:
                    account: support
                    apiKey: %1$s
                    registerWebhook: true
                    webhookUrl: %2$s
                  steps:
                    - to: kamelet:whatsapp360-download-media-action?account=support&maximumMediaSize=1MB
                    - to: mock:downloaded
                    - setBody:
                        constant: Thank you
                    - to: kamelet:whatsapp360-sink?account=support
                    - to:
                        uri: kamelet:whatsapp360-sink
                        parameters:
                          account: support
                          to: "491701234568"
                          templateName: hello_world
                          templateLanguage: en_US
            - route:
                from:
                  uri: kamelet:whatsapp360-source?account=support&events=message,status:sent&subscription=cloud-events
                  steps:
                    - transformDataType:
                        toType: whatsapp360:application-cloudevents
                    - to: mock:cloudEvents
            """;

    private TestBed bed;
    private Customer lena;

    @BeforeAll
    void setUp() throws Exception {
        bed = new TestBed();
        String routes = ROUTES.formatted(TestBed.KEY, bed.webhook("support"));
        PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString("kamelets.yaml", routes));
        bed.context.start();
    }

    @AfterAll
    void tearDown() throws Exception {
        bed.close();
    }

    @BeforeEach
    void forget() {
        MockEndpoint.resetMocks(bed.context);
        lena = bed.simulator.customer("491701234567", "Lena");
    }

    private MockEndpoint mock(String name, int messages) {
        MockEndpoint mock = bed.context.getEndpoint("mock:" + name, MockEndpoint.class);
        await().atMost(TestBed.LIMIT).until(() -> mock.getReceivedCounter() >= messages);
        return mock;
    }

    /** A tool shows the icon, and a runtime that has only the kamelet fetches what it needs. */
    @ParameterizedTest
    @ValueSource(strings = {"source", "sink", "download-media-action"})
    void eachHasAnIconAndNamesItsDependency(String name) throws IOException {
        try (InputStream file =
                Whatsapp360Component.class.getResourceAsStream("/kamelets/whatsapp360-" + name + ".kamelet.yaml")) {
            String kamelet = new String(file.readAllBytes(), UTF_8);
            Matcher icon = Pattern.compile("kamelet\\.icon: \"data:image/svg\\+xml;base64,([^\"]+)\"")
                    .matcher(kamelet);

            assertThat(icon.find()).isTrue();
            assertThat(new String(Base64.getDecoder().decode(icon.group(1)), UTF_8))
                    .startsWith("<svg")
                    .endsWith("</svg>");
            assertThat(kamelet)
                    .contains("- \"mvn:io.github.whatsapp360:camel-whatsapp360-component:" + version() + "\"");
        }
    }

    private static String version() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        return pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
    }

    @Test
    void aFileIsDownloadedAndWhoeverSentItIsAnswered() {
        byte[] picture = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3};
        Customer jan = bed.simulator.customer("491701234568", "Jan");

        lena.sendsImage(picture, "image/jpeg", "My cat");

        assertThat(mock("downloaded", 1).getExchanges().get(0).getMessage().getBody(byte[].class))
                .isEqualTo(picture);
        assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).text()).isEqualTo("Thank you");
        assertThat(jan.awaitReceived(1, TestBed.LIMIT).get(0).type()).isEqualTo("template");
    }

    @Test
    void aMessageWithoutFileGoesThroughTheDownload() {
        Customer mia = bed.simulator.customer("491701234569", "Mia");

        mia.says("No file");

        assertThat(mia.awaitReceived(1, TestBed.LIMIT)).hasSize(1);
        assertThat(mock("downloaded", 1).getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .contains("No file");
    }

    @Test
    void anEventBecomesACloudEvent() {
        String wamid = bed.simulator.customer("491701234570", "Ole").says("Grüße");

        var events = mock("cloudEvents", 2).getExchanges();

        var message = events.stream()
                .map(exchange -> exchange.getMessage())
                .filter(each -> wamid.equals(each.getHeader("CamelCloudEventSubject")))
                .findFirst()
                .orElseThrow();
        assertThat(message.getHeaders())
                .containsEntry("CamelCloudEventVersion", "1.0")
                .containsEntry("CamelCloudEventSource", "whatsapp360:support")
                .containsEntry("CamelCloudEventType", "io.github.whatsapp360.message.text")
                .containsEntry("CamelCloudEventDataContentType", "application/json")
                .containsEntry("Content-Type", "application/json");
        assertThat(message.getHeader("CamelCloudEventTime", String.class)).matches("....-..-..T..:..:..Z");
        assertThat(message.getBody(String.class)).contains(wamid).contains("\"type\":\"text\"");
        assertThat(events)
                .extracting(exchange -> exchange.getMessage().getHeader("CamelCloudEventID"))
                .doesNotHaveDuplicates();
        assertThat(events)
                .extracting(exchange -> exchange.getMessage().getHeader("CamelCloudEventType"))
                .contains("io.github.whatsapp360.status.sent");
    }

    @Test
    void aBodyThatIsNoEventStaysAsItIs() {
        DefaultMessage message = new DefaultMessage(bed.context);
        message.setBody("text");

        new Whatsapp360CloudEventDataTypeTransformer().transform(message, DataType.ANY, DataType.ANY);

        assertThat(message.getBody()).isEqualTo("text");
        assertThat(message.getHeaders()).isEmpty();
    }
}
