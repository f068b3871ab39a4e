/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A file at WhatsApp. Confined to the event loop.
 *
 * @param id digits
 * @param mimeType as it was given
 * @param fileName may be empty
 * @param content the bytes
 * @param expires when the id is void: 30 days after an upload, 7 days after a customer sent it
 */
public record Media(String id, String mimeType, String fileName, Buffer content, Instant expires) {

    private static final Pattern TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(\\s*;\\s*[\\w-]+=[\\w.+\"-]+)*");
    private static final Pattern SHOWN = Pattern.compile(
            "(?:image/(?:png|jpeg|gif|webp|bmp|avif)|(?:audio|video)/[\\w.+-]+)(?:;.*)?", Pattern.CASE_INSENSITIVE);
    static final Duration UPLOAD_LIFE = Duration.ofDays(30);
    static final Duration INBOUND_LIFE = Duration.ofDays(7);

    /** The type, if it is one that HTTP can carry; else that of any bytes. */
    public String safeMimeType() {
        return TYPE.matcher(mimeType).matches() ? mimeType : "application/octet-stream";
    }

    /** Whether a browser can show it without running anything: a picture made of pixels, a sound or a video. */
    public boolean isShown() {
        return SHOWN.matcher(safeMimeType()).matches();
    }

    /** The SHA-256 of the content, lower-case hexadecimal, as {@code GET /(media id)} shows it. */
    public String sha256Hex() {
        return HexFormat.of().formatHex(sha256());
    }

    /** The SHA-256 of the content in Base64, as events show it. */
    public String sha256Base64() {
        return Base64.getEncoder().encodeToString(sha256());
    }

    private byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.getBytes());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
