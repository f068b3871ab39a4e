/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.media.SafeFileName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * Names of folders and files for what customers send. A name is made of the message alone: a message that runs again
 * writes the same file again, and two messages never share one.
 */
public final class FileNames {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int HASH_BYTES = 8;

    /** The folder of a customer: the phone number, or the user id of who shows none. Never empty, never a path. */
    public String folder(@Header(Whatsapp360Constants.FROM) @Nullable String from) {
        return SafeFileName.of(from, "unknown");
    }

    /** The beginning of a file's name: the time of the message in UTC, and 16 hexadecimal digits made of its id. */
    public String stem(
            @Header(Whatsapp360Constants.MESSAGE_ID) @Nullable String messageId,
            @Header(Whatsapp360Constants.TIMESTAMP) @Nullable Instant timestamp) {
        Instant time = timestamp == null ? Instant.EPOCH : timestamp;
        return TIME.format(time) + "-" + hash(String.valueOf(messageId));
    }

    /** The name of a file that is put aside: its own, cut if there is no room for a time before it. */
    public String kept(@Header(Exchange.FILE_NAME_ONLY) String name) {
        return name.getBytes(UTF_8).length > SafeFileName.MAXIMUM_LENGTH ? SafeFileName.of(name, "file") : name;
    }

    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
