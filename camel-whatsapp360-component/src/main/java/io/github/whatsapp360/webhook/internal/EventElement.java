/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.util.Arrays;

/**
 * One event of a delivery in stored form.
 *
 * <p>Its string contains neither keys nor JSON. Immutable and thread-safe as long as nobody writes into {@link
 * #json()}, which is not copied because it may be large.
 *
 * @param family event family, a value of the option {@code events}
 * @param name event name, for example {@code text} or {@code call:connect}; at most 200 characters
 * @param dedupeKey the same for each repetition of this event at one account; at most 200 characters, printable ASCII;
 *     begins with the family. The key of an event with an API id contains that id. Other keys are digests of the
 *     event's bytes, of the entry's id and time, and a counter of equal events in the delivery: a repetition is the
 *     same delivery, byte by byte. Without an entry time, the day of arrival (UTC) is used, so that the same report on
 *     the next day is another event; a repetition across midnight counts as new
 * @param conversation events of one account with the same value run one at a time; at most 200 characters
 * @param origin the user concerned, and the time
 * @param json the event in stored form: one self-contained JSON object in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // equals below compares the content
public record EventElement(
        String family, String name, String dedupeKey, String conversation, EventOrigin origin, byte[] json) {

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
