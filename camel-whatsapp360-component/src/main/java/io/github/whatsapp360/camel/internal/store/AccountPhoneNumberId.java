package io.github.whatsapp360.camel.internal.store;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which number an account is, by the API's id: the option {@code phoneNumberId}, or what its first delivery told.
 *
 * <p>Thread-safe.
 */
public final class AccountPhoneNumberId {

    private static final Logger LOG = LoggerFactory.getLogger(AccountPhoneNumberId.class);

    private final String account;
    private volatile PhoneNumberIdStore store = PhoneNumberIdStore.NONE;
    private volatile @Nullable String given;
    private volatile @Nullable String learned;

    public AccountPhoneNumberId(String account) {
        this.account = account;
    }

    /** Where it is kept from now on. */
    public void useStore(PhoneNumberIdStore store) {
        this.store = store;
    }

    /**
     * Reads what was kept, once the store is open.
     *
     * @param option wins over anything learned
     */
    public void open(@Nullable String option) {
        given = option == null || option.isBlank() ? null : option.strip();
        String kept = store.read();
        learned = kept == null ? learned : kept;
    }

    /** The id; null while it is not known. */
    @Nullable
    public String id() {
        return given == null ? learned : given;
    }

    /** Looks into the store again: another node may have learned or cleared it. May block for the store. */
    public synchronized void refresh() {
        learned = store.readAgain(learned);
    }

    /**
     * A delivery names a number, and none is known: this is it.
     *
     * @return completes once it is kept
     */
    public synchronized CompletableFuture<?> learn(String phoneNumberId) {
        if (id() != null) {
            return CompletableFuture.completedFuture(null);
        }
        learned = phoneNumberId;
        return store.keep(phoneNumberId).whenComplete((kept, failure) -> {
            if (failure == null) {
                learned = kept;
                LOG.info("Account {}: has phone number id {}, as its first delivery says", account, kept);
            } else {
                learned = null;
            }
        });
    }

    /**
     * Forgets what was learned: the next delivery tells it anew.
     *
     * @return what that was; null if nothing was
     */
    @Nullable
    public synchronized String clear() {
        store.forget();
        String before = learned;
        learned = null;
        LOG.info("Account {}: phone number id {} was cleared; the next delivery tells it anew", account, before);
        return before;
    }
}
