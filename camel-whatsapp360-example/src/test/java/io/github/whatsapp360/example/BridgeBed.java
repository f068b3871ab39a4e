package io.github.whatsapp360.example;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.world.Switch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** A Camel Main application with one bridge in it, and the simulator that it talks to. */
public final class BridgeBed implements AutoCloseable {

    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Pattern MEDIA = Pattern.compile("\"id\":\"(\\d+)\"");
    private static final Pattern URL = Pattern.compile("\"url\":\"https://[^/]+([^\"]+)\"");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public final Whatsapp360Simulator simulator;
    public final Customer lena;
    private final Main main;

    /**
     * Starts it.
     *
     * @param properties of the application, over those of the file beside the routes
     * @param routes in YAML, by name, and the same in Java
     */
    public BridgeBed(Path inbox, Form form, Map<String, String> properties, Map<String, RouteBuilder> routes)
            throws Exception {
        simulator = Whatsapp360Simulator.start().turn(Switch.LIMITS, false);
        lena = simulator.customer("491701234567", "Lena 🌻 لينا");
        main = application(simulator.baseUrl(), inbox, properties);
        if (form == Form.YAML) {
            StringBuilder files = new StringBuilder();
            routes.keySet().forEach(name -> files.append(",classpath:routes/" + name + ".yaml"));
            main.addOverrideProperty("camel.main.routes-include-pattern", files.substring(1));
        } else {
            routes.values().forEach(main.configure()::addRoutesBuilder);
        }
        main.start();
    }

    /** An application without routes yet. */
    public static Main application(String simulator, Path inbox, Map<String, String> properties) throws IOException {
        Main main = Demo.application(simulator, Demo.freePort(0));
        String port = main.getOverrideProperties().getProperty("camel.server.port");
        main.addOverrideProperty("camel.main.routes-include-pattern", "classpath:no-routes/*.yaml");
        main.addOverrideProperty(
                "camel.component.whatsapp360.webhook-url", "http://localhost:" + port + "/whatsapp360/support");
        main.addOverrideProperty("camel.component.whatsapp360.inbox-directory", inbox.toString());
        main.addOverrideProperty("camel.component.whatsapp360.messages-per-second", "0");
        properties.forEach(main::addOverrideProperty);
        return main;
    }

    /** The bytes of a file that the customer has got. */
    public byte[] file(ReceivedMessage message) throws Exception {
        return file(simulator, message);
    }

    /** The bytes of a file that a customer of this simulator has got. */
    public static byte[] file(Whatsapp360Simulator simulator, ReceivedMessage message) throws Exception {
        Matcher id = MEDIA.matcher(message.raw());
        if (!id.find()) {
            throw new AssertionError("A " + message.type() + " without a file");
        }
        Matcher url = URL.matcher(new String(get(simulator, "/" + id.group(1)), StandardCharsets.UTF_8));
        if (!url.find()) {
            throw new AssertionError("A file without a URL");
        }
        return get(simulator, url.group(1));
    }

    private static byte[] get(Whatsapp360Simulator simulator, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("D360-API-KEY", simulator.apiKey())
                .build();
        return HTTP.send(request, BodyHandlers.ofByteArray()).body();
    }

    @Override
    public void close() {
        main.stop();
        simulator.close();
    }
}
