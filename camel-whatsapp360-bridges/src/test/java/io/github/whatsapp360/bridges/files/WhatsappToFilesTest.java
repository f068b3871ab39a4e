/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What customers send, as it lies on the disk. */
class WhatsappToFilesTest {

    private static final String STEM = "\\d{8}T\\d{6}Z-[0-9a-f]{16}";

    @TempDir
    Path directory;

    private BridgeApplication application(Object... more) throws Exception {
        return new BridgeApplication()
                .bridge("0", "whatsapp360-to-files", "account", "support", "folder", directory)
                .with("camel.component.whatsapp360.redelivery-delay", "50")
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .bridge("0", "whatsapp360-to-files", more)
                .start();
    }

    @Test
    void everyFileAndEveryTextIsWrittenAsItWasIntoTheFolderOfItsCustomer() throws Exception {
        Folder folder = new Folder(directory);
        byte[] large = new byte[16 << 20];
        new Random(16).nextBytes(large);
        try (BridgeApplication application = application()) {
            Customer omar = application.simulator.customer("491701234569", "Omar");
            application.lena.says("Grüße 👩‍👩‍👧\nשלום");
            application.lena.sendsDocument(large, "application/pdf", "Rechnung März 🎉.pdf", "The invoice");
            application.lena.sendsDocument("first".getBytes(UTF_8), "text/plain", "same.txt", "");
            application.lena.sendsDocument("second".getBytes(UTF_8), "text/plain", "same.txt", "");
            omar.sendsImage(new byte[] {1, 13, 10, 0}, "image/jpeg", "");

            assertThat(folder.awaitFiles(6)).hasSize(6);
            assertThat(folder.file("491701234567", STEM + "-Rechnung März 🎉\\.pdf"))
                    .hasBinaryContent(large);
            assertThat(folder.file("491701234569", STEM + "-.*\\.jpg")).hasBinaryContent(new byte[] {1, 13, 10, 0});
            assertThat(folder.files().stream().filter(file -> file.toString().endsWith("-same.txt")))
                    .extracting(Files::readString)
                    .containsExactlyInAnyOrder("first", "second");
            assertThat(folder.files().stream()
                            .filter(file -> file.getFileName().toString().matches(STEM + "\\.txt")))
                    .extracting(Files::readString)
                    .containsExactlyInAnyOrder("Grüße 👩‍👩‍👧\nשלום", "The invoice");
        }
    }

    @Test
    void aMaliciousNameLandsInTheFolderUnderAHarmlessOne() throws Exception {
        Folder folder = new Folder(directory);
        try (BridgeApplication application = application("texts", false)) {
            application.lena.says("no file");
            for (String name : List.of("../../x", "..\\..\\y", "CON", "n".repeat(300) + ".pdf", "${sys:user.home}")) {
                application.lena.sendsDocument(name.getBytes(UTF_8), "application/x-own", name, "");
            }

            assertThat(folder.awaitFiles(5))
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(file.getParent()).isEqualTo(directory.resolve("491701234567")))
                    .extracting(file -> file.getFileName().toString().replaceFirst(STEM + "-", ""))
                    .contains("x", "y", "_CON", "${sysuser.home}");
        }
    }

    @Test
    void whatFailsInTheMidstIsFetchedAgainAndIsThereOnce() throws Exception {
        Folder folder = new Folder(directory);
        try (BridgeApplication application = application()) {
            application.simulator.fault(Fault.refuse(500, "down").times(3).on("GET", "/whatsapp_business"));

            application.lena.sendsDocument("first".getBytes(UTF_8), "text/plain", "a.txt", "");
            application.lena.sendsDocument("second".getBytes(UTF_8), "text/plain", "b.txt", "");

            assertThat(folder.awaitFiles(2)).hasSize(2);
            assertThat(folder.file("491701234567", ".*-a\\.txt")).hasContent("first");
            assertThat(folder.file("491701234567", ".*-b\\.txt")).hasContent("second");
        }
    }
}
