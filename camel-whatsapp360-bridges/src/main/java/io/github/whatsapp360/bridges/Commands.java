/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Exception;
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

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What the component is to send: text that begins with a brace is a message as the API takes it; anything else
     * stays as it is.
     *
     * @throws InvalidMessageException for text that begins with a brace and is no JSON object
     */
    public @Nullable Object read(@Nullable Object body) {
        if (!(body instanceof String text) || !text.stripLeading().startsWith("{")) {
            return body;
        }
        try {
            JsonNode message = JSON.readTree(text);
            if (message.isObject()) {
                return message;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidMessageException("A command begins with a brace and is no JSON object, at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
        throw new InvalidMessageException("A command begins with a brace and is no JSON object");
    }

    /**
     * The key of a command: the header {@value CommandHeaders#IDEMPOTENCY_KEY}; else what the broker calls the message,
     * so that a message that the broker gives out again is known.
     */
    public String key(Exchange exchange) {
        Message message = exchange.getMessage();
        String key = message.getHeader(CommandHeaders.IDEMPOTENCY_KEY, String.class);
        String jms = key == null ? message.getHeader("JMSMessageID", String.class) : key;
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
