/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The acknowledged and processed events of a process that is killed repeatedly. A key is {@code conversation:number};
 * the numbers of a conversation ascend. Thread-safe.
 */
public final class CrashRecord {

    private static final int CONCURRENT_CONSUMERS = 8;

    /** Maximum number of unwritten settlements, plus the events that are running. */
    private static final int MAXIMUM_UNWRITTEN_SETTLEMENTS = EmbeddedInbox.MAXIMUM_UNWRITTEN + 2 * CONCURRENT_CONSUMERS;

    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private final Map<String, Long> lastOfConversation = new HashMap<>();
    private final List<String> disorder = new ArrayList<>();
    private Map<String, Long> lastBegun = new HashMap<>();
    private Set<String> begun = new HashSet<>();
    private int repeatedThoughDone;
    private int mostRepeated;

    /** Starts a new process: it may run events again that the previous one had begun. */
    public synchronized void newRun() {
        assertThat(repeatedThoughDone)
                .as("done before the kill, and run again")
                .isLessThanOrEqualTo(MAXIMUM_UNWRITTEN_SETTLEMENTS);
        mostRepeated = Math.max(mostRepeated, repeatedThoughDone);
        repeatedThoughDone = 0;
        lastBegun = new HashMap<>();
        begun = new HashSet<>();
    }

    /**
     * Records one line: {@code A} acknowledged, {@code B} begun or {@code D} done, and the key. Any other line is an
     * error.
     */
    public synchronized void heard(String said) {
        String key = said.substring(2);
        switch (said.charAt(0)) {
            case 'A' -> acknowledged.add(key);
            case 'B' -> begin(key);
            case 'D' -> done.add(key);
            default -> disorder.add(said);
        }
    }

    private void begin(String key) {
        String conversation = key.substring(0, key.indexOf(':'));
        long number = Long.parseLong(key.substring(key.indexOf(':') + 1));
        if (!begun.add(key)) {
            disorder.add(key + " twice in one run");
        }
        repeatedThoughDone += done.contains(key) ? 1 : 0;
        Long before = lastBegun.put(conversation, number);
        if (before != null && before >= number) {
            disorder.add(key + " after " + before);
        }
        // No event may be skipped: a first run follows all earlier events of the conversation.
        long last = lastOfConversation.getOrDefault(conversation, -1L);
        if (number < last && !done.contains(key) && before != null) {
            disorder.add(key + " begun for the first time after " + last);
        }
        lastOfConversation.put(conversation, Math.max(number, last));
    }

    public synchronized boolean allDone() {
        return done.containsAll(acknowledged);
    }

    /** Verifies that each acknowledged event was processed, in order. */
    public synchronized void verify(int leastAcknowledged) {
        assertThat(acknowledged).hasSizeGreaterThan(leastAcknowledged);
        assertThat(done).as("acknowledged and never done").containsAll(acknowledged);
        assertThat(disorder).isEmpty();
    }

    @Override
    public synchronized String toString() {
        return acknowledged.size() + " events acknowledged, " + done.size() + " done, at most " + mostRepeated
                + " after a kill run again though done";
    }
}
