package io.github.whatsapp360.bridges.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What customers send, as it lies on the disk. */
class WhatsappToFilesTest {

    @TempDir
    Path directory;

    @Test
    void aFileIsWrittenIntoTheFolderOfItsCustomer() throws Exception {
        try (BridgeApplication application = new BridgeApplication()
                .bridge("0", "whatsapp360-to-files", "account", "support", "folder", directory)
                .start()) {
            application.lena.sendsDocument(new byte[] {1, 13, 10, 0}, "application/pdf", "a.pdf", "");

            await().atMost(BridgeApplication.LIMIT).until(() -> files().size() == 1);
            assertThat(files().get(0)).hasBinaryContent(new byte[] {1, 13, 10, 0});
            assertThat(files().get(0).getParent()).isEqualTo(directory.resolve("491701234567"));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
