/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The private keys of a number, the current one first.
 *
 * @param privateKeys at least one
 * @param publicKey of the current one; null if it cannot be derived
 */
public record FlowKeys(
        List<PrivateKey> privateKeys, @Nullable PublicKey publicKey) {

    private static final int MINIMUM_BITS = 2048;

    public FlowKeys {
        privateKeys = List.copyOf(privateKeys);
        if (privateKeys.isEmpty()) {
            throw new IllegalArgumentException("expected at least one private key, actual are none");
        }
        privateKeys.forEach(FlowKeys::check);
    }

    /** Keys in this order. */
    public static FlowKeys of(List<PrivateKey> privateKeys) {
        return new FlowKeys(privateKeys, privateKeys.isEmpty() ? null : derived(privateKeys.get(0)));
    }

    /** The keys of a pair. */
    public static FlowKeys of(KeyPair pair) {
        return new FlowKeys(List.of(pair.getPrivate()), pair.getPublic());
    }

    /**
     * The keys of a key store.
     *
     * @param password of the keys; null for none
     * @param alias of the current key; null if there is only one
     * @throws IllegalArgumentException if the current key cannot be determined or read
     */
    public static FlowKeys of(KeyStore store, @Nullable String password, @Nullable String alias) {
        try {
            List<String> aliases = new ArrayList<>();
            for (String each : Collections.list(store.aliases())) {
                if (store.isKeyEntry(each)) {
                    aliases.add(each);
                }
            }
            String current = alias != null ? alias : aliases.size() == 1 ? aliases.get(0) : null;
            if (current == null || !store.isKeyEntry(current)) {
                throw new IllegalArgumentException("expected privateKeyAlias to be one of the keys of the key store, "
                        + aliases + ", actual is " + alias);
            }
            aliases.remove(current);
            aliases.add(0, current);
            List<PrivateKey> keys = new ArrayList<>();
            for (String each : aliases) {
                Key key = store.getKey(each, password == null ? null : password.toCharArray());
                if (key instanceof PrivateKey privateKey) {
                    keys.add(privateKey);
                }
            }
            PublicKey derived = keys.isEmpty() ? null : derived(keys.get(0));
            boolean certified = derived == null && store.getCertificate(current) != null;
            return new FlowKeys(keys, certified ? store.getCertificate(current).getPublicKey() : derived);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("the keys of the key store cannot be read: check privateKeyPassword");
        }
    }

    /** These keys, and after them the others. */
    public FlowKeys and(FlowKeys others) {
        List<PrivateKey> all = new ArrayList<>(privateKeys);
        all.addAll(others.privateKeys);
        return new FlowKeys(all, publicKey);
    }

    private static void check(PrivateKey key) {
        if (!key.getAlgorithm().equals("RSA")) {
            throw new IllegalArgumentException("expected an RSA key, actual is " + key.getAlgorithm());
        }
        // A key of a hardware module may hide its length.
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MINIMUM_BITS) {
            throw new IllegalArgumentException("expected an RSA key of " + MINIMUM_BITS + " bits, actual are "
                    + rsa.getModulus().bitLength());
        }
    }

    private static @Nullable PublicKey derived(PrivateKey key) {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            return null;
        }
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The public part of an RSA key is no RSA key", impossible);
        }
    }

    /** The public key in PEM, as WhatsApp wants it; null if it is not known. */
    public @Nullable String publicPem() {
        if (publicKey == null) {
            return null;
        }
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN PUBLIC KEY-----\n" + lines.encodeToString(publicKey.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "FlowKeys[" + privateKeys.size() + " keys]";
    }
}
