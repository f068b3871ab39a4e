package io.github.whatsapp360.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's own routes, as a customer sees them. */
class DemoTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
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

        assertThat(lena.awaitReceived(1, LIMIT).get(0).text()).isEqualTo("Hello Lena, you wrote: Good morning");
    }

    @Test
    void theWordTemplateIsAnsweredWithATemplate() {
        lena.says("Template");

        assertThat(lena.awaitReceived(1, LIMIT).get(0).type()).isEqualTo("template");
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
