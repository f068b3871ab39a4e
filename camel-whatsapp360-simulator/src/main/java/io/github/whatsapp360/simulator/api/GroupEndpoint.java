package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.rule.AccountRules;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Groups;
import io.github.whatsapp360.simulator.world.Person;

/** {@code /groups}: makes groups and lists them. Customers join by writing in them. Confined to the event loop. */
final class GroupEndpoint {

    private final Groups groups;

    GroupEndpoint(Groups groups) {
        this.groups = groups;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/groups", this::list).add("POST", "/groups", this::create);
    }

    private Answer list(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode shown = answer.putObject("data").putArray("groups");
        for (Person group : groups.all()) {
            shown.addObject()
                    .put("id", group.waId())
                    .put("subject", group.name())
                    .put("created_at", Long.toString(group.since().getEpochSecond()));
        }
        answer.putObject("paging").putObject("cursors").put("before", "MA").put("after", "MA");
        return Answer.json(answer);
    }

    private Answer create(Call call) {
        ObjectNode body = call.json();
        AccountRules.group(body);
        return Answer.json(Json.object().put("request_id", groups.create(call.channel(), body)));
    }
}
