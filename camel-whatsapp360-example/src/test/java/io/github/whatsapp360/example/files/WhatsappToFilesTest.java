package io.github.whatsapp360.example.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.example.Bridge;
import io.github.whatsapp360.example.Form;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What customers send, as it lies on the disk. */
class WhatsappToFilesTest {

    private static final String NAME = "\\d+-";

    @TempDir
    Path directory;

    private Bridge bridge(Form form) throws Exception {
        return new Bridge("whatsapp-to-files")
                .with("files.received", directory.resolve("received").toString())
                .with("camel.component.whatsapp360.redelivery-delay", "50")
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .start(form, new WhatsappToFiles());
    }

    private List<Path> files(int count) throws IOException {
        await().atMost(Bridge.LIMIT).until(() -> files().size() >= count);
        return files();
    }

    private List<Path> files() throws IOException {
        Path received = directory.resolve("received");
        if (!Files.exists(received)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(received)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private Path of(String user, String name) throws IOException {
        return files().stream()
                .filter(file -> file.startsWith(directory.resolve("received").resolve(user)))
                .filter(file -> file.getFileName().toString().matches(NAME + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " of " + user + " in " + directory));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void everyFileIsWrittenAsItWasIntoTheFolderOfWhoSentIt(Form form) throws Exception {
        byte[] large = new byte[16 << 20];
        new Random(16).nextBytes(large);
        try (Bridge bridge = bridge(form)) {
            Customer omar = bridge.simulator.customer("491701234569", "Omar");
            bridge.lena.says("no file");
            bridge.lena.sendsDocument(large, "application/pdf", "Rechnung März 🎉.pdf", "");
            bridge.lena.sendsDocument("first".getBytes(UTF_8), "text/plain", "same.txt", "");
            bridge.lena.sendsDocument("second".getBytes(UTF_8), "text/plain", "same.txt", "");
            bridge.lena.sendsDocument(new byte[0], "text/plain", "حساب.txt", "");
            omar.sendsImage(new byte[] {1, 13, 10, 2}, "image/jpeg", "caption");
            omar.sendsVoice("OggS".getBytes(UTF_8));

            assertThat(files(6)).hasSize(6);
            assertThat(of("491701234567", "Rechnung März 🎉\\.pdf")).hasBinaryContent(large);
            assertThat(of("491701234567", "حساب\\.txt")).isEmptyFile();
            assertThat(of("491701234569", ".*\\.jpg")).hasBinaryContent(new byte[] {1, 13, 10, 2});
            assertThat(of("491701234569", ".*\\.ogg")).hasContent("OggS");
            assertThat(files().stream().filter(file -> file.toString().endsWith("-same.txt")))
                    .extracting(file -> Files.readString(file))
                    .containsExactlyInAnyOrder("first", "second");
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aMaliciousNameLandsInTheFolderUnderAHarmlessOne(Form form) throws Exception {
        try (Bridge bridge = bridge(form)) {
            for (String name : List.of(
                    "../../x",
                    "..\\..\\y",
                    "CON",
                    "n".repeat(300) + ".pdf",
                    "🎉".repeat(300),
                    "a\r\nb\u0000\u0007.txt",
                    "gpj\u202e.exe",
                    "${sys:user.home}",
                    "%2e%2e%2fz")) {
                bridge.lena.sendsDocument(name.getBytes(UTF_8), "application/x-own", name, "");
            }

            assertThat(files(9))
                    .hasSize(9)
                    .allSatisfy(file -> assertThat(file.getParent())
                            .isEqualTo(directory.resolve("received").resolve("491701234567")))
                    .extracting(file -> file.getFileName().toString().replaceFirst(NAME, ""))
                    .contains("x", "y", "_CON", "ab.txt", "gpj.exe", "${sysuser.home}", "%2e%2e%2fz")
                    .allSatisfy(name -> assertThat(name).doesNotContainPattern("\\p{C}"));
        }
    }

    @Test
    void whatFailsInTheMidstIsFetchedAgainAndIsThereOnce() throws Exception {
        try (Bridge bridge = bridge(Form.YAML)) {
            bridge.simulator.fault(Fault.refuse(500, "down").times(3).on("GET", "/whatsapp_business"));

            bridge.lena.sendsDocument("first".getBytes(UTF_8), "text/plain", "a.txt", "");
            bridge.lena.sendsDocument("second".getBytes(UTF_8), "text/plain", "b.txt", "");

            assertThat(files(2)).hasSize(2);
            assertThat(of("491701234567", "a\\.txt")).hasContent("first");
            assertThat(of("491701234567", "b\\.txt")).hasContent("second");
        }
    }
}
