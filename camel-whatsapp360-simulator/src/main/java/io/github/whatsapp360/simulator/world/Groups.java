/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Groups that a business makes and changes; WhatsApp reports each change a moment later. Confined to the event loop.
 */
public final class Groups {

    private static final String[] SETTINGS = {"subject", "description"};

    private final World world;
    private final Outbox outbox;

    /** Groups of this world, reported to that outbox. */
    public Groups(World world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    /** All groups, also those in which customers have written first. */
    public List<Person> all() {
        return world.people().all().stream().filter(Person::isGroup).toList();
    }

    /** The group with this id. */
    public Optional<Person> find(String id) {
        return world.people().find(id).filter(Person::isGroup);
    }

    /** Description, way to join and invite link of a group; changeable. */
    public ObjectNode details(Person group) {
        if (group.details().isEmpty()) {
            group.details().put("join_approval_mode", "auto_approve").put("invite_link", newLink());
        }
        return group.details();
    }

    /** Gives a group another invite link. */
    public String resetLink(Person group) {
        String link = newLink();
        details(group).put("invite_link", link);
        return link;
    }

    private String newLink() {
        return "https://chat.whatsapp.com/" + world.ids().hex(22);
    }

    /**
     * Makes a group.
     *
     * @param wish as {@code POST /groups} takes it
     * @return the id of the request, which the event names too
     */
    public String create(Channel channel, ObjectNode wish) {
        String id = Base64.getEncoder()
                .withoutPadding()
                .encodeToString(("capi_group:" + world.ids().digits(12)).getBytes(StandardCharsets.US_ASCII));
        Person group = world.people().group(id, wish.path("subject").asText());
        ObjectNode given = wish.deepCopy();
        given.remove("messaging_product");
        details(group).setAll(given);
        ObjectNode event = event(group, "group_create");
        event.setAll(given);
        event.set("invite_link", details(group).path("invite_link"));
        return report(channel, group, "group_lifecycle_update", event);
    }

    /**
     * Changes subject, description or way to join.
     *
     * @return the id of the request
     */
    public String update(Channel channel, Person group, ObjectNode change) {
        ObjectNode event = event(group, "group_settings_update");
        for (String name : SETTINGS) {
            if (change.has(name)) {
                event.putObject("group_" + name)
                        .put("text", change.path(name).asText())
                        .put("update_successful", true);
            }
        }
        ObjectNode given = change.deepCopy();
        given.remove("messaging_product");
        details(group).setAll(given);
        if (change.has("subject")) {
            world.people().group(group.waId(), change.path("subject").asText());
        }
        return report(channel, group, "group_settings_update", event);
    }

    /**
     * Deletes a group.
     *
     * @return the id of the request
     */
    public String delete(Channel channel, Person group) {
        world.people().removeGroup(group);
        return report(channel, group, "group_lifecycle_update", event(group, "group_delete"));
    }

    /**
     * Adds people or removes them.
     *
     * @return the id of the request
     */
    public String changeMembers(Channel channel, Person group, List<Person> people, boolean add) {
        ObjectNode event = event(group, add ? "group_participants_add" : "group_participants_remove");
        ArrayNode changed = event.putArray(add ? "added_participants" : "removed_participants");
        for (Person person : people) {
            boolean done = add ? group.members().add(person) : group.members().remove(person);
            if (done) {
                world.people().name(changed.addObject(), person, "wa_id", "");
            }
        }
        if (!add) {
            event.put("initiated_by", "business");
        }
        return report(channel, group, "group_participants_update", event);
    }

    /** The open requests to join a group, the oldest first. */
    public Collection<JoinRequest> joinRequests(Person group) {
        return List.copyOf(group.joinRequests().values());
    }

    private static Optional<JoinRequest> joinRequest(Person group, Person person) {
        return group.joinRequests().values().stream()
                .filter(each -> each.person().equals(person))
                .findFirst();
    }

    /**
     * Somebody opens the invite link: joins at once, or asks to join where the business wants to be asked.
     *
     * @param groupOrLink the id of the group, or its link
     * @return the id of the request to join; empty if none was needed
     * @throws IllegalArgumentException if there is no such group
     */
    public String join(Channel channel, Person person, String groupOrLink) {
        Person group = all().stream()
                .filter(each -> each.waId().equals(groupOrLink)
                        || details(each).path("invite_link").asText().equals(groupOrLink))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such group"));
        if (!details(group).path("join_approval_mode").asText().equals("approval_required")) {
            letIn(channel, group, List.of(person));
            return "";
        }
        Optional<JoinRequest> open = joinRequest(group, person);
        if (open.isPresent()) {
            return open.get().id();
        }
        JoinRequest request = new JoinRequest(world.ids().digits(16), person, world.now());
        group.joinRequests().put(request.id(), request);
        reportRequest(channel, group, request, "group_join_request_created");
        return request.id();
    }

    /** Somebody no longer asks to join; answers the id of the request, empty if there was none. */
    public String revoke(Channel channel, Person person, String groupId) {
        Person group = find(groupId).orElseThrow(() -> new IllegalArgumentException("No such group"));
        JoinRequest request = joinRequest(group, person).orElse(null);
        if (request == null) {
            return "";
        }
        group.joinRequests().remove(request.id());
        reportRequest(channel, group, request, "group_join_request_revoked");
        return request.id();
    }

    /**
     * Approves a request to join, or rejects it.
     *
     * @return whether there was such a request
     */
    public boolean answer(Channel channel, Person group, String requestId, boolean approve) {
        JoinRequest request = group.joinRequests().remove(requestId);
        if (request != null && approve) {
            letIn(channel, group, List.of(request.person()));
        }
        return request != null;
    }

    private void letIn(Channel channel, Person group, List<Person> people) {
        ObjectNode event = event(group, "group_participants_add").put("reason", "invite_link");
        ArrayNode added = event.putArray("added_participants");
        people.stream().filter(group.members()::add).forEach(person -> world.people()
                .name(added.addObject(), person, "wa_id", ""));
        emit(channel, group, "group_participants_update", event);
    }

    private void reportRequest(Channel channel, Person group, JoinRequest request, String type) {
        ObjectNode event = event(group, type).put("join_request_id", request.id());
        emit(channel, group, "group_participants_update", world.people().name(event, request.person(), "wa_id", ""));
    }

    /** Pins a message of a group, or unpins it. */
    public void pin(Person group, String messageId, boolean pins) {
        boolean unused = pins ? group.pinned().add(messageId) : group.pinned().remove(messageId);
    }

    private ObjectNode event(Person group, String type) {
        return Json.object()
                .put("timestamp", Long.toString(world.now().getEpochSecond()))
                .put("group_id", group.waId())
                .put("type", type);
    }

    private String report(Channel channel, Person group, String field, ObjectNode event) {
        String request = world.ids().hex(32);
        event.put("request_id", request);
        emit(channel, group, field, event);
        return request;
    }

    private void emit(Channel channel, Person group, String field, ObjectNode event) {
        world.timeline()
                .at(
                        world.now().plus(world.delays().sent()),
                        due -> outbox.emit(
                                channel, new WebhookEvent(field, "groups", event, null, "groups/" + group.waId())));
    }
}
