/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.whatsapp360.json.EpochTime;
import io.github.whatsapp360.webhook.internal.Envelope.Entry;
import io.github.whatsapp360.webhook.internal.Envelope.FieldChange;
import io.github.whatsapp360.webhook.internal.EventOrigin.ContactIds;
import io.github.whatsapp360.webhook.internal.StoredEventWriter.ChangeContext;
import io.github.whatsapp360.webhook.internal.StoredEventWriter.RelatedMembers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the events from the scanned elements.
 *
 * <p>Confined to the call that splits the delivery.
 */
final class EventCollector {

    private static final int MAXIMUM_EVENTS = 50_000;
    private static final long MAXIMUM_STORED_BYTES = 64L << 20;

    private static final byte[] NO_DAY = {};

    private final byte[] body;
    private final StoredEventWriter storedForm;
    private final List<EventElement> events = new ArrayList<>();
    private long storedBytes;

    /** Common digest input of the elements of one change; set when one of them has no id. */
    private DedupeKeys.@Nullable DigestPrefix sharedPrefix;

    private @Nullable ChangeContext sharedContext;

    /** Number of occurrences of each key that is derived from bytes. */
    private final Map<String, Integer> keysOfBytes = new HashMap<>();

    private final byte[] arrivalDay;

    /**
     * Creates a collector for one delivery.
     * @param arrivalDay day of arrival, for events without a time
     */
    EventCollector(byte[] body, LocalDate arrivalDay) {
        this.body = body;
        this.arrivalDay = arrivalDay.toString().getBytes(US_ASCII);
        this.storedForm = new StoredEventWriter(body);
    }

    List<EventElement> events() {
        return List.copyOf(events);
    }

    void addEnvelope(Envelope envelope) throws UnreadableDeliveryException {
        List<Entry> entries = envelope.entries;
        if (entries != null) {
            for (Entry entry : entries) {
                addEntry(entry);
            }
        } else if (envelope.isPartner()) {
            addEvent(EventNaming.PARTNER, "", ChangeContext.NONE, envelope.value, envelope.value.whole);
        } else if (envelope.isOnPremises()) {
            ChangeContext context = contextOf(null, null, envelope.value.metadata);
            addElements(EventNaming.ofElements("messages"), "messages", envelope.value, context);
        } else {
            addEvent(EventNaming.ofValue(""), "", ChangeContext.NONE, envelope.value, envelope.value.whole);
        }
    }

    private void addEntry(Entry entry) throws UnreadableDeliveryException {
        if (!entry.hasChanges) {
            addEvent(
                    EventNaming.ofValue(""),
                    "",
                    contextOf(entry, null, null),
                    new ScannedValue(entry.whole),
                    entry.whole);
        }
        for (FieldChange change : entry.changes) {
            ScannedValue value = change.value;
            ChangeContext context = contextOf(entry, change.fieldRange, value == null ? null : value.metadata);
            if (value != null) {
                addChange(change, value, context);
            }
            addUnknown(change.field, context, change.members);
        }
    }

    /** Adds unknown members as events, so that an application can see them. */
    private void addUnknown(String field, ChangeContext context, Map<String, ScannedElement> members)
            throws UnreadableDeliveryException {
        for (ScannedElement member : members.values()) {
            if (!isEmptyArray(member)) {
                addEvent(EventNaming.ofUnknown(field), field, context, new ScannedValue(member), member);
            }
        }
    }

