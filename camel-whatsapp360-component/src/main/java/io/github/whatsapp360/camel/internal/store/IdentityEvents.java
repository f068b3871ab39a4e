/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.internal.IdentityChange;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.webhook.internal.DedupeKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events {@code identity:changed} and {@code identity:merged}, for the subscriptions that take them.
 *
 * <p>Thread-safe.
 *
 * @param subscriptions the subscriptions that take events of a family and name
 */
record IdentityEvents(BiFunction<String, String, List<String>> subscriptions) {

    static final String FIELD = "identity";

    /** Has the same key whenever the same change is learned, also by another node: it is stored once. */
    List<InboxEvent> of(IdentityChange change) {
        String what = change.merged() == null ? "changed" : "merged";
        String name = FIELD + ':' + what;
        List<String> takers = subscriptions.apply(EventFamily.USER.word(), name);
        if (takers.isEmpty()) {
            return List.of();
        }
        CustomerIdentity before = change.before();
        CustomerIdentity after = change.after();
        Map<String, @Nullable Object> element = new LinkedHashMap<>();
        element.put("event", what);
        element.put("customer_id", after.customerId());
        putIfPresent(element, "merged_customer_id", change.merged());
        putIfPresent(element, "wa_id", after.phone());
        putIfPresent(element, "user_id", after.userId());
        putIfPresent(element, "parent_user_id", after.parentUserId());
        putIfPresent(element, "username", after.username());
        putIfChanged(element, "previous_wa_id", before.phone(), after.phone());
        putIfChanged(element, "previous_user_id", before.userId(), after.userId());
        putIfChanged(element, "previous_parent_user_id", before.parentUserId(), after.parentUserId());
        putIfChanged(element, "previous_username", before.username(), after.username());
        element.put("timestamp", Long.toString(change.at().getEpochSecond()));
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("family", EventFamily.USER.word());
        stored.put("name", name);
        stored.put("field", FIELD);
        stored.put("element", element);
        String key = DedupeKeys.of(
                EventFamily.USER.word(), FIELD, what, new String(ApiJson.write(element), StandardCharsets.UTF_8));
        byte[] body = ApiJson.write(stored);
        List<InboxEvent> events = new ArrayList<>();
        for (String taker : takers) {
            events.add(new InboxEvent(key, change.conversation(), taker, EventFamily.USER.word(), body));
        }
        return events;
    }

    private static void putIfPresent(Map<String, @Nullable Object> element, String name, @Nullable String value) {
        if (value != null) {
            element.put(name, value);
        }
    }

    private static void putIfChanged(
            Map<String, @Nullable Object> element, String name, @Nullable String before, @Nullable String after) {
        putIfPresent(element, name, Objects.equals(before, after) ? null : before);
    }
}
