/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One message of a person, or one status of a message that was sent.
 *
 * @param about which person, or which sent message
 * @param name of a message its number in the history, which is the second at which it was written; of a status its word
 * @param form by which of its ids a person is named; of a status {@link Form#NONE}
 * @param generation how often the person had other ids before
 */
record ReceivedEvent(boolean message, int about, String name, Form form, int generation) {

    /** When the first message was written. */
    static final Instant TIMESTAMP = Instant.ofEpochSecond(1_772_000_000);

    /** By which ids a person is named. */
    enum Form {
        NONE,
        NUMBER,
        /** The number is hidden. */
        ID,
        BOTH,
        /** The notice of a new number and a new id. */
        NEW_NUMBER,
        /** The notice of a new id; the number is hidden. */
        NEW_ID,
        /** The same, which names only the new id and the former one. */
        NEW_ID_OF_NOBODY;

        boolean isChange() {
            return this == NEW_NUMBER || isHiddenChange();
        }

        boolean isHiddenChange() {
            return this == NEW_ID || this == NEW_ID_OF_NOBODY;
        }
    }

    static ReceivedEvent status(int about, String status) {
        return new ReceivedEvent(false, about, status, Form.NONE, 0);
    }

    boolean isTakenBy(String selection) {
        return switch (selection) {
            case "all" -> true;
            case "message,status:read" -> message || name.equals("read");
            case "status:read" -> !message && name.equals("read");
            default -> selection.equals(message ? "message" : "status");
        };
    }

    /** What this names, and tells to be of one person. */
    List<String> ids() {
        return switch (form) {
            case NONE -> List.of("statuses of " + about);
            case NUMBER -> List.of(number(generation));
            case ID -> List.of(user(generation));
            case BOTH -> List.of(number(generation), user(generation));
            case NEW_NUMBER ->
                List.of(number(generation), user(generation), number(generation + 1), user(generation + 1));
            case NEW_ID, NEW_ID_OF_NOBODY -> List.of(user(generation), user(generation + 1));
        };
    }

    private String number(int of) {
        return "49170123%d%02d".formatted(about, of);
    }

    private String user(int of) {
        return "DE.7001122334455%d%02d".formatted(about, of);
    }

    /** The part of a message id that tells the event. */
    private String id() {
        return "wamid.m.%d.%s.%s.%d".formatted(about, name, form, generation);
    }

    /** Of the parts of such an id. */
    static ReceivedEvent of(String about, String name, String form, String generation) {
        return new ReceivedEvent(true, Integer.parseInt(about), name, Form.valueOf(form), Integer.parseInt(generation));
    }

    private String json(int delivery) {
        long second = TIMESTAMP.getEpochSecond();
        if (!message) {
            return """
                    {"id":"wamid.s.%d","status":"%s","timestamp":"%d","recipient_id":"491701234567"}""".formatted(about, name, second + delivery);
        }
        String head = """
                "id":"%s.%d","timestamp":"%d",""".formatted(id(), delivery, second + Integer.parseInt(name));
        String change = """
                "type":"system","system":{"body":"new","user_id":"%s","previous_user_id":"%s",""".formatted(user(generation + 1), user(generation));
        return '{'
                + head
                + switch (form) {
                    case NONE, NUMBER -> from(number(generation)) + text();
                    case ID -> fromUser(user(generation)) + text();
                    case BOTH -> from(number(generation)) + fromUser(user(generation)) + text();
                    case NEW_NUMBER -> from(number(generation)) + change + """
                                "type":"user_changed_number","wa_id":"%s"}""".formatted(number(generation + 1));
                    case NEW_ID -> fromUser(user(generation)) + change + """
                                "type":"user_changed_user_id"}""";
                    case NEW_ID_OF_NOBODY -> change + """
                                "type":"user_changed_user_id"}""";
                }
                + '}';
    }

    private static String from(String number) {
        return "\"from\":\"" + number + "\",";
    }

    private static String fromUser(String user) {
        return "\"from_user_id\":\"" + user + "\",";
    }

    private static String text() {
        return "\"type\":\"text\",\"text\":{\"body\":\"Hi\"}";
    }

    /**
     * What the API delivers.
     *
     * @param delivery which one it is, where each delivery is one of its own; otherwise 0
     */
    static String document(List<ReceivedEvent> events, int delivery) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"301122334455667","changes":[{"field":"messages",\
                "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"4989123456",\
                "phone_number_id":"401122334455667"},"messages":[%s],"statuses":[%s]}}]}]}""".formatted(
                        joined(events.stream().filter(ReceivedEvent::message), delivery),
                        joined(events.stream().filter(each -> !each.message()), delivery));
    }

    private static String joined(Stream<ReceivedEvent> events, int delivery) {
        return events.map(each -> each.json(delivery)).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return message ? "m" + about + ":" + name + " " + form + generation : "s" + about + ":" + name;
    }
}