    private boolean isEmptyArray(ScannedElement member) {
        int at = member.end - 1;
        if (body[at] != ']') {
            return false;
        }
        do {
            at--;
        } while (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t');
        return body[at] == '[';
    }

    private void addChange(FieldChange change, ScannedValue value, ChangeContext context)
            throws UnreadableDeliveryException {
        Map<String, EventNaming> namings = EventNaming.ofElements(change.field);
        // A standby value is nested: the events of another application's conversation are a value inside the value.
        ScannedValue standby = change.field.equals("standby") ? value.standby : null;
        ScannedValue elements = standby == null ? value : standby;
        if (!Collections.disjoint(elements.arrays.keySet(), namings.keySet())) {
            addElements(namings, change.field, elements, context);
            if (standby != null) {
                value.members.remove("standby");
                addUnknown(change.field, context, value.members);
            }
        } else {
            addEvent(EventNaming.ofValue(change.field), change.field, context, value, value.whole);
        }
    }

    private void addElements(Map<String, EventNaming> namings, String field, ScannedValue value, ChangeContext context)
            throws UnreadableDeliveryException {
        record Found(EventNaming naming, ScannedElement element) {}
        List<Found> found = new ArrayList<>();
        for (Map.Entry<String, List<ScannedElement>> array : value.arrays.entrySet()) {
            EventNaming naming = namings.get(array.getKey());
            if (naming != null) {
                array.getValue().forEach(element -> found.add(new Found(naming, element)));
            }
        }
        boolean messages = found.stream().anyMatch(each -> each.naming().kind() == EventKind.MESSAGE);
        for (Map.Entry<String, ScannedElement> member : value.members.entrySet()) {
            boolean known = namings.containsKey(member.getKey())
                    || (messages
                            && value.conversationContext != null
                            && member.getKey().equals("conversation_context"));
            if (!known && !isEmptyArray(member.getValue())) {
                found.add(new Found(EventNaming.ofUnknown(field), member.getValue()));
            }
        }
        if (value.members.size() > 1) {
            found.sort(Comparator.comparingInt(each -> each.element().start));
        }
        for (Found each : found) {
            addEvent(each.naming(), field, context, value, each.element());
        }
    }

    private void addEvent(
            EventNaming naming, String field, ChangeContext context, ScannedValue value, ScannedElement element)
            throws UnreadableDeliveryException {
        EventKind kind = naming.kind();
        String name = naming.name(element);
        String phone = kind.phone(element);
        String userId = kind.userId(element);
        ScannedElement contact = value.contactOf(phone, userId);
        EventOrigin origin = new EventOrigin(
                phone,
                userId,
                element.get(JsonMember.GROUP_ID),
                EpochTime.parse(element.get(JsonMember.TIMESTAMP)),
                kind.window(element),
                context.phoneNumberId(),
                contactIds(element, contact));
        RelatedMembers related =
                new RelatedMembers(contact, kind == EventKind.MESSAGE ? value.conversationContext : null);
        byte[] json = storedForm.write(kind.family, name, context, related, element);
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

    private static ContactIds contactIds(ScannedElement element, @Nullable ScannedElement contact) {
        String parent = element.first(JsonMember.FROM_PARENT_USER_ID, JsonMember.RECIPIENT_PARENT_USER_ID);
        if (contact == null) {
            return parent == null ? ContactIds.NONE : new ContactIds(null, null, parent, null);
        }
        return new ContactIds(
                contact.get(JsonMember.WA_ID),
                contact.get(JsonMember.USER_ID),
                parent == null ? contact.get(JsonMember.PARENT_USER_ID) : parent,
                contact.get(JsonMember.USERNAME));
    }

    private String keyOfBytes(EventKind kind, ChangeContext context, ScannedElement element) {
        DedupeKeys.DigestPrefix prefix = sharedPrefix;
        if (prefix == null || !context.equals(sharedContext)) {
            List<ByteRange> ranges = new ArrayList<>();
            addIfPresent(ranges, context.field());
            addIfPresent(ranges, context.entryId());
            addIfPresent(ranges, context.entryTime());
            addIfPresent(ranges, context.metadata());
            prefix = new DedupeKeys.DigestPrefix(body, ranges, context.entryTime() == null ? arrivalDay : NO_DAY);
            sharedPrefix = prefix;
            sharedContext = context;
        }
        String key = prefix.keyOf(kind.family, element);
        int before = keysOfBytes.merge(key, 1, Integer::sum) - 1;
        return before == 0 ? key : key + ":" + before;
    }

    private static void addIfPresent(List<ByteRange> ranges, @Nullable ByteRange range) {
        if (range != null) {
            ranges.add(range);
        }
    }

    private static ChangeContext contextOf(
            @Nullable Entry entry, @Nullable ByteRange field, @Nullable ScannedElement metadata) {
        return entry == null
                ? new ChangeContext(field, null, null, metadata)
                : new ChangeContext(field, entry.id, entry.time, metadata);
    }
}
