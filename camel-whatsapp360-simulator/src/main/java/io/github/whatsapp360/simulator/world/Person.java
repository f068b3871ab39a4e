/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A WhatsApp user who is not a business, or a group of them. Confined to the event loop. */
public final class Person {

    /** The form of a business-scoped user id. */
    public static final String USER_ID = "[A-Z]{2}\\.[A-Za-z0-9]{1,128}";

    /** The form of a user id at a parent account. */
    public static final String PARENT_USER_ID = "[A-Z]{2}\\.ENT\\.[A-Za-z0-9]{1,128}";

    private final String id;
    private volatile String userId;
    private final Instant since;
    private String waId;
    private String parentUserId;
    private String name;
    private String username = "";
    private boolean phoneHidden;
    private boolean online = true;
    private boolean reachable = true;
    private final Set<Person> members = new LinkedHashSet<>();
    private boolean wantsMarketing = true;
    private boolean inContactBook = true;
    private boolean group;
    private ObjectNode details = Json.object();
    private final Set<String> pinned = new LinkedHashSet<>();
    private final Map<String, JoinRequest> joinRequests = new LinkedHashMap<>();

    Person(String id, String waId, String name, String userId, String parentUserId, Instant since) {
        this.id = id;
        this.since = since;
        this.waId = waId;
        this.name = name;
        this.userId = userId;
        this.parentUserId = parentUserId;
    }

    /** What the page and the control API call them: their first user id, whatever they are called later. */
    public String id() {
        return id;
    }

    /** The phone number, digits only; empty since it was given to somebody else. */
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

    /** The user id at the parent account, for example {@code DE.ENT.4711}; shown with {@link Switch#PARENT_USER_IDS}. */
    public String parentUserId() {
        return parentUserId;
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

    /** Whether there is a number and events show it. */
    public boolean showsPhone() {
        return !phoneHidden && !waId.isEmpty();
    }

    /** Whether the business's contact book has them; at first it has everybody. */
    boolean inContactBook() {
        return inContactBook;
    }

    void inContactBook(boolean now) {
        inContactBook = now;
    }

    /** Takes them out of the contact book, which shows a number that a username hides; whether they were in it. */
    public boolean leaveContactBook() {
        boolean was = inContactBook;
        inContactBook = false;
        phoneHidden |= !username.isEmpty();
        return was;
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

    /** Hides the phone number or shows it again; the username stays. */
    public void phoneHidden(boolean now) {
        phoneHidden = now;
    }

    /** Gives the business the number, which its contact book keeps. */
    void sharePhone() {
        phoneHidden = false;
        inContactBook = true;
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

    /** Description, way to join and invite link of a group; changeable. */
    ObjectNode details() {
        return details;
    }

    void details(ObjectNode given) {
        details = given;
    }

    /** The ids of a group's pinned messages; changeable. */
    Set<String> pinned() {
        return pinned;
    }

    /** The open requests to join a group by their ids, oldest first; changeable. */
    Map<String, JoinRequest> joinRequests() {
        return joinRequests;
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

    void become(String newWaId, String newUserId, String newParentUserId) {
        waId = newWaId;
        userId = newUserId;
        parentUserId = newParentUserId;
    }

    /** Takes another user id at the parent account. */
    public void parentUserId(String newParentUserId) {
        parentUserId = newParentUserId;
    }

    /** Whether the number is hidden stays as it is. */
    public void changeUsername(String newUsername) {
        username = newUsername;
    }

    /** The profile as events show it. */
    ObjectNode profile() {
        ObjectNode profile = Json.object();
        if (!name.isEmpty()) {
            profile.put("name", name);
        }
        if (!username.isEmpty()) {
            profile.put("username", username);
        }
        return profile;
    }

    /** For the page. */
    public ObjectNode view() {
        return Json.object()
                .put("id", id)
                .put("waId", waId)
                .put("name", name)
                .put("username", username)
                .put("userId", userId)
                .put("parentUserId", parentUserId)
                .put("phoneHidden", phoneHidden)
                .put("online", online)
                .put("reachable", reachable)
                .put("group", group);
    }
}
