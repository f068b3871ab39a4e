/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.Problem;
import io.github.whatsapp360.event.RawJson;
import io.github.whatsapp360.event.UnknownEvent;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every value of an element is in an accessor of its event; those that are not are listed here, and why. */
class EveryValueIsShownTest {

    private static final Map<String, String> IN_NO_ACCESSOR = Map.ofEntries(
            Map.entry("(?:account|handover|partner):(?:message\\.|data\\.)?messaging_product", "always the same"),
            Map.entry("(?:call:|call:call_recording\\.|group:|status:|handover:)type", "says which record it is"),
            Map.entry("(?:history:|partner:data\\.state_sync\\[]\\.)type", "says which record it is"),
            Map.entry("(?:account|partner|template):event", "says which record it is, and is in the name"),
            Map.entry("flow:flow_name", "in no documentation"),
            Map.entry("call:(?:from|to)", "the business's own number, which the envelope names"),
            Map.entry("handover:message\\.recipient_type", "of the request of another agent"),
            Map.entry(".*[:.](?:document|voice)\\.(?:status|file)", "of the disk of an on-premises client"),
            Map.entry("message:from(?:_user_id)?", "of a notice of a change: old, and the new one is shown"),
            Map.entry("message:edit\\.message\\.context\\.id", "a placeholder in all that is documented"),
            Map.entry("message:contacts\\[]\\.(?:org|phones\\[]\\.phone\\[])", "of a kind that is not documented"),
            Map.entry("message:interactive\\.list_reply\\.title\\[]", "of a kind that is not documented"));

    @Test
    void byAnAccessorUnlessThereIsAReason() {
        TreeSet<String> unseen =
                Leaves.unseenOfAllFixtures(EveryValueIsShownTest::isTyped, EveryValueIsShownTest::accessors);

        assertThat(Leaves.notAllowed(unseen, IN_NO_ACCESSOR)).isEmpty();
        assertThat(Leaves.needless(unseen, IN_NO_ACCESSOR)).isEmpty();
    }

    /** What no record fits has its JSON only. */
    private static boolean isTyped(InboundEvent event) {
        List<Object> values = new ArrayList<>();
        collect(event, values);
        return !(event instanceof UnknownEvent) && !values.contains("problem");
    }

    /** What all components say, of the records that the event is made of too; the JSON itself does not count. */
    private static Object accessors(InboundEvent event) {
        List<Object> values = new ArrayList<>();
        collect(event, values);
        return values;
    }

    private static void collect(Object value, List<Object> values) {
        if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, values));
        } else if (value instanceof Map<?, ?> map) {
            values.add(map.toString());
        } else if (value instanceof Record part && !(value instanceof RawJson) && !(value instanceof Problem)) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                try {
                    Object member = component.getAccessor().invoke(part);
                    values.add(component.getName());
                    collect(member, values);
                } catch (ReflectiveOperationException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        } else if (!(value instanceof RawJson) && !(value instanceof Problem)) {
            values.add(String.valueOf(value));
        }
    }
}
