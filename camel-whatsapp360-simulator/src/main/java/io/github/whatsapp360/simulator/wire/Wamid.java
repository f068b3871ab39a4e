/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * Makes message ids of the form that WhatsApp uses: {@code wamid.} and the Base64 of a small binary record that holds
 * the customer's number and a hexadecimal id, 20 characters for what a customer wrote and 18 for what a business sent.
 * Confined to the event loop, for its source of chance.
 */
public final class Wamid {

    private static final byte INBOUND = 0x12;
    private static final byte OUTBOUND = 0x11;

    private final Random random;

    /**
     * Ids drawn from this source.
     *
     * @param random a seeded source gives the same ids in each run
     */
    public Wamid(Random random) {
        this.random = random;
    }

    /** The id of a message that the owner of {@code phone} wrote. */
    public String inbound(String phone) {
        return id(phone, INBOUND, "3A" + hex(18));
    }

    /** The id of a message that a business sent to the owner of {@code phone}. */
    public String outbound(String phone) {
        return id(phone, OUTBOUND, hex(18));
    }

    /** That many upper-case hexadecimal characters. */
    public String hex(int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Integer.toHexString(random.nextInt(16)));
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }

    /** That many decimal digits, the first of them not zero. */
    public String digits(int length) {
        StringBuilder text = new StringBuilder(length).append(1 + random.nextInt(9));
        while (text.length() < length) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    private static String id(String phone, byte direction, String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        byte[] owner = phone.getBytes(StandardCharsets.US_ASCII);
        bytes.writeBytes(new byte[] {0x1C, 0x18, (byte) owner.length});
        bytes.writeBytes(owner);
        bytes.writeBytes(new byte[] {0x15, 0x02, 0x00, direction, 0x18, (byte) hex.length()});
        bytes.writeBytes(hex.getBytes(StandardCharsets.US_ASCII));
        bytes.write(0);
        return "wamid." + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
