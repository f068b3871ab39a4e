package io.github.whatsapp360.webhook;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a delivery that became, or may become, one event, with those of its members that matter.
 *
 * <p>Confined to the call that splits one delivery.
 */
final class Element {

    /** The index of its first byte. */
    final int start;

    /** The index behind its last byte. */
    int end;

    /** Not made before it is needed: most stretches have no members that matter. */
    private Map<Member, String> members = Map.of();

    Element(int start) {
        this.start = start;
    }

    /** Sets a member, or removes what an earlier one of the same name has set. */
    void put(Member member, @Nullable String value) {
        if (members.isEmpty()) {
            members = new EnumMap<>(Member.class);
        }
        if (value == null) {
            members.remove(member);
        } else {
            members.put(member, value);
        }
    }

    /** The value of a scalar member as text; null if it is absent, null, empty, or no scalar. */
    @Nullable
    String get(Member member) {
        return members.get(member);
    }

    /** The first of these that is there. */
    @Nullable
    String first(Member... candidates) {
        for (Member candidate : candidates) {
            String value = members.get(candidate);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The first of these that is there. */
    @Nullable
    String first(List<Member> candidates) {
        for (Member candidate : candidates) {
            String value = members.get(candidate);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
