/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One number of a business at 360dialog: its key, its webhooks, its profile. Confined to the event loop. */
public final class Channel {

    /** The one business account to which all numbers of a simulator belong. */
    public static final String WABA_ID = "301122334455667";

    /** The number of a simulator that nobody has given numbers. */
    public static final String USUAL_PHONE = "4989123456";

    /** The name of a number that nobody has named. */
    public static final String USUAL_NAME = "Simulated Business";

    private static final int FREE_SERVICE_MESSAGES = 1_000;

    private final String phone;
    private final ObjectNode profile = Json.object().put("messaging_product", "whatsapp");
    private final ObjectNode settings = Json.object();
    private final Set<String> blocked = new LinkedHashSet<>();
    private final List<Registration> extras = new ArrayList<>();
    private final Map<String, Chat> chats = new LinkedHashMap<>();
    private final Map<String, ChatMessage> messages = new HashMap<>();
    private String apiKey;
    private String name;
    private String phoneNumberId;
    private boolean extrasEnabled;
    private @Nullable Registration webhook;
    private @Nullable String flowKey;
    private @Nullable YearMonth serviceMonth;
    private int serviceMessages;

    Channel(String apiKey, String phone, String name, String phoneNumberId) {
        this.apiKey = apiKey;
        this.phone = phone;
        this.name = name;
        this.phoneNumberId = phoneNumberId;
        profile.put("about", name).put("vertical", "OTHER");
    }

    /** The key of this number, to be sent in {@code D360-API-KEY}. */
    public String apiKey() {
        return apiKey;
    }

    /** The number, digits only. */
    public String phone() {
        return phone;
    }

    /** The name that customers see. */
    public String name() {
        return name;
    }

    /** Meta's id of the number. */
    public String phoneNumberId() {
        return phoneNumberId;
    }

    /** The number's own webhook, or null. */
    public @Nullable Registration webhook() {
        return webhook;
    }

    /** Sets or clears the number's own webhook. */
    public void webhook(@Nullable Registration registration) {
        webhook = registration;
    }

    /** The public key of the number's flows, in PEM; null if there is none. */
    public @Nullable String flowKey() {
        return flowKey;
    }

    /** Sets the public key of the number's flows; null for none. */
    public void flowKey(@Nullable String pem) {
        flowKey = pem;
    }

    /** The extra destinations, at most three; changeable. */
    public List<Registration> extras() {
        return extras;
    }

    /** Whether the extra destinations are in use. */
    public boolean extrasEnabled() {
        return extrasEnabled;
    }

    /** Puts the extra destinations in or out of use. */
    public void extrasEnabled(boolean enabled) {
        extrasEnabled = enabled;
    }

    /** The business profile; changeable. */
    public ObjectNode profile() {
        return profile;
    }

    /** What else the API sets and answers: username, automation, commerce, QR codes; changeable. */
    public ObjectNode settings() {
        return settings;
    }

    /** The numbers of the users that are blocked; changeable. */
    public Set<String> blocked() {
        return blocked;
    }

    Map<String, Chat> chats() {
        return chats;
    }

    Map<String, ChatMessage> messages() {
        return messages;
    }

    /** Counts a service message; whether it is one of the month's first 1,000. */
    boolean countService(YearMonth month) {
        if (!month.equals(serviceMonth)) {
            serviceMonth = month;
            serviceMessages = 0;
        }
        return ++serviceMessages <= FREE_SERVICE_MESSAGES;
    }

    /** How many service messages this month has had. */
    int serviceMessages(YearMonth month) {
        return month.equals(serviceMonth) ? serviceMessages : 0;
    }

    void serviceMessages(YearMonth month, int count) {
        serviceMonth = month;
        serviceMessages = count;
    }

    void clear() {
        serviceMessages = 0;
        chats.clear();
        messages.clear();
        blocked.clear();
    }

    /** Begins anew as a scenario says, without webhooks. */
    void become(String newKey, String newName, String newPhoneNumberId) {
        apiKey = newKey;
        name = newName;
        phoneNumberId = newPhoneNumberId;
        webhook = null;
        extras.clear();
        extrasEnabled = false;
        flowKey = null;
        settings.removeAll();
        profile.removeAll();
        profile.put("messaging_product", "whatsapp").put("about", newName).put("vertical", "OTHER");
    }

    void apiKey(String newKey) {
        apiKey = newKey;
    }

    /** What events say about the number. */
    public ObjectNode metadata() {
        return Json.object().put("display_phone_number", phone).put("phone_number_id", phoneNumberId);
    }

    /** For the page; shows the key, for it is a simulated one. */
    public ObjectNode view() {
        ObjectNode view = Json.object()
                .put("phone", phone)
                .put("name", name)
                .put("phoneNumberId", phoneNumberId)
                .put("apiKey", apiKey);
        return view.put("webhook", webhook == null ? null : webhook.url());
    }
}
