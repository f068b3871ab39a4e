/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.InvalidBridgeException;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.springboot.example.SupportApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Bridges that are nothing but lines of an {@code application.yaml}. */
class SpringBootBridgesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private ConfigurableApplicationContext start(Whatsapp360Simulator simulator, String... more) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=classpath:bridges.yaml",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--received=" + directory.resolve("received"),
                "--camel.component.whatsapp360.base-url=" + simulator.baseUrl(),
                "--camel.component.whatsapp360.webhook-url=http://127.0.0.1:" + port + "/whatsapp360/support",
                "--camel.component.whatsapp360.inbox-directory=" + directory.resolve("inbox")));
        arguments.addAll(Arrays.asList(more));
        return SpringApplication.run(SupportApplication.class, arguments.toArray(String[]::new));
    }

    @Test
    void aBridgeRunsWithoutJava() throws Exception {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start();
                ConfigurableApplicationContext application = start(simulator)) {
            Customer lena = simulator.customer("491701234567", "Lena");
            byte[] content = {1, 13, 10, 0};

            lena.sendsDocument(content, "application/pdf", "a.pdf", "");

            Path folder = directory.resolve("received/491701234567");
            await().atMost(LIMIT).until(() -> !written(folder).isEmpty());
            assertThat(application.isActive()).isTrue();
            assertThat(written(folder)).singleElement().satisfies(file -> assertThat(file)
                    .hasBinaryContent(content));
        }
    }

    @Test
    void aBridgeIsConfiguredAsOnCamelMain() throws Exception {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start();
                ConfigurableApplicationContext application = start(
                        simulator,
                        "--camel.routeTemplate[outbox].template-id=files-to-whatsapp360",
                        "--camel.routeTemplate[outbox].account=support",
                        "--camel.routeTemplate[outbox].folder=" + directory.resolve("outbox"),
                        "--camel.routeTemplate[outbox].journalDirectory=" + directory.resolve("journal"),
                        "--camel.routeTemplate[outbox].stable-for=10")) {
            Customer lena = simulator.customer("491701234567", "Lena");
            lena.says("Hi");
            Path written = Files.write(directory.resolve("a.pdf"), new byte[] {37, 80, 68, 70, 13, 10, 0});
            Files.createDirectories(directory.resolve("outbox/491701234567"));
            Files.move(written, directory.resolve("outbox/491701234567/a.pdf"));

            assertThat(lena.awaitReceived(1, LIMIT)).singleElement().satisfies(message -> assertThat(message.type())
                    .isEqualTo("document"));
            assertThat(application.isActive()).isTrue();
        }
    }

    @Test
    void wrongParametersEndTheStartWithAMessageThatNamesThemAll() {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start()) {
            assertThatThrownBy(() -> start(
                            simulator,
                            "--camel.routeTemplate[0].template-id=whatsapp360-to-files",
                            "--camel.routeTemplate[0].acount=support",
                            "--camel.routeTemplate[more].template-id=whatsapp360-to-filez"))
                    .rootCause()
                    .isInstanceOf(InvalidBridgeException.class)
                    .hasMessageContainingAll(
                            "whatsapp360-to-files (route 0): 'account' is missing",
                            "whatsapp360-to-files (route 0): 'folder' is missing",
                            "'acount' is no parameter",
                            "route more: there is no bridge 'whatsapp360-to-filez'");
        }
    }

    private static List<Path> written(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
