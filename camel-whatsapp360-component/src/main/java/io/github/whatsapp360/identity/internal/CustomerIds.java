/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Ids of new customers: 128 random bits, because an id that is derived from a phone number could be traced back to it.
 *
 * <p>Thread-safe.
 */
final class CustomerIds {

    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CustomerIds() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
