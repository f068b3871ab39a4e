package io.github.whatsapp360.webhook.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a delivery that became, or may become, one event, with those of its members that matter.
 *
 * <p>Confined to the call that splits one delivery.
 */
final class Element {

    private static final Member[] NO_MEMBERS = {};
    private static final @Nullable String[] NO_VALUES = {};

    /** The index of its first byte. */
    final int start;

    /** The index behind its last byte. */
    int end;

    /** Two arrays rather than a map: of the members an element has six or seven, and most stretches have none. */
    private Member[] members = NO_MEMBERS;

    private @Nullable String[] values = NO_VALUES;
    private int count;

    /** Whether it is a member, name and value, and becomes an object of that one member. */
    final boolean isMember;

    Element(int start) {
        this(start, false);
    }

    private Element(int start, boolean isMember) {
        this.start = start;
        this.isMember = isMember;
    }

    /** A member of a value, from the first byte of its name to behind the last one of its value. */
    static Element member(int start, int end) {
        Element member = new Element(start, true);
        member.end = end;
        return member;
    }

    /** How many bytes it has where it stands alone. */
    int length() {
        return end - start + (isMember ? 2 : 0);
    }

    /** Sets a member, or replaces what an earlier one of the same name has set; null is as good as absent. */
    void put(Member member, @Nullable String value) {
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
    void putIfAbsent(Member member, String value) {
        if (get(member) == null) {
            put(member, value);
        }
    }

    /** The value of a scalar member as text; null if it is absent, null, empty, or no scalar. */
    @Nullable
    String get(Member member) {
        for (int at = 0; at < count; at++) {
            if (members[at] == member) {
                return values[at];
            }
        }
        return null;
    }

    /** The first of these that is there. */
    @Nullable
    String first(Member... candidates) {
        return first(Arrays.asList(candidates));
    }

    /** The first of these that is there. */
    @Nullable
    String first(List<Member> candidates) {
        for (Member candidate : candidates) {
            String value = get(candidate);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
