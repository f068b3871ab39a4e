package io.github.whatsapp360.bridges.mail.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the last mails of this process, by their content. The mail server cannot be told so if the connection
 * to it breaks at that moment; then the same mail is read again, and must not be sent again.
 *
 * <p><i>Limit:</i> {@value #MAXIMUM} mails; nothing survives the end of the process. Thread-safe.
 */
public final class HandledMails {

    private static final int MAXIMUM = 10_000;

    private final Map<String, Fate> fates = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fate> eldest) {
            return size() > MAXIMUM;
        }
    };

    /**
     * What became of a mail.
     *
     * @param notice what its author has to be told; empty if it was sent to the customer
     * @param told whether the author was told
     */
    public record Fate(String notice, boolean told) {

        public static final Fate SENT = new Fate("", true);

        /** Never the notice itself. */
        @Override
        public String toString() {
            return notice.isEmpty() ? "Fate[sent]" : "Fate[refused]";
        }
    }

    public synchronized Optional<Fate> find(String digest) {
        return Optional.ofNullable(fates.get(digest));
    }

    public synchronized void keep(String digest, Fate fate) {
        fates.put(digest, fate);
    }
}
