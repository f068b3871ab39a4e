/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.whatsapp360.webhook.internal.Envelope.Entry;
import io.github.whatsapp360.webhook.internal.Envelope.FieldChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scans a delivery in one pass: records the byte ranges of the elements and the values of their {@link JsonMember
 * members}. Builds no tree, because the sender waits meanwhile.
 *
 * <p>If a member occurs twice, the last one counts, as it does when the element is read later. Confined to the call
 * that splits the delivery.
 */
final class DeliveryScanner {

    /** The members of a value, of any field, that contain events. */
    private static final Set<String> EVENT_ARRAYS = Set.of(
            "messages",
            "statuses",
            "errors",
            "user_actions",
            "calls",
            "groups",
            "user_preferences",
            "user_id_update",
            "automatic_events",
            "events",
            "message_echoes",
            "history",
            "state_sync");

    /** Members of most values that are not events. */
    private static final Set<String> COMMON_VALUE_MEMBERS = Set.of("messaging_product", "metadata", "contacts");

    /** Members of an envelope that do not belong to the value in it. */
    private static final Set<String> ENVELOPE_MEMBERS = Set.of("object", "entry", "id", "event", "data");

    /** Maximum length of a string, in characters. */
    static final int MAXIMUM_STRING_LENGTH = 1_000_000;

    private final JsonParser parser;
    private final int firstByte;
    private final boolean mayHoldLongStrings;

    /**
     * @param firstByte offset of the parser's input in the delivery, in bytes
     * @param length length of the delivery in bytes
     */
    DeliveryScanner(JsonParser parser, int firstByte, int length) {
        this.parser = parser;
        this.firstByte = firstByte;
        this.mayHoldLongStrings = length > MAXIMUM_STRING_LENGTH;
    }

