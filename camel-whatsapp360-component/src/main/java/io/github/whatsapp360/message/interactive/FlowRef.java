/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.interactive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which flow: by id or by name, never both.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface FlowRef {

    /** The flow of this id. */
    static FlowRef id(String id) {
        return new Id(id);
    }

    /** The flow of this name. */
    static FlowRef name(String name) {
        return new Name(name);
    }

    /**
     * By id.
     *
     * @param id as the flow's page shows it
     */
    record Id(@JsonProperty("flow_id") String id) implements FlowRef {
        public Id {
            requireNonNull(id, "id");
        }
    }

    /**
     * By name. Renaming the flow breaks such messages.
     *
     * @param name as the flow was created with
     */
    record Name(@JsonProperty("flow_name") String name) implements FlowRef {
        public Name {
            requireNonNull(name, "name");
        }
    }
}
