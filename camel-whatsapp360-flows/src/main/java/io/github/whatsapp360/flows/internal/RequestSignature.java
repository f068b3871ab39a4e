/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of the app over the encrypted body, in constant time.
 *
 * @param secrets each of which may have signed; without any, every request is accepted
 */
public record RequestSignature(List<String> secrets) {

    /** The header: {@code sha256=} and the HMAC-SHA256 of the body in hex. */
    public static final String HEADER = "X-Hub-Signature-256";

    private static final String PREFIX = "sha256=";

    public RequestSignature {
        secrets = List.copyOf(secrets);
    }

    /** Whether the header is the signature of the body. */
    public boolean admits(@Nullable String header, byte[] body) {
        byte[] given = bytes(header);
        boolean admitted = secrets.isEmpty();
        for (String secret : secrets) {
            admitted |= MessageDigest.isEqual(Hmac.sha256(secret.getBytes(UTF_8), body), given);
        }
        return admitted;
    }

    private static byte[] bytes(@Nullable String header) {
        if (header == null || !header.startsWith(PREFIX)) {
            return new byte[0];
        }
        try {
            return HexFormat.of().parseHex(header.substring(PREFIX.length()).strip());
        } catch (IllegalArgumentException noHex) {
            return new byte[0];
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "RequestSignature[" + secrets.size() + " secrets]";
    }
}
