/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the stored form of one event: {@code {"family":…,"name":…,"field":…,"entry":…,"time":…,"metadata":{…},
 * "contact":{…},"element":…}}, without absent members. All but family and name are copied from the delivery byte by
 * byte.
 *
 * <p>Confined to the call that splits the delivery.
 */
final class StoredEventWriter {

    private static final byte[] FAMILY = "{\"family\":\"".getBytes(UTF_8);
    private static final byte[] NAME = "\",\"name\":\"".getBytes(UTF_8);
    private static final byte[] FIELD = ",\"field\":".getBytes(UTF_8);
    private static final byte[] ENTRY = ",\"entry\":".getBytes(UTF_8);
    private static final byte[] TIME = ",\"time\":".getBytes(UTF_8);
    private static final byte[] METADATA = ",\"metadata\":".getBytes(UTF_8);
    private static final byte[] CONTACT = ",\"contact\":".getBytes(UTF_8);
    private static final byte[] CONVERSATION_CONTEXT = ",\"conversation_context\":".getBytes(UTF_8);
    private static final byte[] ELEMENT = ",\"element\":".getBytes(UTF_8);

    private final byte[] body;
    private byte[] stored = {};
    private int length;

    StoredEventWriter(byte[] body) {
        this.body = body;
    }

    byte[] write(String family, String name, ChangeContext context, RelatedMembers related, ScannedElement element) {
        byte[] asciiFamily = family.getBytes(ISO_8859_1);
        byte[] quotedName = quoted(name);
        int size = FAMILY.length + asciiFamily.length + NAME.length + quotedName.length + 2;
        size += sizeOf(FIELD, context.field()) + sizeOf(ENTRY, context.entryId()) + sizeOf(TIME, context.entryTime());
        size += sizeOf(METADATA, context.metadata()) + sizeOf(CONTACT, related.contact());
        size += sizeOf(CONVERSATION_CONTEXT, related.conversationContext()) + sizeOf(ELEMENT, element);
        stored = new byte[size];
        length = 0;
        add(FAMILY);
        add(asciiFamily);
        add(NAME);
        add(quotedName);
        stored[length++] = '"';
        add(FIELD, context.field());
        add(ENTRY, context.entryId());
        add(TIME, context.entryTime());
        add(METADATA, context.metadata());
        add(CONTACT, related.contact());
        add(CONVERSATION_CONTEXT, related.conversationContext());
        add(ELEMENT, element);
        stored[length] = '}';
        return stored;
    }

    /** Names are sanitized already; other characters to escape are rare. */
    private static byte[] quoted(String name) {
        return name.indexOf('"') < 0 && name.indexOf('\\') < 0
                ? name.getBytes(UTF_8)
                : JsonStringEncoder.getInstance().quoteAsUTF8(name);
    }

    private static int sizeOf(byte[] label, @Nullable ByteRange range) {
        return range == null ? 0 : label.length + range.length();
    }

    private void add(byte[] label, @Nullable ByteRange range) {
        if (range != null) {
            add(label);
            if (range.isMember) {
                stored[length++] = '{';
            }
            System.arraycopy(body, range.start, stored, length, range.end - range.start);
            length += range.end - range.start;
            if (range.isMember) {
                stored[length++] = '}';
            }
        }
    }

    private void add(byte[] bytes) {
        System.arraycopy(bytes, 0, stored, length, bytes.length);
        length += bytes.length;
    }

    /** The members of the value that belong to one element. */
    record RelatedMembers(
            @Nullable ScannedElement contact, @Nullable ByteRange conversationContext) {}

    /** The byte ranges that all events of one change share. */
    record ChangeContext(
            @Nullable ByteRange field,
            @Nullable ByteRange entryId,
            @Nullable ByteRange entryTime,
            @Nullable ScannedElement metadata) {

        @Nullable
        String phoneNumberId() {
            return metadata == null ? null : metadata.get(JsonMember.PHONE_NUMBER_ID);
        }

        /** For events without Meta's envelope. */
        static final ChangeContext NONE = new ChangeContext(null, null, null, null);
    }
}
