/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.time.Instant;

/** Where the events of one history are, over all restarts of its application. */
interface ReceivingStore extends AutoCloseable {

    /** An application starts, and is going to keep its events here. */
    void configure(Whatsapp360Component component) throws Exception;

    /**
     * The application is killed: what it has written until this instant is what the next one finds. What is left of it
     * writes nothing any more that the next one could see.
     */
    void kill() throws Exception;

    /** Time has passed. */
    default void setTime(Instant now) {}

    /** In memory, or nowhere. */
    static ReceivingStore fleeting() {
        return new ReceivingStore() {
            @Override
            public void configure(Whatsapp360Component component) {}

            @Override
            public void kill() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    void close();
}
