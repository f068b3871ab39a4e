/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The recipient of a message: a phone number, a group, or a user by the business-scoped user id.
 *
 * <p>{@code toString} never shows the number or id. Immutable and thread-safe.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Meta:
 *     Sending messages</a>
 */
public sealed interface Recipient {

    /**
     * Parses a phone number or a business-scoped user id.
     *
     * <p>The number is sent as {@code +} and its digits. Blanks, hyphens, points, slashes and brackets are removed; so
     * are invisible characters of pasted text, and {@code tel:}. Digits of other scripts become ASCII digits. Nothing
     * else is rewritten: a text that is not an international number, or is ambiguous, is rejected. That is a first
     * digit 0, a trunk zero in brackets or directly after the country code, a decimal point or an exponent, letters,
     * and fewer than 7 or more than 15 digits. A user id is {@code CC.} or {@code CC.ENT.} and up to 128 letters and
     * digits. Group ids have no distinct format: see {@link #group}.
     *
     * <p>A 0 after the country code is a trunk zero, except in Italy (39), San Marino (378), Vatican (379), Ivory Coast
     * (225), Burkina Faso (226), Benin (229), Gabon (241), Congo (242) and Tajikistan (992), where it is part of the
     * number.
     *
     * @throws IllegalArgumentException if it is neither; the message does not repeat the text
     */
    static Recipient parse(String text) {
        if (Phone.isBare(text) && !CountryCode.hasTrunkZero(text)) {
            return new Phone(text);
        }
        String visible = WrittenNumber.visible(text);
        return UserId.FORM.matcher(visible).matches()
                ? new UserId(visible)
                : new Phone(new WrittenNumber(visible).dialled());
    }

    /**
     * Parses a value of a header, a column or a JSON member: a whole number as its digits, anything else as its text.
     *
     * @throws IllegalArgumentException if it is no recipient; the message does not repeat the value
     */
    static Recipient of(Object value) {
        return value instanceof Number number
                ? new Phone(WrittenNumber.of(number).dialled())
                : parse(String.valueOf(value));
    }

    /**
     * Parses an id from WhatsApp, for example the {@code wa_id} of an event: digits are a complete number.
     *
     * @throws IllegalArgumentException if it is no recipient; the message does not repeat the text
     */
    static Recipient waId(String id) {
        return Phone.isBare(id.startsWith("+") ? id.substring(1) : id) ? new Phone(id) : parse(id);
    }

    /**
     * A group with an id from the API; surrounding blanks and invisible characters are removed.
     *
     * @throws IllegalArgumentException if it is empty, or a decimal number, which no id is; the message does not repeat
     *     it
     */
    static Recipient group(String id) {
        String visible = WrittenNumber.visible(id);
        if (visible.isBlank()) {
            throw new IllegalArgumentException("Expected the id of a group, actual is nothing");
        }
        if (WrittenNumber.isDecimal(visible)) {
            throw new IllegalArgumentException(
                    "Expected the id of a group, actual is a decimal number, as spreadsheets write it");
        }
        return new Group(visible);
    }

    /**
     * Parses a value of a header, a column or a JSON member as the id of a group: a whole number as its digits,
     * anything else as its text.
     *
     * @throws IllegalArgumentException if it is no id, or a number of a type that does not hold all its digits; the
     *     message does not repeat the value
     */
    static Recipient groupOf(Object value) {
        if (!(value instanceof Number number)) {
            return group(String.valueOf(value));
        }
        String problem = WrittenNumber.problemOf(number);
        if (problem != null) {
            throw new IllegalArgumentException("Expected the id of a group, as a text, actual is " + problem);
        }
        return group(WrittenNumber.digitsOf(number));
    }

    /** The canonical form of the recipient: the digits of a phone number, otherwise the id. */
    String key();

    /** The value in the request, in {@code to} or, for a user id, in {@code recipient}. */
    String wire();

    /** The value of {@code recipient_type}. */
    default String recipientType() {
        return "individual";
    }

    /**
     * A phone number. It is sent with a leading {@code +}, because without it the API may put the country code of the
     * business in front.
     *
     * @param number its digits; a leading {@code +} is removed
     */
    record Phone(String number) implements Recipient {

        public Phone {
            number = requireNonNull(number, "number").startsWith("+") ? number.substring(1) : number;
        }

        /** Fast path for numbers in the form of WhatsApp's events. */
        private static boolean isBare(String text) {
            if (text.length() < 7 || text.length() > 15 || text.charAt(0) == '0') {
                return false;
            }
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String key() {
            return number;
        }

        @Override
        public String wire() {
            return "+" + number;
        }

        @Override
        public String toString() {
            return "Phone[…]";
        }
    }

    /**
     * A group. Supports only text, media and templates.
     *
     * @param id opaque
     */
    record Group(String id) implements Recipient {
        public Group {
            requireNonNull(id, "id");
        }

        @Override
        public String key() {
            return id;
        }

        @Override
        public String wire() {
            return id;
        }

        @Override
        public String recipientType() {
            return "group";
        }

        @Override
        public String toString() {
            return "Group[…]";
        }
    }

    /**
     * A user without a known phone number. Authentication templates cannot be sent to it (error 131062).
     *
     * @param id business-scoped, such as {@code DE.123}, or of linked portfolios, {@code DE.ENT.123}
     */
    record UserId(String id) implements Recipient {

        private static final Pattern FORM = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

        public UserId {
            requireNonNull(id, "id");
        }

        @Override
        public String key() {
            return id;
        }

        @Override
        public String wire() {
            return id;
        }

        @Override
        public String toString() {
            return "UserId[…]";
        }
    }
}
