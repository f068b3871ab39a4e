package io.github.whatsapp360.camel.internal.store;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where an account keeps which number it is.
 *
 * <p>Thread-safe.
 */
interface PhoneNumberIdStore {

    /** Keeps nothing: what is learned lasts as long as the account. */
    PhoneNumberIdStore NONE = new PhoneNumberIdStore() {
        @Override
        public @Nullable String read() {
            return null;
        }

        @Override
        public CompletableFuture<String> keep(String phoneNumberId) {
            return CompletableFuture.completedFuture(phoneNumberId);
        }

        @Override
        public void forget() {}
    };

    /**
     * What is kept; null if nothing is. May block for the store.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    @Nullable
    String read();

    /**
     * The same for who knows it already: only a store that others write looks again.
     *
     * @param known what it was when it was last read or kept; null for nothing
     */
    default @Nullable String readAgain(@Nullable String known) {
        return known;
    }

    /**
     * Keeps an id, unless there is one.
     *
     * @return completes with what is kept, once that is as safe as an event; else as {@link
     *     io.github.whatsapp360.inbox.Inbox#store}
     */
    CompletableFuture<String> keep(String phoneNumberId);

    /**
     * Forgets what is kept. Blocks for the store.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be written
     */
    void forget();
}
