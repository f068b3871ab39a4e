/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/** Hears of every change, for the page and for those who wait for something. Confined to the event loop. */
@FunctionalInterface
public interface Feed {

    /**
     * Something has changed.
     *
     * @param kind for example {@code message}
     * @param details made only when somebody listens
     */
    void changed(String kind, Supplier<ObjectNode> details);
}
