/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What another system asks to be sent, and what it is told of what could not be sent. */
public final class Commands {

    /** The class of what went wrong, without its package. */
    public static final String PROBLEM = "whatsapp360Problem";

    /** The API's code, if there is one. */
    public static final String PROBLEM_CODE = "whatsapp360ProblemCode";

    /** What went wrong in words, without a number or a text of a customer. */
    public static final String PROBLEM_TEXT = "whatsapp360ProblemText";

    /** As many characters as ten messages have: what is longer is a file. */
    private static final int MAXIMUM_TEXT = 40_960;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * What the component is to send: text that begins with a brace is a message as the API takes it; other text and
     * bytes stay as they are.
     *
     * @throws InvalidMessageException for text that begins with a brace and is no JSON object, for several objects, for
     *     a text of more than ten messages, and for what is neither text nor bytes
     */
    public @Nullable Object read(@Nullable Object body) {
        if (body == null || body instanceof byte[]) {
            return body;
        }
        if (!(body instanceof String text)) {
            throw new InvalidMessageException(
                    "A command is text or bytes, and no " + body.getClass().getSimpleName());
        }
        String command = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (command.stripLeading().startsWith("{")) {
            return object(command);
        }
        return readText(command);
    }

    /**
     * A text as it is.
     *
     * @throws InvalidMessageException for a text of more than ten messages
     */
    public String readText(String text) {
        if (text.length() > MAXIMUM_TEXT) {
            throw new InvalidMessageException("The text has " + text.length() + " characters, the maximum is "
                    + MAXIMUM_TEXT + ": send it as a file");
        }
        return text;
    }

    /**
     * The same for bytes that are text in UTF-8.
     *
     * @throws InvalidMessageException also for bytes of another charset
     */
    public @Nullable Object readUtf8(byte @Nullable [] body) {
        try {
            return body == null
                    ? null
                    : read(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException otherCharset) {
            throw new InvalidMessageException("A command is not text in UTF-8", otherCharset);
        }
    }

    /**
     * A message as the API takes it.
     *
     * @throws InvalidMessageException for what is no JSON object
     */
    public Object readMessage(String json) {
        if (!json.stripLeading().startsWith("{")) {
            throw new InvalidMessageException("A message as the API takes it is a JSON object");
        }
        return object(json);
    }

    private static JsonNode object(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            throw new InvalidMessageException("A command begins with a brace and is no JSON object"
                    + (location == null
                            ? ""
                            : ", at line " + location.getLineNr() + ", column " + location.getColumnNr()));
        }
    }

    /**
     * The key of a command: the header {@value CommandHeaders#IDEMPOTENCY_KEY} if it is not blank; else what the broker
     * calls the message, so that a message that the broker gives out again is known.
     */
    public String key(Exchange exchange) {
        Message message = exchange.getMessage();
        String key = message.getHeader(CommandHeaders.IDEMPOTENCY_KEY, String.class);
        String jms = key == null || key.isBlank() ? message.getHeader("JMSMessageID", String.class) : key;
        return jms == null
                ? kafka(message, "Topic") + "/" + kafka(message, "Partition") + "/" + kafka(message, "Offset")
                : jms;
    }

    /** The headers of camel-kafka have other names since Camel 4.18.3. */
    private static String kafka(Message message, String what) {
        String value = message.getHeader("CamelKafka" + what, String.class);
        return value == null
                ? String.valueOf(message.getHeader("kafka." + what.toUpperCase(Locale.ROOT), String.class))
                : value;
    }

    /** Notes what was caught in the headers, for whoever looks at what was put aside. */
    public void explain(Exchange exchange) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = exchange.getMessage();
        if (caught == null) {
            message.setHeader(PROBLEM, "Interrupted");
            message.setHeader(PROBLEM_TEXT, "The sending was interrupted in the middle; it may have been sent");
            return;
        }
        message.setHeader(PROBLEM, caught.getClass().getSimpleName());
        message.setHeader(PROBLEM_TEXT, String.valueOf(caught.getMessage()));
        if (caught instanceof Whatsapp360Exception refused && refused.code() > 0) {
            message.setHeader(PROBLEM_CODE, String.valueOf(refused.code()));
        }
    }

    /** Fails with what was caught, so that the consumer gives it out again. */
    public void fail(Exchange exchange) throws Exception {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        throw caught == null ? new IllegalStateException("Nothing was caught") : caught;
    }
}
