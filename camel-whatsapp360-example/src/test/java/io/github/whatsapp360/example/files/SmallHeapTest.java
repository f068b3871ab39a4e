package io.github.whatsapp360.example.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.example.Bridge;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.world.Switch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both bridges in a program that has 64 MB, with a document of 100 MB. */
class SmallHeapTest {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    @Test
    void aHundredMegabytesGoFromWhatsappToAFileAndFromThatFileToWhatsapp() throws Exception {
        byte[] content = new byte[100 << 20];
        new Random(100).nextBytes(content);
        Path said = directory.resolve("said.txt");
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start().turn(Switch.LIMITS, false)) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("tmp")),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Program.class.getName(),
                            simulator.baseUrl(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                await().atMost(LIMIT)
                        .until(() -> !child.isAlive()
                                || !simulator.number().webhookUrl().isEmpty());
                passThrough(simulator, content);
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("The program said:\n" + Files.readString(said), failed);
            } finally {
                child.destroy();
                child.waitFor(30, TimeUnit.SECONDS);
            }
        }
        try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("whatsapp360-")))
                    .isEmpty();
        }
    }

    private void passThrough(Whatsapp360Simulator simulator, byte[] content) throws Exception {
        Customer lena = simulator.customer("491701234567", "Lena");
        lena.sendsDocument(content, "application/pdf", "large.pdf", "");

        Path folder = directory.resolve("received/491701234567");
        await().atMost(LIMIT).until(() -> Files.exists(folder) && !list(folder).isEmpty());
        Path received = Path.of(list(folder));
        assertThat(Files.mismatch(received, Files.write(directory.resolve("large.pdf"), content)))
                .isEqualTo(-1);

        Path outbox = Files.createDirectories(directory.resolve("outbox/491701234567"));
        Files.move(received, outbox.resolve("large.pdf"));
        ReceivedMessage got = lena.awaitReceived(1, LIMIT).get(0);
        assertThat(Bridge.file(simulator, got)).isEqualTo(content);
    }

    private static String list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-large.pdf"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(Path::toString)
                    .findFirst()
                    .orElse("");
        }
    }

    /** What the child runs. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[1]);
            Main main = Bridge.application(arguments[0], directory.resolve("inbox"));
            main.addOverrideProperty(
                    "camel.main.routes-include-pattern",
                    "classpath:routes/whatsapp-to-files.yaml,classpath:routes/files-to-whatsapp.yaml");
            main.addOverrideProperty(
                    "files.received", directory.resolve("received").toString());
            main.addOverrideProperty("files.outbox", directory.resolve("outbox").toString());
            main.addOverrideProperty("files.patience", "100");
            main.run();
        }
    }
}
