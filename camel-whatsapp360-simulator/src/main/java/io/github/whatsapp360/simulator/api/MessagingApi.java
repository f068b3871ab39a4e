/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import io.github.whatsapp360.simulator.fault.ErrorShape;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.FaultPlan;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Calls;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Flows;
import io.github.whatsapp360.simulator.world.Groups;
import io.github.whatsapp360.simulator.world.Outbound;
import io.github.whatsapp360.simulator.world.Reviews;
import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 360dialog's Messaging API: checks the key, lets ordered faults hit, finds the endpoint, and puts refusals into Meta's
 * shape. Confined to the event loop.
 */
public final class MessagingApi {

    /** What 360dialog has and the simulator has not; see docs/simulator.md. */
    private static final List<String> NOT_HERE = List.of(
            "/message_templates/archive",
            "/message_templates/unarchive",
            "/message_templates/{id}/compare",
            "/message_template_library",
            "/marketing/{part}",
            "/marketing/{object}/{part}",
            "/payment_configuration",
            "/settings",
            "/username_suggestions");

    private static final Answer NOTHING = new Answer(0, Map.of(), Buffer.buffer());

    private final World world;
    private final FaultPlan faults;
    private final MediaEndpoint media;
    private final Routes routes = new Routes();

    /**
     * What the endpoints change.
     *
     * @param outbound messages of the businesses
     * @param reviews of templates
     * @param groups of the numbers
     * @param flows of the business account
     * @param calls by telephone
     */
    public record Parts(Outbound outbound, Reviews reviews, Groups groups, Flows flows, Calls calls) {}

    /** The API of this world. */
    public MessagingApi(World world, Parts parts, FaultPlan faults) {
        this.world = world;
        this.faults = faults;
        this.media = new MediaEndpoint(world);
        GroupEndpoint groups = new GroupEndpoint(world, parts.groups());
        Endpoint texts = new MessagesEndpoint(world, parts.outbound(), false);
        Endpoint messages = call -> GroupEndpoint.isPin(call) ? groups.pin(call) : texts.answer(call);
        routes.add("POST", "/messages", messages).add("POST", "/v1/messages", messages);
        routes.add("POST", "/marketing_messages", new MessagesEndpoint(world, parts.outbound(), true));
        addWebhooks(new WebhookEndpoint(world));
        TemplateEndpoint templates = new TemplateEndpoint(world, parts.reviews());
        addTemplates(templates);
        addAccount(new AccountEndpoint(world));
        new SettingsEndpoint(world).addTo(routes);
        new UsernameEndpoint(world).addTo(routes);
        new EncryptionEndpoint().addTo(routes);
        groups.addTo(routes);
        new CallEndpoint(world, parts.calls()).addTo(routes);
        NOT_HERE.forEach(path -> routes.add("GET|POST|PUT|PATCH|DELETE", path, MessagingApi::notHere));
        FlowEndpoint flows = new FlowEndpoint(parts.flows(), media::delete);
        flows.addTo(routes);
        UploadEndpoint uploads = new UploadEndpoint(world);
        routes.add("POST", "/uploads", uploads::begin)
                .add("GET", "/upload:{session}", uploads::state)
                .add("POST", "/upload:{session}", uploads::append)
                .add("POST", "/media", media::upload)
                .add("GET", "/whatsapp_business/attachments/", media::download)
                .add("GET", "/{id}", call -> templates.knows(call) ? templates.getMeta(call) : media.lookUp(call))
                .add("DELETE", "/{id}", flows::delete);
    }

    private void addWebhooks(WebhookEndpoint webhooks) {
        routes.add("GET", "/v1/configs/webhook", webhooks::get)
                .add("POST", "/v1/configs/webhook", webhooks::set)
                .add("GET", "/waba_webhook", webhooks::getWaba)
                .add("POST", "/waba_webhook", webhooks::setWaba)
                .add("GET", "/multi_webhook", webhooks::extras)
                .add("POST", "/multi_webhook", webhooks::setExtras)
                .add("PUT", "/multi_webhook", webhooks::addExtras)
                .add("PATCH", "/multi_webhook", webhooks::changeExtra)
                .add("DELETE", "/multi_webhook", webhooks::deleteExtras);
    }

    private void addTemplates(TemplateEndpoint templates) {
        routes.add("GET", "/message_templates", templates::listMeta)
                .add("POST", "/message_templates", templates::createMeta)
                .add("DELETE", "/message_templates", templates::deleteMeta)
                .add("GET", "/message_templates/{id}", templates::getMeta)
                .add("POST", "/message_templates/{id}", templates::editMeta)
                .add("POST", "/{id}/unpause", templates::unpause)
                .add("POST", "/message_templates/{id}/unpause", templates::unpause)
                .add("GET", "/v1/configs/templates", templates::list360)
                .add("POST", "/v1/configs/templates", templates::create360)
                .add("DELETE", "/v1/configs/templates/{name}", templates::delete360);
    }

    private void addAccount(AccountEndpoint account) {
        routes.add("GET", "/whatsapp_business_profile", account::profile)
                .add("POST", "/whatsapp_business_profile", account::updateProfile)
                .add("GET", "/block_users", account::blocked)
                .add("POST", "/block_users", account::block)
                .add("DELETE", "/block_users", account::unblock)
                .add("DELETE", "/contact_book", account::deleteContact)
                .add("GET", "/health_status", account::health);
    }

    /** Answers a call, unless an ordered fault does. */
    public HandledCall handle(Call call) {
        Optional<Channel> channel = world.byKey(call.header("d360-api-key"));
        if (channel.isEmpty()) {
            return new HandledCall(Answer.proxyError(401, "Invalid API key"), null);
        }
        if (faults.isEmpty()) {
            return new HandledCall(answer(call.with(channel.get(), null)), null);
        }
        Fault fault = faults.take(call.method(), call.path(), channel.get().phone(), recipient(call))
                .orElse(null);
        if (fault == null) {
            return new HandledCall(answer(call.with(channel.get(), null)), null);
        }
        world.changed("faults", () -> Json.object().set("faults", faults.view()));
        Problem problem = fault.problem();
        Transport transport = fault.transport();
        if (transport != null && !transport.afterEffect()) {
            return new HandledCall(NOTHING, fault);
        }
        if (problem != null && !fault.later()) {
            return new HandledCall(Answer.problem(problem, fault.shape(), traceId()), fault);
        }
        return new HandledCall(answer(call.with(channel.get(), problem)), fault);
    }

    /** Forgets what endpoints remember apart from the world. */
    public void reset() {
        media.reset();
    }

    private Answer answer(Call call) {
        Optional<Routes.Found> found = routes.find(call.method(), call.path());
        if (found.isEmpty()) {
            return routes.missing(call.path());
        }
        try {
            return found.get().endpoint().answer(call.with(found.get().named()));
        } catch (Refusal refusal) {
            return Answer.problem(refusal.problem(), ErrorShape.GRAPH, traceId());
        }
    }

    private static Answer notHere(Call call) {
        return Answer.proxyError(404, "The simulator does not have " + call.path());
    }

    private static String recipient(Call call) {
        if (!call.method().equals("POST") || !call.path().endsWith("messages")) {
            return "";
        }
        return Json.readObject(call.body().getBytes())
                .map(body -> body.path("to").asText().replaceAll("[^0-9]", ""))
                .orElse("");
    }

    private String traceId() {
        return "A" + world.ids().hex(22);
    }
}
