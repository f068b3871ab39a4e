package io.github.whatsapp360.simulator.api;

import io.github.whatsapp360.simulator.fault.ErrorShape;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Outbound;
import io.github.whatsapp360.simulator.world.World;
import java.util.Optional;

/** 360dialog's Messaging API: checks the key, finds the endpoint, and puts refusals into Meta's shape. Confined to the event loop. */
public final class MessagingApi {

    private final World world;
    private final Routes routes = new Routes();

    /** The API of this world. */
    public MessagingApi(World world, Outbound outbound) {
        this.world = world;
        Endpoint messages = new MessagesEndpoint(world, outbound);
        WebhookEndpoint webhook = new WebhookEndpoint(world);
        routes.add("POST", "/messages", messages)
                .add("POST", "/v1/messages", messages)
                .add("GET", "/v1/configs/webhook", webhook::get)
                .add("POST", "/v1/configs/webhook", webhook::set);
    }

    /** The answer to a call. */
    public Answer answer(Call call) {
        Optional<Channel> channel = world.byKey(call.header("d360-api-key"));
        if (channel.isEmpty()) {
            return Answer.proxyError(401, "Invalid API key");
        }
        Optional<Routes.Found> found = routes.find(call.method(), call.path());
        if (found.isEmpty()) {
            return routes.knows(call.path())
                    ? Answer.proxyError(405, "Method not allowed")
                    : Answer.proxyError(404, "Not found");
        }
        try {
            return found.get().endpoint().answer(call.with(found.get().named(), channel.get()));
        } catch (Refusal refusal) {
            return Answer.problem(refusal.problem(), ErrorShape.GRAPH, traceId());
        }
    }

    private String traceId() {
        return "A" + world.ids().hex(22);
    }
}
