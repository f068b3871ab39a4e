/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.message.Recipient;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads the input of an operation from a message. A missing or unreadable value causes an {@link
 * InvalidMessageException} that names it.
 *
 * <p>Confined to one exchange.
 */
record OperationInput(Message message) {

    static OperationInput of(Exchange exchange) {
        return new OperationInput(exchange.getMessage());
    }

    /** The text of a header; null if it is absent or blank. */
    @Nullable
    String text(String header) {
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** A required header. */
    String required(String header) {
        String value = text(header);
        if (value == null) {
            throw new InvalidMessageException("The operation needs the header " + header);
        }
        return value;
    }

    /** A header, otherwise the text of the body; one of them is required. */
    String headerOrBody(String header) {
        String value = text(header);
        if (value == null) {
            value = message.getBody(String.class);
        }
        if (value == null || value.isBlank()) {
            throw new InvalidMessageException("The operation needs the header " + header + " or the body");
        }
        return value.strip();
    }

    /** The text of the body, which is required. */
    String bodyText() {
        String value = message.getBody(String.class);
        if (value == null || value.isBlank()) {
            throw new InvalidMessageException("The operation needs a body");
        }
        return value;
    }

    /** The body as a JSON object: a map, a tree, text or bytes. */
    Map<String, Object> object() {
        Map<String, Object> members = ApiJson.asObject(message.getBody());
        if (members != null) {
            return members;
        }
        try {
            return ApiJson.readObject(bytes());
        } catch (IOException notAnObject) {
            // Without the cause, whose message quotes the body.
            throw new InvalidMessageException("The operation needs a JSON object as body");
        }
    }

    /** The body as JSON; null if there is none. */
    byte @Nullable [] json() {
        Object body = message.getBody();
        if (body == null || (body instanceof String text && text.isBlank())) {
            return null;
        }
        return body instanceof String || body instanceof byte[] || body instanceof InputStream
                ? bytes()
                : ApiJson.write(body);
    }

    /** The users of the body, one or several. If the body is an event or contains none, the recipient of a send. */
    List<Recipient> users(Whatsapp360Configuration options) {
        Object body = message.getBody();
        List<?> several = ApiJson.asList(body);
        try {
            if (several != null) {
                return several.stream()
                        .map(user -> Recipient.of(user == null ? "" : user))
                        .toList();
            }
            // A received message does not select users: a number in its text would block someone else.
            boolean asked = !(body instanceof InboundEvent) && text(Whatsapp360Constants.TO) == null;
            Object named = asked && body instanceof Number ? body : asked ? message.getBody(String.class) : null;
            return List.of(named == null || named.toString().isBlank() ? user(options) : Recipient.of(named));
        } catch (IllegalArgumentException notAUser) {
            throw new InvalidMessageException(String.valueOf(notAUser.getMessage()), notAUser);
        }
    }

    /** The sender of a group message as a user, although a reply would go to the group. */
    private Recipient user(Whatsapp360Configuration options) {
        String from = text(Whatsapp360Constants.FROM);
        boolean isNamed = text(Whatsapp360Constants.TO) != null || options.getTo() != null;
        Recipient user = isNamed || from == null ? OutgoingMessages.recipient(message, options) : Recipient.waId(from);
        if (user instanceof Recipient.Group) {
            throw new InvalidMessageException("Expected a user, actual is a group");
        }
        return user;
    }

    private byte[] bytes() {
        byte[] bytes = message.getBody(byte[].class);
        return bytes == null ? new byte[0] : bytes;
    }
}
