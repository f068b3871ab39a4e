package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Groups that a business makes; WhatsApp reports each of them a moment later. Confined to the event loop. */
public final class Groups {

    private final World world;
    private final Outbox outbox;

    /** Groups of this world, reported to that outbox. */
    public Groups(World world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    /** All groups, also those in which customers have written first. */
    public List<Person> all() {
        return world.people().stream().filter(Person::isGroup).toList();
    }

    /**
     * Makes a group.
     *
     * @param wish as {@code POST /groups} takes it
     * @return the id of the request, which the event names too
     */
    public String create(Channel channel, ObjectNode wish) {
        String request = world.ids().hex(32);
        String id = Base64.getEncoder()
                .withoutPadding()
                .encodeToString(("capi_group:" + world.ids().digits(12)).getBytes(StandardCharsets.US_ASCII));
        Person group = world.group(id, wish.path("subject").asText());
        ObjectNode event = Json.object()
                .put("timestamp", Long.toString(group.since().getEpochSecond()))
                .put("group_id", id)
                .put("type", "group_create")
                .put("request_id", request);
        event.setAll(wish);
        event.remove("messaging_product");
        event.put("invite_link", "https://chat.whatsapp.com/" + world.ids().hex(22));
        world.timeline()
                .at(
                        world.now().plus(world.delays().sent()),
                        due -> outbox.emit(
                                channel,
                                new WebhookEvent("group_lifecycle_update", "groups", event, null, "groups/" + id)));
        return request;
    }
}
