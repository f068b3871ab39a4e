/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.bridges.CommandJournal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What became of the mails that were read, by their {@linkplain SpooledMail#key keys}. A mail is read again when the
 * connection to the mail server broke before it was marked as read, and when the program ended in the middle; then it
 * must not be sent again.
 *
 * <p><i>Guarantee:</i> a mail of which something may have been sent is never sent again, also not by a later run of the
 * program. <i>Limit:</i> the last {@value #MAXIMUM} mails. Thread-safe.
 */
public final class HandledMails {

    private static final int MAXIMUM = 10_000;
    private static final String INTERRUPTED =
            "Your answer may not have arrived on WhatsApp.\n\nThe program ended while it was sent. Ask the customer"
                    + " before you send it again.\n";

    private final CommandJournal journal = new CommandJournal();
    private final Map<String, Fate> fates = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fate> eldest) {
            return size() > MAXIMUM;
        }
    };

    /**
     * The mails of one bridge.
     *
     * @param directory of the journal, which must outlive the process
     * @param name of the bridge and of its journal
     */
    public HandledMails(String directory, String name) {
        journal.setDirectory(directory);
        journal.setName(name);
        journal.setSize(MAXIMUM);
    }

    /**
     * What became of a mail.
     *
     * @param notice what its author has to be told; empty if it was sent to the customer
     * @param told whether the author was told
     */
    public record Fate(String notice, boolean told) {

        static final Fate SENT = new Fate("", true);

        /** Whether nothing is left to be done. */
        public boolean isSent() {
            return notice.isEmpty();
        }

        /** Never the notice itself. */
        @Override
        public String toString() {
            return isSent() ? "Fate[sent]" : "Fate[refused]";
        }
    }

    /** Opens the journal. */
    public void start() {
        journal.start();
    }

    /** Closes the journal. */
    public void stop() {
        journal.stop();
    }

    /** What became of a mail that was read before; null for a new one. */
    public synchronized @Nullable Fate before(Exchange exchange, String key) {
        Fate fate = fates.get(key);
        if (fate != null || !journal.contains(key)) {
            return fate;
        }
        exchange.setVariable(CommandJournal.KEY_VARIABLE, key);
        boolean isUnknown = journal.isInterrupted(exchange);
        exchange.removeVariable(CommandJournal.KEY_VARIABLE);
        return isUnknown ? new Fate(INTERRUPTED, false) : Fate.SENT;
    }

    /** Notes, before anything is sent, that the sending begins. */
    public synchronized void begin(String key) {
        journal.add(key);
    }

    /** The mail was sent to the customer. */
    public synchronized void sent(String key) {
        fates.put(key, Fate.SENT);
        journal.confirm(key);
    }

    /** The mail was refused, and something of it may have been sent, or its author could not be told yet. */
    public synchronized void refused(String key, Fate fate) {
        fates.put(key, fate);
        if (fate.told()) {
            journal.confirm(key);
        }
    }

    /** Nothing of the mail was sent: if it is read again, it is tried again. */
    public synchronized void forget(String key) {
        fates.remove(key);
        journal.forget(key);
    }
}
