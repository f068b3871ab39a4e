package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Registration;
import io.github.whatsapp360.simulator.world.World;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/configs/webhook}: the webhook of a number. Confined to the event loop. */
final class WebhookEndpoint {

    private final World world;

    WebhookEndpoint(World world) {
        this.world = world;
    }

    Answer get(Call call) {
        return Answer.json(view(call.channel().webhook()));
    }

    Answer set(Call call) {
        Optional<Registration> registration =
                read("main", Json.readObject(call.body().getBytes()).orElseGet(Json::object));
        if (registration.isEmpty()) {
            return Answer.proxyError(400, "Invalid webhook url or headers");
        }
        call.channel().webhook(registration.get());
        world.changed("number", call.channel()::view);
        return Answer.json(view(registration.get()));
    }

    static ObjectNode view(@Nullable Registration registration) {
        ObjectNode view = Json.object();
        if (registration != null) {
            view.put("url", registration.url());
            ObjectNode headers = view.putObject("headers");
            registration.headers().forEach(headers::put);
        }
        return view;
    }

    /** A registration out of {@code {"url","headers"}}; empty when the URL is not http or https with a host, or a header is not a text. */
    static Optional<Registration> read(String name, JsonNode body) {
        String url = body.path("url").asText();
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return Optional.empty();
            }
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : body.path("headers").properties()) {
            if (!header.getValue().isTextual()) {
                return Optional.empty();
            }
            headers.put(header.getKey(), header.getValue().textValue());
        }
        return Optional.of(new Registration(name, url, headers));
    }
}
