package io.github.whatsapp360.webhook.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value in a delivery that becomes, or may become, one event: where it stands, and the values of its members that
 * decide what becomes of it.
 *
 * <p>Confined to the call that splits one delivery.
 */
final class ScannedElement extends ByteRange {

    private static final JsonMember[] NO_MEMBERS = {};
    private static final @Nullable String[] NO_VALUES = {};

    /** Two arrays rather than a map: of the members an element has six or seven, and most stretches have none. */
    private JsonMember[] members = NO_MEMBERS;

    private @Nullable String[] values = NO_VALUES;
    private int count;

    ScannedElement(int start) {
        super(start);
    }

    private ScannedElement(int start, int end) {
        super(start, end, true);
    }

    /** A member of a value, from the first byte of its name to behind the last one of its value; none of its own members is known. */
    static ScannedElement member(int start, int end) {
        return new ScannedElement(start, end);
    }

    /** Sets a member, or replaces what an earlier one of the same name has set; null is as good as absent. */
    void put(JsonMember member, @Nullable String value) {
        for (int at = 0; at < count; at++) {
            if (members[at] == member) {
                values[at] = value;
                return;
            }
        }
        if (count == members.length) {
            members = Arrays.copyOf(members, count + 8);
            values = Arrays.copyOf(values, count + 8);
        }
        members[count] = member;
        values[count++] = value;
    }

    /** Sets a member unless it is set. */
    void putIfAbsent(JsonMember member, String value) {
        if (get(member) == null) {
            put(member, value);
        }
    }

    /** The value of a scalar member as text; null if it is absent, null, empty, or no scalar. */
    @Nullable
    String get(JsonMember member) {
        for (int at = 0; at < count; at++) {
            if (members[at] == member) {
                return values[at];
            }
        }
        return null;
    }

    /** The first of these that is there. */
    @Nullable
    String first(JsonMember... candidates) {
        return first(Arrays.asList(candidates));
    }

    /** The first of these that is there. */
    @Nullable
    String first(List<JsonMember> candidates) {
        for (JsonMember candidate : candidates) {
            String value = get(candidate);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
