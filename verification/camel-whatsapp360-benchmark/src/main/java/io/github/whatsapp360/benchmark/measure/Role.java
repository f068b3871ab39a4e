/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import java.io.IOException;
import java.util.Map;

/** What a worker does. Confined to the worker's main thread, but for its counters. */
public interface Role extends AutoCloseable {

    /** Makes ready; returns what whoever gives orders has to know, for example a port. */
    Map<String, Double> start(Order start) throws Exception;

    /** Carries an order out, and returns what came of it. */
    Map<String, Double> answer(Order order) throws Exception;

    /** What the role itself counts, read together with the {@link Meter}. */
    default Map<String, Double> counters() {
        return Map.of();
    }

    @Override
    default void close() throws IOException {}
}
