/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the deliveries of 360dialog by a secret header, by the signature of the body, or by both. All
 * comparisons take constant time.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://docs.360dialog.com/partner/onboarding/webhook-events-and-setup/signature-validation">Signature</a>
 */
public final class WebhookSecurity {

    /** The header with the secret; registered at 360dialog with the URL and sent with each delivery. */
    public static final String SECRET_HEADER = "X-Whatsapp360-Secret";

    /** The header with the HMAC-SHA256 of the body: hex, hex after {@code sha256=}, or base64. */
    public static final String SIGNATURE_HEADER = "x-360dialog-signature";

    private static final String HMAC = "HmacSHA256";

    private final byte @Nullable [] secret;
    private final @Nullable SecretKeySpec signatureKey;

    private WebhookSecurity(@Nullable String secret, @Nullable String signatureSecret) {
        this.secret = secret == null ? null : secret.getBytes(UTF_8);
        this.signatureKey = signatureSecret == null ? null : new SecretKeySpec(signatureSecret.getBytes(UTF_8), HMAC);
    }

    /**
     * Creates a check of each of the two secrets that is not null. If both are null, all deliveries are accepted.
     *
     * @param secret required value of {@value #SECRET_HEADER}
     * @param signatureSecret the key of the signature
     */
    public static WebhookSecurity of(@Nullable String secret, @Nullable String signatureSecret) {
        return new WebhookSecurity(secret, signatureSecret);
    }

    /**
     * Derives the secret of an account without a configured one. It is the same on all nodes, and changes with the API
     * key.
     *
     * @return the HMAC-SHA256 of the account's name under the key, in lower-case hex
     */
    public static String derivedSecret(String apiKey, String account) {
        byte[] mac = hmac(new SecretKeySpec(apiKey.getBytes(UTF_8), HMAC), account.getBytes(UTF_8));
        return HexFormat.of().formatHex(mac);
    }

    /**
     * Whether one of the two headers contains the secret. Call before reading the body.
     *
     * @param header value of {@value #SECRET_HEADER}
     * @param authorization value of {@code Authorization}: {@code Bearer} with the secret, or {@code Basic} with the
     *     secret as password and any user name
     */
    public boolean admitsSecret(@Nullable String header, @Nullable String authorization) {
        if (secret == null) {
            return true;
        }
        boolean own = isSecret(header);
        boolean credentials = isSecret(credentials(authorization));
        return own || credentials;
    }

    /** Whether a secret is configured, and equals this text. */
    public boolean isSecret(@Nullable String word) {
        return secret != null && MessageDigest.isEqual(secret, word == null ? new byte[0] : word.getBytes(UTF_8));
    }

    private static @Nullable String credentials(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String user = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
            return user.substring(user.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Whether the signature matches the body, or none is required. */
    public boolean admitsSignature(@Nullable String header, byte[] body) {
        if (signatureKey == null) {
            return true;
        }
        return MessageDigest.isEqual(hmac(signatureKey, body), header == null ? new byte[0] : decoded(header.strip()));
    }

    private static byte[] decoded(String signature) {
        String bare = signature.regionMatches(true, 0, "sha256=", 0, 7) ? signature.substring(7) : signature;
        try {
            return bare.length() == 64
                    ? HexFormat.of().parseHex(bare)
                    : Base64.getDecoder().decode(bare);
        } catch (IllegalArgumentException neither) {
            return new byte[0];
        }
    }

    private static byte[] hmac(SecretKeySpec key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + HMAC, impossible);
        }
    }

    /** Shows which checks are enabled, without the secrets. */
    @Override
    public String toString() {
        return "WebhookSecurity[secret=" + (secret != null) + ", signature=" + (signatureKey != null) + "]";
    }
}
