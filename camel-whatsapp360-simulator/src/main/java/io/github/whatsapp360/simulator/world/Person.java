/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A WhatsApp user who is not a business, or a group of them. Confined to the event loop. */
public final class Person {

    private final String id;
    private volatile String userId;
    private final Instant since;
    private String waId;
    private String name;
    private String username = "";
    private boolean phoneHidden;
    private boolean online = true;
    private boolean reachable = true;
    private final Set<Person> members = new LinkedHashSet<>();
    private boolean wantsMarketing = true;
    private boolean group;

    Person(String waId, String name, String userId, Instant since) {
        this(userId, waId, name, userId, since);
    }

    Person(String id, String waId, String name, String userId, Instant since) {
        this.id = id;
        this.since = since;
        this.waId = waId;
        this.name = name;
        this.userId = userId;
    }

    /** What the page and the control API call them: their first user id, whatever they are called later. */
    public String id() {
        return id;
    }

    /** The phone number, digits only. */
    public String waId() {
        return waId;
    }

    /** The name of the profile; may be empty. */
    public String name() {
        return name;
    }

    /** The business-scoped user id, for example {@code DE.4711}. */
    public String userId() {
        return userId;
    }

    /** When they appeared. */
    public Instant since() {
        return since;
    }

    String username() {
        return username;
    }

    /** Whether events show the user id only. */
    public boolean phoneHidden() {
        return phoneHidden;
    }

    /** Whether the phone is switched on; off, messages stay at sent. */
    public boolean online() {
        return online;
    }

    /** Whether the number is on WhatsApp; off, messages fail with 131026. */
    public boolean reachable() {
        return reachable;
    }

    /** Whether marketing messages are taken. */
    public boolean wantsMarketing() {
        return wantsMarketing;
    }

    /** Gives the profile another name. */
    public void rename(String newName) {
        name = newName;
    }

    /** Hides the phone number behind a username. */
    public void hidePhone(String newUsername) {
        phoneHidden = true;
        username = newUsername;
    }

    /** Whether this is a group of people; its number is then the group's id and its name the subject. */
    public boolean isGroup() {
        return group;
    }

    /** The people of a group; changeable. */
    public Set<Person> members() {
        return members;
    }

    void becomeGroup() {
        group = true;
    }

    /** Takes or leaves WhatsApp. */
    public void reachable(boolean now) {
        reachable = now;
    }

    void wantsMarketing(boolean now) {
        wantsMarketing = now;
    }

    void online(boolean now) {
        online = now;
    }

    /** WhatsApp gives another user id with another number. */
    void changeNumber(String newWaId, String newUserId) {
        waId = newWaId;
        userId = newUserId;
    }

    /** Whether the number is hidden stays as it is. */
    public void changeUsername(String newUsername) {
        username = newUsername;
    }

    /** The element of {@code contacts} in events. */
    ObjectNode asContact() {
        ObjectNode contact = Json.object();
        ObjectNode profile = contact.putObject("profile");
        if (!name.isEmpty()) {
            profile.put("name", name);
        }
        if (!username.isEmpty()) {
            profile.put("username", username);
        }
        if (!phoneHidden) {
            contact.put("wa_id", waId);
        }
        return contact.put("user_id", userId);
    }

    /** For the page. */
    public ObjectNode view() {
        return Json.object()
                .put("id", id)
                .put("waId", waId)
                .put("name", name)
                .put("username", username)
                .put("userId", userId)
                .put("phoneHidden", phoneHidden)
                .put("online", online)
                .put("reachable", reachable)
                .put("group", group);
    }
}
