/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

/** Makes keys as statuses carry them. */
public final class TestKeys {

    private TestKeys() {}

    public static String prefix(String key) {
        return SendKeys.prefix(key);
    }
}
