/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scanned {@code value} of a delivery, before its field is known: members have any order, so {@code field} may
 * follow.
 *
 * <p>Confined to the call that splits the delivery.
 */
final class ScannedValue {

    /** The whole value. */
    final ScannedElement whole;

    /** The elements of the arrays that can contain events, by array name, in document order. Includes empty arrays. */
    final Map<String, List<ScannedElement>> arrays = new LinkedHashMap<>();

    /** The members that are specific to the field, by name, in document order, without nulls. */
    final Map<String, ScannedElement> members = new LinkedHashMap<>();

    final List<ScannedElement> contacts = new ArrayList<>();

    /** The context of a conversation that was handed over; null unless it is an object. */
    @Nullable
    ByteRange conversationContext;

    @Nullable
    ScannedElement metadata;

    /** The nested value {@code standby}: events of another application's conversation. */
    @Nullable
    ScannedValue standby;

    private @Nullable Map<String, ScannedElement> contactsById;

    ScannedValue(ScannedElement whole) {
        this.whole = whole;
    }

    /** Returns the contact with one of these ids. Positions of contacts are not reliable and are not used. */
    @Nullable
    ScannedElement contactOf(@Nullable String phone, @Nullable String userId) {
        if (contacts.isEmpty()) {
            return null;
        }
        if (contactsById == null) {
            contactsById = index();
        }
        ScannedElement byPhone = phone == null ? null : contactsById.get(phone);
        return byPhone != null || userId == null ? byPhone : contactsById.get(userId);
    }

    private Map<String, ScannedElement> index() {
        Map<String, ScannedElement> index = new HashMap<>();
        for (ScannedElement contact : contacts) {
            String phone = contact.get(JsonMember.WA_ID);
            if (phone != null) {
                index.putIfAbsent(phone, contact);
            }
            String userId = contact.get(JsonMember.USER_ID);
            if (userId != null) {
                index.putIfAbsent(userId, contact);
            }
        }
        return index;
    }
}
