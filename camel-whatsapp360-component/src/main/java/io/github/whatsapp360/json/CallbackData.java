/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.message.OutboundMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a prefix in front of the callback data of a request, and removes it from the statuses that carry it back.
 *
 * <p>Thread-safe.
 */
public final class CallbackData {

    /** Maximum length of callback data in UTF-16 code units. */
    public static final int MAXIMUM_LENGTH = 512;

    private static final String MEMBER = "biz_opaque_callback_data";
    private static final JsonFactory JSON = new JsonFactory();

    private CallbackData() {}

    /**
     * Returns the request with the prefix in front of its callback data.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    public static byte[] prefixed(byte[] request, String prefix) {
        Map<String, Object> message = MessageWriter.map(MessageWriter.tree(request));
        Object data = message.get(MEMBER);
        message.put(MEMBER, prefix + (data == null ? "" : data instanceof JsonNode node ? node.asText() : data));
        return MessageWriter.bytes(message);
    }

    /** Returns the message with the prefix in front of its callback data. */
    public static OutboundMessage prefixed(OutboundMessage message, String prefix) {
        String data = message.callbackData();
        return prefix.isEmpty() ? message : message.withCallbackData(prefix + (data == null ? "" : data));
    }

    /**
     * Returns a stored event without a prefix of the callback data of its element; without the member if nothing else
     * is in it. All other bytes stay.
     *
     * @param stored the event in stored form
     * @param prefixOf returns the prefix of callback data, in ASCII; null if they have none
     * @return the same array if there is no prefix
     */
    public static byte[] withoutPrefix(byte[] stored, Function<String, @Nullable String> prefixOf) {
        try (JsonParser parser = JSON.createParser(stored)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? edited(prefixOf, stored, parser) : stored;
        } catch (IOException notJson) {
            return stored;
        }
    }

    private static byte[] edited(Function<String, @Nullable String> prefixOf, byte[] stored, JsonParser parser)
            throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            boolean element = parser.nextToken() == JsonToken.START_OBJECT && name.equals("element");
            if (!element) {
                parser.skipChildren();
                continue;
            }
            int before = end(parser);
            for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (member.equals(MEMBER) && token == JsonToken.VALUE_STRING) {
                    String data = parser.getText();
                    String prefix = prefixOf.apply(data);
                    return prefix == null
                            ? stored
                            : replaced(stored, before, parser, data.substring(prefix.length()), prefix);
                }
                parser.skipChildren();
                before = end(parser);
            }
        }
        return stored;
    }

    /** Where the current token ends. */
    private static int end(JsonParser parser) throws IOException {
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }

    private static byte[] replaced(byte[] stored, int before, JsonParser parser, String rest, String prefix)
            throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        int end = end(parser);
        if (rest.isEmpty()) {
            return withoutMember(stored, before, end);
        }
        byte[] literal = prefix.getBytes(StandardCharsets.US_ASCII);
        int at = start + 1;
        boolean unescaped = Arrays.equals(stored, at, at + literal.length, literal, 0, literal.length);
        ByteArrayOutputStream copy = new ByteArrayOutputStream(stored.length);
        copy.write(stored, 0, at);
        if (unescaped) {
            copy.write(stored, at + literal.length, end - at - literal.length);
        } else {
            copy.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(rest));
            copy.write('"');
        }
        copy.write(stored, end, stored.length - end);
        return copy.toByteArray();
    }

    /** The first member of an object has a comma behind it, every other one a comma in front of it. */
    private static byte[] withoutMember(byte[] stored, int before, int end) {
        int after = end;
        if (stored[before - 1] == '{') {
            int next = skipBlanks(stored, end);
            after = stored[next] == ',' ? next + 1 : end;
        }
        byte[] copy = Arrays.copyOf(stored, stored.length - (after - before));
        System.arraycopy(stored, after, copy, before, stored.length - after);
        return copy;
    }

    private static int skipBlanks(byte[] stored, int from) {
        int at = from;
        while (stored[at] == ' ' || stored[at] == '\n' || stored[at] == '\r' || stored[at] == '\t') {
            at++;
        }
        return at;
    }
}
