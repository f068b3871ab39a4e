package io.github.whatsapp360.example.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.example.Bridge;
import io.github.whatsapp360.example.Form;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are put into a folder, as the customer sees them. */
class FilesToWhatsappTest {

    private static final byte[] JPEG = "\u00ff\u00d8\u00ff\u00e0 picture\r\n".getBytes(ISO_8859_1);

    @TempDir
    Path directory;

    private Bridge bridge(Form form) throws Exception {
        return new Bridge("files-to-whatsapp")
                .with("files.outbox", directory.resolve("outbox").toString())
                .with("files.patience", "50")
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .start(form, new FilesToWhatsapp());
    }

    /** As one should: written elsewhere, and then moved. */
    private Path drop(String name, byte[] content) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("outbox").resolve("491701234567"));
        return Files.move(Files.write(directory.resolve("written"), content), folder.resolve(name));
    }

    private static Path in(Path dropped, String folder) {
        return dropped.resolveSibling(folder).resolve(dropped.getFileName());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whatIsPutThereIsSentByteForByteAndMoved(Form form) throws Exception {
        byte[] large = new byte[16 << 20];
        new Random(16).nextBytes(large);
        try (Bridge bridge = bridge(form)) {
            bridge.lena.says("Hi");
            Path picture = drop("red.jpg", JPEG);
            Path paper = drop("Rechnung März 🎉.pdf", large);

            List<ReceivedMessage> got = bridge.lena.awaitReceived(2, Bridge.LIMIT);
            Map<String, byte[]> files = new HashMap<>();
            for (ReceivedMessage message : got) {
                files.put(message.type(), bridge.file(message));
            }
            assertThat(files.get("image")).isEqualTo(JPEG);
            assertThat(files.get("document")).isEqualTo(large);
            assertThat(got).anyMatch(message -> message.raw().contains("\"filename\":\"Rechnung März 🎉.pdf\""));
            await().atMost(Bridge.LIMIT)
                    .until(() -> Files.exists(in(picture, ".sent")) && Files.exists(in(paper, ".sent")));
        }
    }

    @Test
    void whatFailsForAWhileIsSentOnceAndWhatCannotBeSentIsSetAside() throws Exception {
        try (Bridge bridge = bridge(Form.YAML)) {
            bridge.lena.says("Hi");
            bridge.simulator.fault(Fault.refuse(131016).times(3).on("POST", "/messages"));
            Path empty = drop("empty.pdf", new byte[0]);
            Path picture = drop("red.jpg", JPEG);
            Path nobodys = Files.write(directory.resolve("outbox").resolve("lost.jpg"), JPEG);

            await().atMost(Bridge.LIMIT)
                    .until(() -> Files.exists(in(picture, ".sent"))
                            && Files.exists(in(empty, ".failed"))
                            && Files.exists(in(nobodys, ".failed")));
            assertThat(bridge.lena.received()).hasSize(1);
            assertThat(bridge.simulator.requests().stream()
                            .filter(request -> request.path().equals("/media")))
                    .hasSize(1);
        }
    }

    @Test
    void aTextFileIsADocument() throws Exception {
        try (Bridge bridge = bridge(Form.YAML)) {
            bridge.lena.says("Hi");
            drop("عنوان.txt", "مرحبا".getBytes(UTF_8));

            ReceivedMessage got = bridge.lena.awaitReceived(1, Bridge.LIMIT).get(0);
            assertThat(bridge.file(got)).isEqualTo("مرحبا".getBytes(UTF_8));
            assertThat(got.raw()).contains("عنوان.txt");
        }
    }
}
