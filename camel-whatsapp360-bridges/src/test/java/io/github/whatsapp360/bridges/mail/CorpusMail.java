/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One mail of the corpus.
 *
 * @param chapter of the table in the documentation
 * @param kind what is special about it
 * @param mail its characters, each a byte; {@code {tag}} stands for the conversation
 * @param phone what arrives, a line each
 */
record CorpusMail(String chapter, String kind, String mail, List<String> phone) {

    /** A text message. */
    static String text(String text) {
        return "text: " + text.replace("\n", "⏎");
    }

    /** A message with a file. */
    static String document(String name, byte[] content) {
        return "document: " + name + " " + hash(content);
    }

    /** A message of another kind, whose file has no name on the phone. */
    static String media(String kind, byte[] content) {
        return kind + " " + hash(content);
    }

    /** Nothing arrives, and the author is told why. */
    static String refused(String reason) {
        return "nothing; the author is told: " + reason;
    }

    /** Nothing arrives, and nobody is told. */
    static String ignored() {
        return "nothing";
    }

    boolean isRefused() {
        return phone.get(0).startsWith("nothing; ");
    }

    boolean isIgnored() {
        return phone.get(0).equals("nothing");
    }

    String reason() {
        return phone.get(0).substring(phone.get(0).indexOf(": ") + 2);
    }

    /** The first eight digits of the SHA-256. */
    static String hash(byte[] content) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(Arrays.copyOf(sum, 4));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public String toString() {
        return chapter + ": " + kind;
    }
}
