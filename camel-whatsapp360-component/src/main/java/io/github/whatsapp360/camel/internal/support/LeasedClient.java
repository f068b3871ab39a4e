package io.github.whatsapp360.camel.internal.support;

import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client of an account, and how many operations use it at present. One that was replaced is closed when the last of them has
 * completed.
 *
 * <p>Thread-safe.
 */
public final class LeasedClient {

    private final Whatsapp360Client client;
    private final List<@Nullable Object> options;
    private int users;
    private boolean retired;

    /**
     * A client that nobody uses yet.
     *
     * @param options by which it was made
     */
    public LeasedClient(Whatsapp360Client client, List<@Nullable Object> options) {
        this.client = client;
        this.options = options;
    }

    public Whatsapp360Client client() {
        return client;
    }

    /** Whether it was made by these options. */
    public boolean isMadeBy(List<@Nullable Object> others) {
        return options.equals(others);
    }

    /**
     * One more operation uses it, and tells its end by {@link #release}.
     *
     * @return false if it has been replaced
     */
    public synchronized boolean acquire() {
        users += retired ? 0 : 1;
        return !retired;
    }

    /** The same for one that is closed: whatever it is asked for fails. */
    public synchronized boolean acquireClosed() {
        users++;
        return true;
    }

    public void release() {
        boolean last;
        synchronized (this) {
            users--;
            last = users == 0 && retired;
        }
        if (last) {
            client.close();
        }
    }

    public synchronized boolean isUsed() {
        return users > 0;
    }

    /** Closes it as soon as nobody uses it. */
    public void retire() {
        boolean unused;
        synchronized (this) {
            unused = users == 0 && !retired;
            retired = true;
        }
        if (unused) {
            client.close();
        }
    }

    /** Closes it now; what uses it fails, each with its outcome. */
    public void close() {
        synchronized (this) {
            retired = true;
        }
        client.close();
    }
}
