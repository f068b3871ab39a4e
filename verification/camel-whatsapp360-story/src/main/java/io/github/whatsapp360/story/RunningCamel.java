/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.story;

import java.io.IOException;

/** A Camel that runs the route {@code answer} and serves HTTP. Confined to the test's thread. */
public interface RunningCamel extends AutoCloseable {

    /** Does something to the route {@code answer}, and returns when it is done. */
    void route(Change change) throws Exception;

    @Override
    void close() throws IOException;

    /** What can be done to a route. */
    enum Change {
        SUSPEND,
        RESUME,
        STOP,
        START
    }
}
