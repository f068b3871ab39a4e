/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

import io.github.whatsapp360.flows.FlowMediaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts and verifies a file of a form while it is read: AES-256-CBC, the first 10 bytes of an HMAC-SHA256 over
 * vector and ciphertext at the end, and the SHA-256 of both forms. What was written is valid only if this returns.
 *
 * <p>Confined to one thread.
 */
public final class MediaDecryption {

    private static final int MAC_BYTES = 10;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final FlowMedia.Secrets secrets;
    private final long maximum;
    private final Cipher cipher;
    private final Mac mac;
    private final MessageDigest encryptedDigest;
    private final MessageDigest digest;
    private byte[] tail = new byte[0];

    private MediaDecryption(FlowMedia.Secrets secrets, long maximum) throws GeneralSecurityException {
        this.secrets = secrets;
        this.maximum = maximum;
        cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secrets.key, "AES"), new IvParameterSpec(secrets.vector));
        mac = Hmac.started(secrets.macKey);
        mac.update(secrets.vector);
        encryptedDigest = MessageDigest.getInstance("SHA-256");
        digest = MessageDigest.getInstance("SHA-256");
    }

    /**
     * Decrypts a file.
     *
     * @param maximum size of the encrypted file, in bytes
     * @throws FlowMediaException if it is larger, or is not the file of these secrets
     * @throws IOException if it cannot be read or written
     */
    public static void decrypt(InputStream encrypted, FlowMedia.Secrets secrets, long maximum, OutputStream file)
            throws IOException {
        try {
            new MediaDecryption(secrets, maximum).run(encrypted, file);
        } catch (GeneralSecurityException wrong) {
            throw damaged();
        }
    }

    private static FlowMediaException damaged() {
        return new FlowMediaException("The file is damaged, or is not the one that the customer has picked");
    }

    private void run(InputStream encrypted, OutputStream file) throws IOException, GeneralSecurityException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int read = encrypted.read(buffer); read >= 0; read = encrypted.read(buffer)) {
            size += read;
            if (size > maximum) {
                throw new FlowMediaException("The file is larger than " + maximum + " bytes");
            }
            encryptedDigest.update(buffer, 0, read);
            write(withoutTail(buffer, read), file);
        }
        byte[] last = finish();
        digest.update(last);
        if (!MessageDigest.isEqual(digest.digest(), secrets.hash)) {
            throw damaged();
        }
        file.write(last);
    }

    /** Everything but the last bytes, which may be the code at the end. */
    private byte[] withoutTail(byte[] buffer, int read) {
        byte[] all = Arrays.copyOf(tail, tail.length + read);
        System.arraycopy(buffer, 0, all, tail.length, read);
        int whole = Math.max(0, all.length - MAC_BYTES);
        tail = Arrays.copyOfRange(all, whole, all.length);
        return Arrays.copyOf(all, whole);
    }

    private void write(byte[] ciphertext, OutputStream file) throws IOException {
        mac.update(ciphertext);
        byte[] plain = cipher.update(ciphertext);
        if (plain != null) {
            digest.update(plain);
            file.write(plain);
        }
    }

    /** Verifies the ciphertext before its padding is looked at. */
    private byte[] finish() throws GeneralSecurityException, FlowMediaException {
        boolean hash = MessageDigest.isEqual(encryptedDigest.digest(), secrets.encryptedHash);
        boolean code = MessageDigest.isEqual(Arrays.copyOf(mac.doFinal(), MAC_BYTES), tail);
        if (!hash || !code) {
            throw damaged();
        }
        return cipher.doFinal();
    }
}
