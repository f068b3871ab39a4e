/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signed name of a conversation, in the addresses, ids and subjects of its mails: {@code
 * 491701234567-5f0c1d2e3a4b5c6d}. It survives programs that change the case of letters. The second half is a signature
 * (the first 64 bits of an HMAC-SHA256), so that only who was sent a tag can name a conversation.
 *
 * <p>Nothing is stored. A new secret invalidates the tags of all mails sent before. Immutable and thread-safe.
 */
public final class ConversationTag {

    private static final Pattern TAG = Pattern.compile(
            "(?<![0-9a-z.])(?<name>\\d{5,20}|[a-z]{2}\\.\\d{5,20}|g(?:[0-9a-f]{2})+)-(?<seal>[0-9a-f]{16})(?![0-9a-f])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern READABLE = Pattern.compile("\\d{5,20}|[A-Z]{2}\\.\\d{5,20}");
    private static final int SEAL_BYTES = 8;

    private final SecretKeySpec key;

    /**
     * Creates the tags of one installation.
     *
     * @param secret any text that outsiders cannot guess, at least 16 characters; the same on all nodes
     * @throws IllegalArgumentException if it is shorter
     */
    public ConversationTag(String secret) {
        if (secret.length() < 16) {
            throw new IllegalArgumentException(
                    "Expected a secret of at least 16 characters, Actual " + secret.length());
        }
        this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    }

    /**
     * The recipient of an answer.
     *
     * @param recipient a phone number, a business-scoped user id, or a group id
     * @param group whether it is a group id
     */
    public record Conversation(String recipient, boolean group) {

        @Override
        public String toString() {
            return group ? "Conversation[group]" : "Conversation[user]";
        }
    }

    /** The tag of a conversation; only of letters, digits, dots and a dash. */
    public String sign(Conversation conversation) {
        String recipient = conversation.recipient();
        boolean readable = !conversation.group() && READABLE.matcher(recipient).matches();
        String name = readable
                ? recipient.toLowerCase(Locale.ROOT)
                : "g" + HexFormat.of().formatHex(recipient.getBytes(UTF_8));
        return name + "-" + HexFormat.of().formatHex(seal(name), 0, SEAL_BYTES);
    }

    /** The first genuine tag in a text: an address, a message id, or a list of them. */
    public Optional<Conversation> find(String text) {
        Matcher tags = TAG.matcher(text);
        while (tags.find()) {
            String name = tags.group("name").toLowerCase(Locale.ROOT);
            byte[] seal = HexFormat.of().parseHex(tags.group("seal").toLowerCase(Locale.ROOT));
            if (MessageDigest.isEqual(seal, Arrays.copyOf(seal(name), SEAL_BYTES))) {
                return Optional.of(named(name));
            }
        }
        return Optional.empty();
    }

    private static Conversation named(String name) {
        return name.startsWith("g")
                ? new Conversation(new String(HexFormat.of().parseHex(name.substring(1)), UTF_8), true)
                : new Conversation(name.toUpperCase(Locale.ROOT), false);
    }

    private byte[] seal(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(name.getBytes(UTF_8));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", never);
        }
    }
}
