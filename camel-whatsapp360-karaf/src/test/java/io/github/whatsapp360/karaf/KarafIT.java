/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.BusinessNumber;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.story.RunningCamel;
import io.github.whatsapp360.story.RuntimeStory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** The route in XML in a real Karaf, installed by its feature, and what a container can do to it besides. */
class KarafIT extends RuntimeStory {

    private static final Path HOME = Path.of(given("karaf.home"));
    private static final Path REPOSITORY = Path.of(given("karaf.repository"));
    private static final Path TARGET = REPOSITORY.getParent();
    private static final String VERSION = given("project.version");

    private final BusinessNumber shop = simulator.addNumber("shop-key-0123456789", "4989654321", "Shop");
    private Karaf karaf;

    @Override
    protected RunningCamel start(int port, Map<String, String> options) throws Exception {
        karaf = new Karaf(HOME, TARGET.resolve("karaf-instance"));
        try {
            Path fixture = karaf.etc().resolveSibling("fixture.jar");
            Fixtures.application(fixture);
            Path feature = Files.writeString(karaf.etc().resolve("fixture.xml"), """
                    <features name="fixture" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                        <feature name="fixture" version="1">
                            <feature>whatsapp360-test</feature>
                            <bundle start-level="85">%s</bundle>
                        </feature>
                    </features>
                    """.formatted(fixture.toUri()));
            karaf.configure(
                    List.of(
                            feature("/camel.xml"),
                            "mvn:io.github.whatsapp360/camel-whatsapp360-karaf/" + VERSION + "/xml/features",
                            feature("/test.xml"),
                            feature.toUri().toString()),
                    "fixture",
                    REPOSITORY,
                    port);
            configure(port, options);
            karaf.start();
        } catch (Exception | Error failure) {
            karaf.close();
            throw failure;
        }
        return new InKaraf(karaf);
    }

    private static String given(String property) {
        return Objects.requireNonNull(System.getProperty(property), () -> property + " is given by `mvn verify`");
    }

    private static String feature(String name) {
        return String.valueOf(KarafIT.class.getResource(name));
    }

    private void configure(int port, Map<String, String> options) throws Exception {
        StringBuilder file = new StringBuilder("accounts.shop.base-url=" + simulator.baseUrl() + "\n");
        options.forEach((option, value) -> file.append("accounts.support.%s=%s%n".formatted(option, value)));
        Files.writeString(karaf.etc().resolve("whatsapp360.properties"), file);
        Path routes = Files.createDirectory(karaf.etc().resolve("routes"));
        try (InputStream route = RuntimeStory.class.getResourceAsStream("/routes/answer.xml")) {
            Files.copy(route, routes.resolve("answer.xml"));
        }
        Files.writeString(routes.resolve("guide.xml"), GuideBlueprint.read().routes());
        Files.writeString(
                karaf.etc().resolve("placeholders.properties"),
                "apiKey=%s%nwebhookUrl=%s%n"
                        .formatted(shop.apiKey(), "http://127.0.0.1:" + port + "/whatsapp360/shop"));
    }

    private record InKaraf(Karaf karaf) implements RunningCamel {

        @Override
        public void route(Change change) throws Exception {
            karaf.tell("route/answer/" + change.name().toLowerCase(Locale.ROOT), "");
        }

        @Override
        public void close() throws IOException {
            karaf.close();
            assertThat(karaf.problems()).as("errors in Karaf's log").isEmpty();
        }
    }

    @Test
    void everyBundleIsActive() throws Exception {
        String active = "32 ";
        String resolvedFragment = "4F ";

        assertThat(karaf.tell("bundles", "").lines())
                .allMatch(bundle -> bundle.startsWith(active) || bundle.startsWith(resolvedFragment))
                .anyMatch(bundle -> bundle.startsWith(active + "camel-whatsapp360-component/"))
                .anyMatch(bundle -> bundle.startsWith(active + "org.xerial.sqlite-jdbc/"));
        assertThat(karaf.tell("camel", ""))
                .isEqualTo(CamelContext.class.getPackage().getImplementationVersion());
    }

    @Test
    void theInboxIsBelowKarafsData() {
        assertThat(karaf.data().resolve("whatsapp360-data/support.db")).isRegularFile();
    }

    @Test
    void theRouteOfTheGuideAsksWithButtonsAndUnderstandsTheTap() {
        Customer mia = simulator.customer("491701234568", "Mia").at(shop);
        mia.says("The heating is cold");

        ReceivedMessage question = mia.awaitReceived(1, ANSWER_TIMEOUT).get(0);
        assertThat(question.type()).isEqualTo("interactive");
        mia.taps(question.wamid(), "Yes");

        assertThat(mia.awaitReceived(2, ANSWER_TIMEOUT).get(1).text()).isEqualTo("See you on Monday.");
    }

    @Test
    void aRestartOfTheBundleLosesNeitherEventsNorWindows() throws Exception {
        keepsWhatWaits(() -> {
            karaf.tell("bundle/camel-whatsapp360-component/stop", "");
            karaf.tell("bundle/camel-whatsapp360-component/start", "");
        });
    }

    /** SQLite's native library is loaded once more, by a new class loader. */
    @Test
    void aRefreshLosesNeitherEventsNorWindows() throws Exception {
        keepsWhatWaits(() -> karaf.tell("bundle/org.xerial.sqlite-jdbc/refresh", ""));
    }

    @Test
    void aKilledKarafLosesNeitherEventsNorWindows() throws Exception {
        keepsWhatWaits(() -> {
            karaf.kill();
            karaf.start();
        });
    }

    private interface Restart {
        void happens() throws Exception;
    }

    private void keepsWhatWaits(Restart restart) throws Exception {
        Customer mia = simulator.customer("491701234568", "Mia");
        karaf.tell("route/answer/suspend", "");
        mia.says("Good morning");
        simulator.awaitDeliveries(
                deliveries -> !deliveries.isEmpty() && deliveries.get(0).lastStatus() == 200, ANSWER_TIMEOUT);

        restart.happens();

        assertThat(karaf.tell("exchange?whatsapp360:support?operation=serviceWindow&to=" + mia.waId(), ""))
                .contains("open");
        assertThat(mia.awaitReceived(1, ANSWER_TIMEOUT).get(0).text()).isEqualTo("Hello Mia, you wrote: Good morning");
    }
}
