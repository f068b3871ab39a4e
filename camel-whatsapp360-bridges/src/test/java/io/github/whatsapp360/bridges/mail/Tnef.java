/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a {@code winmail.dat} as Outlook does: attributes of the message, then of each file. */
final class Tnef {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tnef() {
        out.writeBytes(little(4, 0x223E9F78));
        out.writeBytes(little(2, 1));
        attribute(1, 0x00089006, little(4, 0x10000));
    }

    /** The plain text of the mail. */
    Tnef text(String text) {
        byte[] content = (text + "\u0000").getBytes(US_ASCII);
        return attribute(1, 0x00069003, properties(property(0x1000001E, content)));
    }

    /** A file with a short and a long name. */
    Tnef file(String name, byte[] content) {
        attribute(2, 0x00069002, new byte[14]);
        attribute(2, 0x00018010, (name.substring(0, Math.min(6, name.length())) + "~1\u0000").getBytes(US_ASCII));
        attribute(2, 0x0006800F, content);
        return attribute(2, 0x00069005, properties(property(0x3707001F, (name + "\u0000").getBytes(UTF_16LE))));
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private Tnef attribute(int level, int tag, byte[] content) {
        out.write(level);
        out.writeBytes(little(4, tag));
        out.writeBytes(little(4, content.length));
        out.writeBytes(content);
        int sum = 0;
        for (byte each : content) {
            sum += each & 0xff;
        }
        out.writeBytes(little(2, sum & 0xffff));
        return this;
    }

    private static byte[] properties(byte[] one) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(little(4, 1));
        all.writeBytes(one);
        return all.toByteArray();
    }

    private static byte[] property(int tag, byte[] value) {
        ByteArrayOutputStream property = new ByteArrayOutputStream();
        property.writeBytes(little(2, tag & 0xffff));
        property.writeBytes(little(2, tag >>> 16));
        property.writeBytes(little(4, 1));
        property.writeBytes(little(4, value.length));
        property.writeBytes(value);
        property.writeBytes(new byte[(4 - value.length % 4) % 4]);
        return property.toByteArray();
    }

    private static byte[] little(int size, int value) {
        ByteBuffer buffer =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
        byte[] bytes = new byte[size];
        buffer.flip().get(bytes, 0, size);
        return bytes;
    }
}
