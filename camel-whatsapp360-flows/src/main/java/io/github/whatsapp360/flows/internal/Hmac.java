/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256. */
public final class Hmac {

    private static final String NAME = "HmacSHA256";

    private Hmac() {}

    /** The HMAC of the bytes under the key. */
    public static byte[] sha256(byte[] key, byte[] bytes) {
        return started(key).doFinal(bytes);
    }

    /** A new computation under the key. Confined to one thread. */
    public static Mac started(byte[] key) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(new SecretKeySpec(key, NAME));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + NAME, impossible);
        }
    }
}
