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
 * The one pass over a delivery: notes where the elements begin and end and what their {@link Member members} say. Builds no
 * tree, because this runs while the sender waits.
 *
 * <p>Of members that occur twice the last one counts, as it does for whoever reads the element later. Confined to the call
 * that splits one delivery.
 */
final class DeliveryScanner {

    /** The members of a value, of any field, that hold events. */
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

    /** Members of most values, which are no events. */
    private static final Set<String> OF_EVERY_VALUE = Set.of("messaging_product", "metadata", "contacts");

    /** Members of an envelope that are none of the value in it. */
    private static final Set<String> OF_AN_ENVELOPE = Set.of("object", "entry", "id", "event", "data");

    /** Characters. */
    static final int MAXIMUM_STRING_LENGTH = 1_000_000;

    private final JsonParser parser;
    private final int firstByte;
    private final boolean mayHoldLongStrings;

    /**
     * @param firstByte where in the delivery the parser's input begins
     * @param length of the delivery in bytes
     */
    DeliveryScanner(JsonParser parser, int firstByte, int length) {
        this.parser = parser;
        this.firstByte = firstByte;
        this.mayHoldLongStrings = length > MAXIMUM_STRING_LENGTH;
    }

    /** The top-level values: the one, or those of a top-level array. Of nothing at all an envelope without members. */
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
            envelopes.add(token == null ? new Envelope(new Change(new Element(0))) : envelope());
        }
        return envelopes;
    }

    /** Whether nothing follows; to be asked last. */
    boolean isAtEnd() throws IOException {
        return parser.nextToken() == null;
    }

    private Envelope envelope() throws IOException {
        Envelope envelope = new Envelope(new Change(new Element(tokenStart())));
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            membersOf(envelope);
        } else {
            skip();
        }
        envelope.change.value.end = tokenEnd();
        return envelope;
    }

    private Entry entry() throws IOException {
        Entry entry = new Entry(new Element(tokenStart()));
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
            change.value = change();
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
                change.value = token == JsonToken.VALUE_NULL ? null : change();
            } else {
                skip();
                note(change.members, name, start, token);
            }
        }
        return change;
    }

    private Change change() throws IOException {
        Change change = new Change(new Element(tokenStart()));
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            membersOf(change);
        } else {
            skip();
        }
        change.value.end = tokenEnd();
        return change;
    }

    private Element element() throws IOException {
        Element element = new Element(tokenStart());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            membersOf(element);
        } else {
            skip();
        }
        element.end = tokenEnd();
        return element;
    }

    /** An element of which only the place matters. */
    private Element range() throws IOException {
        Element range = new Element(tokenStart());
        skip();
        range.end = tokenEnd();
        return range;
    }

    /** Three loops rather than one that asks at each member what it is about: most members are those of elements. */
    private void membersOf(Envelope envelope) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            int start = tokenStart();
            JsonToken token = parser.nextToken();
            if (!memberOfEnvelope(envelope, name, token) && !memberOfChange(envelope.change, name, token)) {
                memberOfElement(envelope.change.value, name, token);
            }
            if (!OF_AN_ENVELOPE.contains(name)) {
                note(envelope.change.members, name, start, token);
            }
        }
    }

    private void membersOf(Change change) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            int start = tokenStart();
            JsonToken token = parser.nextToken();
            if (!memberOfChange(change, name, token)) {
                memberOfElement(change.value, name, token);
            }
            note(change.members, name, start, token);
        }
    }

    /** Called at the last token of the member's value. */
    private void note(Map<String, Element> members, String name, int start, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            members.remove(name);
        } else if (!OF_EVERY_VALUE.contains(name)) {
            members.put(name, Element.member(start, tokenEnd()));
        }
    }

    private void membersOf(Element element) throws IOException {
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

    private boolean memberOfChange(Change change, String name, JsonToken token) throws IOException {
        switch (name) {
            case "contacts" -> {
                change.contacts.clear();
                elements(change.contacts, token);
            }
            case "metadata" -> {
                Element metadata = element();
                change.metadata = token == JsonToken.START_OBJECT ? metadata : null;
            }
            case "standby" -> {
                Change standby = change();
                change.standby = token == JsonToken.START_OBJECT ? standby : null;
            }
            case "conversation_context" -> {
                Element context = range();
                change.conversationContext = token == JsonToken.START_OBJECT ? context : null;
            }
            default -> {
                if (!EVENT_ARRAYS.contains(name)) {
                    return false;
                }
                List<Element> elements = new ArrayList<>();
                elements(elements, token);
                change.arrays.put(name, elements);
            }
        }
        return true;
    }

    /** The elements of an array but for nulls; something else in its place counts as its one element. */
    private void elements(List<Element> elements, JsonToken token) throws IOException {
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

    private void memberOfElement(Element element, String name, JsonToken token) throws IOException {
        Member.Place place = Member.named(name);
        if (place == null) {
            skip();
            return;
        }
        if (place.isContent() && token.isStructStart()) {
            element.putIfAbsent(Member.CONTENT, name);
        }
        if (place.scalar() != null) {
            element.put(place.scalar(), scalar(token));
        }
        if (token == JsonToken.START_OBJECT && !place.nested().isEmpty()) {
            nestedMembers(element, place.nested());
        } else if (token == JsonToken.START_ARRAY && !place.nested().isEmpty()) {
            membersOfFirst(element, place.nested());
        } else {
            skip();
        }
    }

    private void membersOfFirst(Element element, Map<String, Member> nested) throws IOException {
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

    private void nestedMembers(Element element, Map<String, Member> nested) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            Member member = nested.get(name);
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

    /** Goes to the last token of the current value. Strings that nobody asks for are checked by the parser, but not decoded. */
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
                // The parser itself checks only strings that are asked for.
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
