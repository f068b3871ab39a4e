package io.github.whatsapp360.webhook.internal;

import java.util.Arrays;

/**
 * One event of a delivery, ready to be stored.
 *
 * <p>Prints neither keys nor JSON. Immutable as long as nobody writes into {@link #json()}, which is not copied: it may be
 * megabytes, and it is made once per event and handed to one inbox. Thread-safe on the same condition.
 *
 * @param family the event family, as the option {@code events} names it
 * @param name the event name, for example {@code text} or {@code call:connect}; at most 200 characters
 * @param dedupeKey the same for each repetition of this event at one account, at most 200 characters, printable ASCII;
 *     begins with the family. An event that the API gives an id has it in its key. All others are known by their bytes,
 *     those of the entry's id and time and how many of the same came before in the delivery: a repetition is the same
 *     delivery, byte by byte. Where the entry has no time, the day of arrival (UTC) stands in for it, so that the same
 *     report of the next day is another event; a repetition across midnight counts as new
 * @param conversation events of one account with the same value run one after the other; at most 200 characters
 * @param origin whom it concerns, and when
 * @param json the event in stored form: UTF-8, one JSON object that needs nothing beside it to be read
 */
@SuppressWarnings("ArrayRecordComponent") // equals below compares the content
public record EventElement(
        String family, String name, String dedupeKey, String conversation, Origin origin, byte[] json) {

    @Override
    public boolean equals(Object other) {
        return other instanceof EventElement that
                && family.equals(that.family)
                && name.equals(that.name)
                && dedupeKey.equals(that.dedupeKey)
                && conversation.equals(that.conversation)
                && origin.equals(that.origin)
                && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return dedupeKey.hashCode();
    }

    @Override
    public String toString() {
        return "EventElement[family=" + family + ", name=" + name + ", " + json.length + " bytes]";
    }
}
