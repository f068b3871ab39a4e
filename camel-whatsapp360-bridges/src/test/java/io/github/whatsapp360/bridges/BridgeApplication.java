package io.github.whatsapp360.bridges;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.Main;

/** An application that is nothing but properties, with a simulated 360dialog and a customer. */
public final class BridgeApplication implements AutoCloseable {

    public static final Duration LIMIT = Duration.ofSeconds(30);

    public final Whatsapp360Simulator simulator;
    public final Customer lena;
    public final Main main;

    /** An application without bridges yet. */
    public BridgeApplication() throws IOException {
        simulator = Whatsapp360Simulator.builder().start();
        lena = simulator.customer("491701234567", "Lena 🌻 لينا");
        main = new Main();
        main.setPropertyPlaceholderLocations("classpath:no.properties;optional=true");
        settings(simulator.baseUrl(), freePort(), newInbox()).forEach(main::addOverrideProperty);
    }

    /** The settings of an application that receives on this port of the loopback. */
    public static Map<String, String> settings(String simulator, int port, Path inbox) {
        return Map.of(
                "camel.main.startup-summary-level", "off",
                "camel.main.shutdown-timeout", "5",
                "camel.server.enabled", "true",
                "camel.server.host", "127.0.0.1",
                "camel.server.port", String.valueOf(port),
                "camel.component.whatsapp360.base-url", simulator,
                "camel.component.whatsapp360.api-key", "simulator-key",
                "camel.component.whatsapp360.register-webhook", "true",
                "camel.component.whatsapp360.webhook-url", "http://127.0.0.1:" + port + "/whatsapp360/support",
                "camel.component.whatsapp360.inbox-directory", inbox.toString());
    }

    /** A new directory for an inbox. */
    public static Path newInbox() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target", "inboxes")), "inbox");
    }

    /** A port of the loopback that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** One more line of the properties. */
    public BridgeApplication with(String property, Object value) {
        main.addOverrideProperty(property, value.toString());
        return this;
    }

    /** Lines of a bridge: the template, and names of parameters each followed by its value. */
    public BridgeApplication bridge(String id, String template, Object... parameters) {
        with("camel.routeTemplate[" + id + "].template-id", template);
        for (int i = 0; i < parameters.length; i += 2) {
            with("camel.routeTemplate[" + id + "]." + parameters[i], parameters[i + 1]);
        }
        return this;
    }

    /** Starts it. */
    public BridgeApplication start() {
        main.start();
        return this;
    }

    @Override
    public void close() {
        main.stop();
        simulator.close();
    }
}
