package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.inbox.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one component, as one of them sees the others: each webhook path, inbox and number belongs to one of them.
 *
 * <p>Implementations are thread-safe.
 */
public interface AccountDirectory {

    /**
     * Takes a path for an account's webhook. HTTP servers let two consumers have one path, and give the first one everything.
     *
     * @throws IllegalArgumentException if another account has it
     */
    void claimPath(String path, String account);

    /** Releases the paths of an account. */
    void releasePaths(String account);

    /**
     * Takes an inbox for an account.
     *
     * @throws IllegalArgumentException if another account has it: an inbox knows of no accounts
     */
    void claimInbox(Inbox inbox, String account);

    /** Releases an inbox that is closed. */
    void releaseInbox(Inbox inbox);

    /** The account with this phone number id, given or learned; null if none is known. */
    @Nullable
    ReceivingAccount withNumber(String phoneNumberId);
}
