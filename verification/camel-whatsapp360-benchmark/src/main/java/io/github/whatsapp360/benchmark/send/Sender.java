/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

import java.io.IOException;

/** Sends text messages. Thread-safe, once it was made ready. */
interface Sender extends AutoCloseable {

    /** Told what became of a message, once. */
    @FunctionalInterface
    interface Done {
        void done(boolean accepted);
    }

    /** Makes ready to send to one more address; may be called again with the same. */
    void prepare(String baseUrl) throws Exception;

    /** Sends one. */
    void send(String baseUrl, String to, String text, Done done) throws Exception;

    @Override
    void close() throws IOException;
}
