/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.flows.internal.FlowJson;
import io.github.whatsapp360.flows.internal.Hmac;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Issues and verifies flow tokens. A token names the customer, carries data of the issuer, and expires. It is signed
 * with HMAC-SHA256, so that a request can be tied to the message that opened the form, without a database.
 *
 * <p>A token is signed and not encrypted: customer and data can be read by who has the token, which are the customer's
 * phone and WhatsApp.
 *
 * <p>As a bean it is configured by its setters, by one thread; thread-safe afterwards.
 */
public final class FlowTokens {

    /** How long a token is valid if nothing else is set. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofDays(1);

    /** Minimum length of a secret, in characters. */
    public static final int MINIMUM_SECRET_LENGTH = 16;

    private static final String PREFIX = "f1.";
    private static final int MAXIMUM_TOKEN_LENGTH = 4096;
    private static final int ID_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private byte @Nullable [] secret;
    private byte @Nullable [] previousSecret;
    private Duration validity = DEFAULT_VALIDITY;
    private Clock clock = Clock.systemUTC();

    /** Creates a bean without a secret, which must be set before it is used. */
    public FlowTokens() {}

    /**
     * Creates tokens with this secret.
     *
     * @throws IllegalArgumentException if it is shorter than {@value #MINIMUM_SECRET_LENGTH} characters
     */
    public FlowTokens(String secret) {
        setSecret(secret);
    }

    /**
     * Sets the secret, which signs new tokens.
     *
     * @throws IllegalArgumentException if it is shorter than {@value #MINIMUM_SECRET_LENGTH} characters
     */
    public void setSecret(String secret) {
        this.secret = bytes(secret);
    }

    /** Sets a former secret, whose tokens stay valid. Null for none. */
    public void setPreviousSecret(@Nullable String previousSecret) {
        this.previousSecret = previousSecret == null ? null : bytes(previousSecret);
    }

    /**
     * Sets how long new tokens are valid. The default is one day.
     *
     * @throws IllegalArgumentException unless positive
     */
    public void setValidity(Duration validity) {
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("The validity of flow tokens must be positive, actual is " + validity);
        }
        this.validity = validity;
    }

    /** Sets the clock of expiry. Tests can set one that they control. */
    public void setClock(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    private static byte[] bytes(String secret) {
        if (secret.strip().length() < MINIMUM_SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "The secret of flow tokens requires at least " + MINIMUM_SECRET_LENGTH + " characters");
        }
        return secret.getBytes(UTF_8);
    }

    /** Issues a token for a customer, without data. */
    public String issue(String customer) {
        return issue(customer, "");
    }

    /**
     * Issues a token.
     *
     * @param customer a phone number or user id, as in the header of the event or the recipient of the message
     * @param data of the issuer, for example the number of an order; null for none
     * @throws IllegalStateException if no secret is set
     */
    public String issue(String customer, @Nullable String data) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        long expires = clock.instant().plus(validity).getEpochSecond();
        byte[] content = FlowJson.write(List.of(
                HexFormat.of().formatHex(id), requireNonNull(customer, "customer"), data == null ? "" : data, expires));
        String signed = PREFIX + ENCODER.encodeToString(content);
        return signed + "." + ENCODER.encodeToString(Hmac.sha256(secret(), signed.getBytes(UTF_8)));
    }

    /**
     * Verifies a token.
     *
     * @param token null is refused
     * @throws InvalidFlowTokenException if it was not issued with this secret, or has expired
     * @throws IllegalStateException if no secret is set
     */
    public FlowToken verify(@Nullable String token) {
        FlowToken verified = token == null || token.length() > MAXIMUM_TOKEN_LENGTH ? null : opened(token);
        if (verified == null) {
            throw new InvalidFlowTokenException("The flow token was not issued here");
        }
        if (clock.instant().isAfter(verified.expires())) {
            throw new InvalidFlowTokenException("The flow token has expired");
        }
        return verified;
    }

    private @Nullable FlowToken opened(String token) {
        int end = token.lastIndexOf('.');
        if (end < PREFIX.length() || !token.startsWith(PREFIX)) {
            return null;
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(end + 1));
            if (!isSigned(token.substring(0, end).getBytes(UTF_8), signature)) {
                return null;
            }
            List<?> content = FlowJson.readList(Base64.getUrlDecoder().decode(token.substring(PREFIX.length(), end)));
            return new FlowToken(
                    (String) content.get(0),
                    (String) content.get(1),
                    (String) content.get(2),
                    Instant.ofEpochSecond(((Number) content.get(3)).longValue()));
        } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException malformed) {
            return null;
        }
    }

    private boolean isSigned(byte[] content, byte[] signature) {
        boolean current = MessageDigest.isEqual(Hmac.sha256(secret(), content), signature);
        boolean previous =
                previousSecret != null && MessageDigest.isEqual(Hmac.sha256(previousSecret, content), signature);
        return current || previous;
    }

    private byte[] secret() {
        if (secret == null) {
            throw new IllegalStateException("FlowTokens requires a secret: set the property secret of the bean");
        }
        return secret;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "FlowTokens[validity=" + validity + "]";
    }
}
