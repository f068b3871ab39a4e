/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSA private keys in PEM: PKCS#8, PKCS#8 with a password, and PKCS#1. Other blocks, for example certificates,
 * are left out. The messages of its exceptions contain no part of a key.
 */
public final class PemKeys {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** The version 0 and the algorithm RSA, which PKCS#8 puts before a PKCS#1 key. */
    private static final byte[] VERSION_AND_RSA = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private static final String CONVERT =
            " Convert it with: openssl pkcs8 -topk8 -v2 aes256 -in private.pem -out private-pkcs8.pem";

    private PemKeys() {}

    /**
     * Reads all private keys of a text.
     *
     * @param password of encrypted keys; null for none
     * @throws IllegalArgumentException if there is none, or one cannot be read, saying how to convert it
     */
    public static List<PrivateKey> read(String pem, @Nullable String password) {
        List<PrivateKey> keys = new ArrayList<>();
        // In a property, line breaks are often written as \n.
        Matcher block = BLOCK.matcher(pem.replace("\\n", "\n"));
        while (block.find()) {
            PrivateKey key = key(block.group(1), block.group(2), password);
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("expected PEM with a block BEGIN PRIVATE KEY, BEGIN ENCRYPTED PRIVATE"
                    + " KEY or BEGIN RSA PRIVATE KEY, actual has none");
        }
        return keys;
    }

    private static @Nullable PrivateKey key(String type, String content, @Nullable String password) {
        return switch (type) {
            case "PRIVATE KEY" -> rsa(decoded(content));
            case "RSA PRIVATE KEY" -> {
                if (content.contains("ENCRYPTED")) {
                    throw new IllegalArgumentException("the PKCS#1 key is encrypted in OpenSSL's own way." + CONVERT);
                }
                yield rsa(pkcs8(decoded(content)));
            }
            case "ENCRYPTED PRIVATE KEY" -> rsa(decrypted(decoded(content), password));
            case "EC PRIVATE KEY" -> throw new IllegalArgumentException("expected an RSA key, actual is an EC key");
            default -> null;
        };
    }

    private static byte[] decoded(String content) {
        try {
            return Base64.getMimeDecoder().decode(content.strip());
        } catch (IllegalArgumentException noBase64) {
            throw new IllegalArgumentException("the PEM of the key is damaged: no Base64");
        }
    }

    private static PrivateKey rsa(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("expected an RSA key, actual cannot be read as one");
        }
    }

    private static byte[] decrypted(byte[] encrypted, @Nullable String password) {
        if (password == null) {
            throw new IllegalArgumentException("the key is encrypted: set privateKeyPassword");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            AlgorithmParameters parameters = info.getAlgParameters();
            // Of PBES2, the parameters name the algorithm, and the key info does not.
            String algorithm = parameters == null || !info.getAlgName().equals("PBES2")
                    ? info.getAlgName()
                    : parameters.toString();
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("the encrypted key cannot be opened: check privateKeyPassword. If the"
                    + " password is right, its encryption is not one of Java's." + CONVERT);
        }
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_AND_RSA);
        content.writeBytes(element(4, pkcs1));
        return element(0x30, content.toByteArray());
    }

    /** An element of DER: tag, length, content. */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        int length = content.length;
        if (length < 0x80) {
            der.write(length);
        } else {
            int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            der.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                der.write(length >>> (8 * i));
            }
        }
        der.writeBytes(content);
        return der.toByteArray();
    }
}
