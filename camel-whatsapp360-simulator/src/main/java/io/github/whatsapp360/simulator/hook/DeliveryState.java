/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.hook;

import java.util.Locale;

/** What has become of a delivery. Thread-safe. */
public enum DeliveryState {
    /** It waits for its turn, or for the next attempt. */
    WAITING,
    /** A request is under way. */
    RUNNING,
    /** The destination answered 200. */
    DONE,
    /** Given up, seven days after the first attempt. */
    ABANDONED;

    /** Its name in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
