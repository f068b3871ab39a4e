/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

/**
 * Checks whether an optional library is available to the class loader of the component. In OSGi the class loader of the
 * application may see different classes. Thread-safe.
 */
public final class OptionalLibrary {

    private OptionalLibrary() {}

    /** Whether this class is visible to the component. */
    public static boolean has(String type) {
        try {
            Class.forName(type, false, OptionalLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }
}
