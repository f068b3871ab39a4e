package io.github.whatsapp360.webhook.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code value} of a delivery as scanned, before it is known which field it belongs to: members come in any order, so
 * {@code field} may follow.
 *
 * <p>Confined to the call that splits one delivery.
 */
final class ScannedValue {

    /** The whole value. */
    final ScannedElement whole;

    /** The elements of the arrays that can hold events, by array name, in document order. An empty array is a key too. */
    final Map<String, List<ScannedElement>> arrays = new LinkedHashMap<>();

    /**
     * The members that are no part of every value, by name, in document order; those that are null are no members. What
     * of them is known depends on the field.
     */
    final Map<String, ScannedElement> members = new LinkedHashMap<>();

    final List<ScannedElement> contacts = new ArrayList<>();

    /** What was said before a conversation was handed over; null unless it is an object. */
    @Nullable
    ByteRange conversationContext;

    @Nullable
    ScannedElement metadata;

    /** What stands in {@code standby}: somebody else's conversation, in the form of a value of its own. */
    @Nullable
    ScannedValue standby;

    private @Nullable Map<String, ScannedElement> contactsById;

    ScannedValue(ScannedElement whole) {
        this.whole = whole;
    }

    /** The contact that has one of these ids; never one by position, which is not reliable. */
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
