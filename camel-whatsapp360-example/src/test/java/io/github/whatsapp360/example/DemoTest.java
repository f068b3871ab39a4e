/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's own routes, as a customer sees them. */
class DemoTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path TRANSCRIPT = Path.of("target", "demo", "transcript.txt");

    private Whatsapp360Simulator simulator;
    private Main main;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        Files.deleteIfExists(TRANSCRIPT);
        simulator = Whatsapp360Simulator.start();
        main = Demo.application(simulator.baseUrl(), Demo.freePort(0));
        main.start();
        lena = simulator.customer("491701234567", "Lena");
    }

    @AfterEach
    void tearDown() {
        main.stop();
        simulator.close();
    }

    @Test
    void whoeverWritesIsAnsweredByName() {
        lena.says("Good morning");

        assertThat(lena.awaitReceived(1, LIMIT).get(0).text()).startsWith("Hello Lena, you wrote: Good morning\n");
    }

    @Test
    void theWordTemplateIsAnsweredWithATemplate() {
        lena.says("Template");

        assertThat(lena.awaitReceived(1, LIMIT).get(0).type()).isEqualTo("template");
    }

    @Test
    void theMenuLeadsToAListAndTheListToAnAppointment() {
        lena.says("Menu");
        lena.taps(lena.awaitReceived(1, LIMIT).get(0).wamid(), "Book a visit");
        lena.picks(lena.awaitReceived(2, LIMIT).get(1).wamid(), "11:00");

        assertThat(lena.awaitReceived(3, LIMIT).get(2).text()).isEqualTo("See you at *11:00*, Lena.");
    }

    @Test
    void theShopIsAPlaceAndAPictureIsThankedFor() {
        lena.says("menu");
        lena.taps(lena.awaitReceived(1, LIMIT).get(0).wamid(), "Find the shop");
        assertThat(lena.awaitReceived(2, LIMIT).get(1).type()).isEqualTo("location");
        lena.sendsImage(new byte[] {1}, "image/png", "");

        assertThat(lena.awaitReceived(3, LIMIT).get(2).text()).isEqualTo("Thank you for the image, Lena!");
    }

    @Test
    void aFileIsSentToLenaAndAFailureIsWrittenDown() throws Exception {
        lena.says("Hello");
        lena.awaitReceived(1, LIMIT);
        drop("invoice.pdf", "%PDF-1.4");
        assertThat(lena.awaitReceived(2, LIMIT).get(1).text()).isEqualTo("invoice.pdf");

        simulator.advance(Duration.ofHours(25));
        drop("reminder.pdf", "%PDF-1.4");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Files.readString(TRANSCRIPT)).contains("Not delivered: 131047"));
    }

    @Test
    void aPortThatIsTakenIsSaidAndAnotherIsTaken() throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty("demo.port", Integer.toString(taken.getLocalPort()));
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));

            int port = Demo.port("demo.port", 8360);

            assertThat(port).isNotEqualTo(taken.getLocalPort()).isPositive();
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("Port " + taken.getLocalPort() + " is taken", String.valueOf(port), "-Ddemo.port=");
        } finally {
            System.setOut(console);
            System.clearProperty("demo.port");
        }
    }

    @Test
    void thePortIsThatOfTheProperty() throws Exception {
        int wish = Demo.freePort(0);
        System.setProperty("demo.port", Integer.toString(wish));
        try {
            assertThat(Demo.port("demo.port", 8360)).isEqualTo(wish);
            System.setProperty("demo.port", "many");
            assertThatThrownBy(() -> Demo.port("demo.port", 8360)).hasMessageContaining("-Ddemo.port");
        } finally {
            System.clearProperty("demo.port");
        }
    }

    /** Puts a file where the route finds it, whole from the first moment. */
    static void drop(String name, String content) throws IOException {
        Path whole = Files.writeString(Path.of("target", "demo", name), content);
        Path send = Files.createDirectories(Path.of("target", "demo", "send"));
        Files.move(whole, send.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void everythingIsAppendedToTheTranscript() {
        lena.says("first");
        lena.says("second");

        await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> assertThat(Files.readString(TRANSCRIPT))
                .contains("Lena: first\n")
                .contains("Lena: second\n"));
    }
}
