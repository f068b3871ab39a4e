package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.whatsapp360.json.EpochTime;
import io.github.whatsapp360.webhook.internal.Envelope.Entry;
import io.github.whatsapp360.webhook.internal.Envelope.FieldChange;
import io.github.whatsapp360.webhook.internal.StoredForm.Beside;
import io.github.whatsapp360.webhook.internal.StoredForm.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what was scanned.
 *
 * <p>Confined to the call that splits one delivery.
 */
final class EventCollector {

    private static final int MAXIMUM_EVENTS = 50_000;
    private static final long MAXIMUM_STORED_BYTES = 64L << 20;

    private static final byte[] NO_DAY = {};

    private final byte[] body;
    private final StoredForm storedForm;
    private final List<EventElement> events = new ArrayList<>();
    private long storedBytes;

    /** What the elements of one change have in common, if one of them had no id. */
    private Keys.@Nullable Common common;

    private @Nullable Context commonContext;

    /** How often a key of bytes was met. */
    private final Map<String, Integer> keysOfBytes = new HashMap<>();

    private final byte[] arrivalDay;

    /** @param arrivalDay when the delivery came, for events that do not say when they happened */
    EventCollector(byte[] body, LocalDate arrivalDay) {
        this.body = body;
        this.arrivalDay = arrivalDay.toString().getBytes(US_ASCII);
        this.storedForm = new StoredForm(body);
    }

    List<EventElement> events() {
        return List.copyOf(events);
    }

    void add(Envelope envelope) throws UnreadableDeliveryException {
        List<Entry> entries = envelope.entries;
        if (entries != null) {
            for (Entry entry : entries) {
                add(entry);
            }
        } else if (envelope.isPartner()) {
            add(Route.PARTNER, "", Context.NONE, envelope.change, envelope.change.value);
        } else if (envelope.isOnPremises()) {
            Context context = contextOf(null, null, envelope.change.metadata);
            addElements(Route.ofElements("messages"), "messages", envelope.change, context);
        } else {
            add(Route.ofValue(""), "", Context.NONE, envelope.change, envelope.change.value);
        }
    }

    private void add(Entry entry) throws UnreadableDeliveryException {
        if (!entry.hasChanges) {
            add(Route.ofValue(""), "", contextOf(entry, null, null), new Change(entry.whole), entry.whole);
        }
        for (FieldChange change : entry.changes) {
            Change value = change.value;
            Context context = contextOf(entry, change.fieldRange, value == null ? null : value.metadata);
            if (value != null) {
                add(change, value, context);
            }
            addUnknown(change.field, context, change.members);
        }
    }

    /** What nobody knows is an event too, so that somebody can see that it came. */
    private void addUnknown(String field, Context context, Map<String, Element> members)
            throws UnreadableDeliveryException {
        for (Element member : members.values()) {
            if (!isEmptyArray(member)) {
                add(Route.ofUnknown(field), field, context, new Change(member), member);
            }
        }
    }

    private boolean isEmptyArray(Element member) {
        int at = member.end - 1;
        if (body[at] != ']') {
            return false;
        }
        do {
            at--;
        } while (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t');
        return body[at] == '[';
    }

    private void add(FieldChange change, Change value, Context context) throws UnreadableDeliveryException {
        Map<String, Route> routes = Route.ofElements(change.field);
        // What stands in the background of somebody else's conversation has the form of a value inside the value.
        Change standby = change.field.equals("standby") ? value.standby : null;
        Change elements = standby == null ? value : standby;
        if (!Collections.disjoint(elements.arrays.keySet(), routes.keySet())) {
            addElements(routes, change.field, elements, context);
            if (standby != null) {
                value.members.remove("standby");
                addUnknown(change.field, context, value.members);
            }
        } else {
            add(Route.ofValue(change.field), change.field, context, value, value.value);
        }
    }

    private void addElements(Map<String, Route> routes, String field, Change change, Context context)
            throws UnreadableDeliveryException {
        record Found(Route route, Element element) {}
        List<Found> found = new ArrayList<>();
        for (Map.Entry<String, List<Element>> array : change.arrays.entrySet()) {
            Route route = routes.get(array.getKey());
            if (route != null) {
                array.getValue().forEach(element -> found.add(new Found(route, element)));
            }
        }
        boolean messages = found.stream().anyMatch(each -> each.route().kind() == EventKind.MESSAGE);
        for (Map.Entry<String, Element> member : change.members.entrySet()) {
            boolean known = routes.containsKey(member.getKey())
                    || (messages
                            && change.conversationContext != null
                            && member.getKey().equals("conversation_context"));
            if (!known && !isEmptyArray(member.getValue())) {
                found.add(new Found(Route.ofUnknown(field), member.getValue()));
            }
        }
        if (change.members.size() > 1) {
            found.sort(Comparator.comparingInt(each -> each.element().start));
        }
        for (Found each : found) {
            add(each.route(), field, context, change, each.element());
        }
    }

    private void add(Route route, String field, Context context, Change change, Element element)
            throws UnreadableDeliveryException {
        EventKind kind = route.kind();
        String name = route.name(element);
        String phone = kind.phone(element);
        String userId = kind.userId(element);
        Origin origin = new Origin(
                phone,
                userId,
                element.get(Member.GROUP_ID),
                EpochTime.parse(element.get(Member.TIMESTAMP)),
                kind.window(element),
                context.phoneNumberId());
        Beside beside = new Beside(
                change.contactOf(phone, userId), kind == EventKind.MESSAGE ? change.conversationContext : null);
        byte[] json = storedForm.write(kind.family, name, context, beside, element);
        storedBytes += json.length;
        if (events.size() == MAXIMUM_EVENTS || storedBytes > MAXIMUM_STORED_BYTES) {
            throw new UnreadableDeliveryException("JSON beyond a limit: more events than a delivery can hold");
        }
        String dedupeKey = kind.dedupeKey(element);
        events.add(new EventElement(
                kind.family,
                name,
                dedupeKey == null ? keyOfBytes(kind, context, element) : dedupeKey,
                kind.conversation(element, field),
                origin,
                json));
    }

    private String keyOfBytes(EventKind kind, Context context, Element element) {
        Keys.Common inCommon = common;
        if (inCommon == null || !context.equals(commonContext)) {
            List<Element> ranges = new ArrayList<>();
            addIfPresent(ranges, context.field());
            addIfPresent(ranges, context.entryId());
            addIfPresent(ranges, context.entryTime());
            addIfPresent(ranges, context.metadata());
            inCommon = new Keys.Common(body, ranges, context.entryTime() == null ? arrivalDay : NO_DAY);
            common = inCommon;
            commonContext = context;
        }
        String key = inCommon.keyOf(kind.family, element);
        int before = keysOfBytes.merge(key, 1, Integer::sum) - 1;
        return before == 0 ? key : key + ":" + before;
    }

    private static void addIfPresent(List<Element> ranges, @Nullable Element range) {
        if (range != null) {
            ranges.add(range);
        }
    }

    private static Context contextOf(@Nullable Entry entry, @Nullable Element field, @Nullable Element metadata) {
        return entry == null
                ? new Context(field, null, null, metadata)
                : new Context(field, entry.id, entry.time, metadata);
    }
}