    /**
     * Returns the top-level value, or the elements of a top-level array. An empty input gives an envelope without
     * members.
     */
    List<Envelope> envelopes() throws IOException {
        List<Envelope> envelopes = new ArrayList<>();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY) {
            while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token != JsonToken.VALUE_NULL) {
                    envelopes.add(envelope());
                }
            }
        } else {
            envelopes.add(token == null ? new Envelope(new ScannedValue(new ScannedElement(0))) : envelope());
        }
        return envelopes;
    }

    /** Whether the input ends here. Call last. */
    boolean isAtEnd() throws IOException {
        return parser.nextToken() == null;
    }

    private Envelope envelope() throws IOException {
        Envelope envelope = new Envelope(new ScannedValue(new ScannedElement(tokenStart())));
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            membersOfEnvelope(envelope);
        } else {
            skip();
        }
        envelope.value.whole.end = tokenEnd();
        return envelope;
    }

    private Entry entry() throws IOException {
        Entry entry = new Entry(new ScannedElement(tokenStart()));
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            String name;
            while ((name = parser.nextFieldName()) != null) {
                JsonToken token = parser.nextToken();
                if (name.equals("changes") && token != JsonToken.VALUE_NULL) {
                    entry.hasChanges = true;
                    entry.changes.clear();
                    changes(entry.changes);
                } else if (name.equals("id") && isPresentScalar(token)) {
                    entry.id = range();
                } else if (name.equals("time") && isPresentScalar(token)) {
                    entry.time = range();
                } else {
                    skip();
                }
            }
        } else {
            skip();
        }
        entry.whole.end = tokenEnd();
        return entry;
    }

    private void changes(List<FieldChange> changes) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            changes.add(fieldChange());
            return;
        }
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token != JsonToken.VALUE_NULL) {
                changes.add(fieldChange());
            }
        }
    }

    private FieldChange fieldChange() throws IOException {
        FieldChange change = new FieldChange();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            change.value = value();
            return change;
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            int start = tokenStart();
            JsonToken token = parser.nextToken();
            if (name.equals("field") && isPresentScalar(token)) {
                change.field = parser.getText();
                change.fieldRange = range();
            } else if (name.equals("value")) {
                change.value = token == JsonToken.VALUE_NULL ? null : value();
            } else {
                skip();
                note(change.members, name, start, token);
            }
        }
        return change;
    }

    private ScannedValue value() throws IOException {
        ScannedValue value = new ScannedValue(new ScannedElement(tokenStart()));
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            membersOfValue(value);
        } else {
            skip();
        }
        value.whole.end = tokenEnd();
        return value;
    }

    private ScannedElement element() throws IOException {
        ScannedElement element = new ScannedElement(tokenStart());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            membersOfElement(element);
        } else {
            skip();
        }
        element.end = tokenEnd();
        return element;
    }

    /** Returns the range of the current value without scanning its members. */
    private ByteRange range() throws IOException {
        ByteRange range = new ByteRange(tokenStart());
        skip();
        range.end = tokenEnd();
        return range;
    }

    /** Envelopes, values and elements have separate loops for speed: most members belong to elements. */
    private void membersOfEnvelope(Envelope envelope) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            int start = tokenStart();
            JsonToken token = parser.nextToken();
            if (!memberOfEnvelope(envelope, name, token) && !memberOfValue(envelope.value, name, token)) {
                memberOfElement(envelope.value.whole, name, token);
            }
            if (!ENVELOPE_MEMBERS.contains(name)) {
                note(envelope.value.members, name, start, token);
            }
        }
    }

    private void membersOfValue(ScannedValue value) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            int start = tokenStart();
            JsonToken token = parser.nextToken();
            if (!memberOfValue(value, name, token)) {
                memberOfElement(value.whole, name, token);
            }
            note(value.members, name, start, token);
        }
    }

    /** Records a member. Called at the last token of its value. */
    private void note(Map<String, ScannedElement> members, String name, int start, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            members.remove(name);
        } else if (!COMMON_VALUE_MEMBERS.contains(name)) {
            members.put(name, ScannedElement.member(start, tokenEnd()));
        }
    }

    private void membersOfElement(ScannedElement element) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            memberOfElement(element, name, parser.nextToken());
        }
    }

    private boolean memberOfEnvelope(Envelope envelope, String name, JsonToken token) throws IOException {
        if (name.equals("entry") && token == JsonToken.START_ARRAY) {
            List<Entry> entries = new ArrayList<>();
            JsonToken each;
            while ((each = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (each != JsonToken.VALUE_NULL) {
                    entries.add(entry());
                }
            }
            envelope.entries = entries;
            return true;
        }
        envelope.data |= name.equals("data");
        return false;
    }

    private boolean memberOfValue(ScannedValue value, String name, JsonToken token) throws IOException {
        switch (name) {
            case "contacts" -> {
                value.contacts.clear();
                elements(value.contacts, token);
            }
            case "metadata" -> {
                ScannedElement metadata = element();
                value.metadata = token == JsonToken.START_OBJECT ? metadata : null;
            }
            case "standby" -> {
                ScannedValue standby = value();
                value.standby = token == JsonToken.START_OBJECT ? standby : null;
            }
            case "conversation_context" -> {
                ByteRange context = range();
                value.conversationContext = token == JsonToken.START_OBJECT ? context : null;
            }
            default -> {
                if (!EVENT_ARRAYS.contains(name)) {
                    return false;
                }
                List<ScannedElement> elements = new ArrayList<>();
                elements(elements, token);
                value.arrays.put(name, elements);
            }
        }
        return true;
    }

    /** Adds the elements of an array except nulls; another value counts as the only element. */
    private void elements(List<ScannedElement> elements, JsonToken token) throws IOException {
        if (token == JsonToken.START_ARRAY) {
            JsonToken each;
            while ((each = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (each != JsonToken.VALUE_NULL) {
                    elements.add(element());
                }
            }
        } else if (token != JsonToken.VALUE_NULL) {
            elements.add(element());
        }
    }

    private void memberOfElement(ScannedElement element, String name, JsonToken token) throws IOException {
        JsonMember.MemberRoles roles = JsonMember.named(name);
        if (roles == null) {
            skip();
            return;
        }
        if (roles.isContent() && token.isStructStart()) {
            element.putIfAbsent(JsonMember.CONTENT, name);
        }
        if (roles.scalar() != null) {
            element.put(roles.scalar(), scalar(token));
        }
        if (token == JsonToken.START_OBJECT && !roles.nested().isEmpty()) {
            nestedMembers(element, roles.nested());
        } else if (token == JsonToken.START_ARRAY && !roles.nested().isEmpty()) {
            membersOfFirst(element, roles.nested());
        } else {
            skip();
        }
    }

    private void membersOfFirst(ScannedElement element, Map<String, JsonMember> nested) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            nestedMembers(element, nested);
            token = parser.nextToken();
        }
        while (token != JsonToken.END_ARRAY) {
            skip();
            token = parser.nextToken();
        }
    }

    private void nestedMembers(ScannedElement element, Map<String, JsonMember> nested) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            JsonMember member = nested.get(name);
            if (member != null) {
                element.put(member, scalar(token));
            }
            skip();
        }
    }

    private @Nullable String scalar(JsonToken token) throws IOException {
        if (!isPresentScalar(token)) {
            return null;
        }
        String text = parser.getText();
        return text.isEmpty() ? null : text;
    }

    private static boolean isPresentScalar(JsonToken token) {
        return token.isScalarValue() && token != JsonToken.VALUE_NULL;
    }

    /**
     * Advances to the last token of the current value. The parser validates skipped strings, but does not decode them.
     */
    private void skip() throws IOException {
        int depth = 0;
        for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (mayHoldLongStrings
                    && token == JsonToken.VALUE_STRING
                    && parser.getTextLength() > MAXIMUM_STRING_LENGTH) {
                // The parser limits only the strings that are read.
                throw new StreamConstraintsException("A string of " + parser.getTextLength() + " characters");
            }
            if (depth == 0) {
                return;
            }
        }
    }

    private int tokenStart() {
        return firstByte + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int tokenEnd() throws IOException {
        parser.finishToken();
        return firstByte + (int) parser.currentLocation().getByteOffset();
    }
}
