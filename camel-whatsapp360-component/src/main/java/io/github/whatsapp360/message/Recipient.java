package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Whom a message goes to: a phone number, a group, or a user by the id that WhatsApp gave him for this business.
 *
 * <p>No {@code toString} shows the number or id. Immutable and thread-safe.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Meta:
 *     Sending messages</a>
 */
public sealed interface Recipient {

    /**
     * Reads a phone number or a business-scoped user id.
     *
     * <p>The digits of the number are sent behind a {@code +}. Blanks, hyphens, points, slashes and brackets are left out;
     * so are invisible characters, as they come with pasted text, and {@code tel:}. Digits of other scripts become ASCII
     * digits. Nothing else is rewritten: what can be no international number, or could be another one, is refused. That is
     * a first digit 0, a trunk zero in brackets or directly behind the country code, a decimal point or an exponent,
     * letters, and fewer than 7 or more than 15 digits. A user id is {@code CC.} or {@code CC.ENT.} and up to 128 letters
     * and digits. Group ids have no form of their own: see {@link #group}.
     *
     * <p>A 0 behind the country code is a trunk zero but in Italy (39), San Marino (378), Vatican (379), Ivory Coast (225),
     * Burkina Faso (226), Benin (229), Gabon (241), Congo (242) and Tajikistan (992), where it belongs to the number.
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
     * Reads what a header, a column or a member of JSON holds: a whole number as its digits, anything else as its text.
     *
     * @throws IllegalArgumentException if it is no recipient; the message does not repeat the value
     */
    static Recipient of(Object value) {
        return value instanceof Number number
                ? new Phone(WrittenNumber.of(number).dialled())
                : parse(String.valueOf(value));
    }

    /**
     * Reads an id that WhatsApp gave, the {@code wa_id} of an event for example: digits are a complete number as they are.
     *
     * @throws IllegalArgumentException if it is no recipient; the message does not repeat the text
     */
    static Recipient waId(String id) {
        return Phone.isBare(id.startsWith("+") ? id.substring(1) : id) ? new Phone(id) : parse(id);
    }

    /**
     * The group of this id, as the API gave it out; blanks and invisible characters around it are removed.
     *
     * @throws IllegalArgumentException if it is empty, or a decimal number, which no id is; the message does not repeat it
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
     * Reads what a header, a column or a member of JSON holds as the id of a group: a whole number as its digits, anything
     * else as its text.
     *
     * @throws IllegalArgumentException if it is no id, or a number of a type that does not hold all its digits; the message
     *     does not repeat the value
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

    /** One form per recipient, however it was written: the digits of a phone number, else the id. */
    String key();

    /** What stands in the request, in {@code to} or, for a user id, in {@code recipient}. */
    String wire();

    /** The word for {@code recipient_type}. */
    default String recipientType() {
        return "individual";
    }

    /**
     * A phone number. It is sent with a leading {@code +}, because without it the API may put the country code of the
     * business in front.
     *
     * @param number its digits; a leading {@code +} is left out here
     */
    record Phone(String number) implements Recipient {

        public Phone {
            number = requireNonNull(number, "number").startsWith("+") ? number.substring(1) : number;
        }

        /** As WhatsApp itself writes numbers, in each event: not worth a regular expression. */
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
     * A group. Takes text, media and templates only.
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
     * A user whose phone number need not be known. Authentication templates cannot be sent to one (error 131062).
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
