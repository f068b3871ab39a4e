/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.InboxException;

/** An entry of a {@link BatchQueue}. */
public interface QueuedWrite {

    /** Size in bytes, for the limits of batch and queue. */
    int bytes();

    /** Whether a caller waits for the entry; only such entries are bounded. */
    boolean isAwaited();

    /** Called if the entry was not written and will not be. Must not block. */
    void failed(InboxException why);
}
