/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged deliveries are refused, or split into readable events. A fixed seed makes runs reproducible. */
class DeliveryFuzzTest {

    private static final int ROUNDS = 60_000;

    private static final String[] SPLINTERS = {
        "null",
        "{}",
        "[]",
        "\"\"",
        "0",
        "-1e999",
        "1e-9999",
        "true",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "{\"id\":{}}",
        ":",
        ",",
        "}",
        "]",
        "\"",
        "\\",
        "\"type\":\"",
        "99999999999999999999",
        "\uFEFF"
    };

    private final DeliverySplitter splitter = new DeliverySplitter();

    @Test
    void damageIsRefusedOrRead() {
        Random random = new Random(360);
        List<byte[]> bodies =
                InboundFixtures.names().stream().map(InboundFixtures::body).toList();
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(bodies.get(random.nextInt(bodies.size())), random);
            try {
                for (EventElement element : splitter.split(damaged)) {
                    InboundEvent event = InboundFixtures.READER.read(element.json());
                    assertThat(event.family()).isEqualTo(element.family());
                    assertThat(event.name()).isEqualTo(element.name());
                    assertThat(event.text()).isNotNull();
                    assertThat(InboundFixtures.READER.map(event)).isNotNull();
                    read++;
                }
            } catch (UnreadableDeliveryException refused) {
                assertThat(refused).hasNoCause();
            }
        }
        assertThat(read).isGreaterThan(ROUNDS / 20);
    }

    private static byte[] damage(byte[] body, Random random) {
        byte[] damaged = body.clone();
        for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
            int at = random.nextInt(damaged.length);
            damaged = switch (random.nextInt(5)) {
                case 0 -> flip(damaged, at, random);
                case 1 -> Arrays.copyOf(damaged, at + 1);
                case 2 -> replaced(damaged, at, random.nextInt(8), SPLINTERS[random.nextInt(SPLINTERS.length)]);
                case 3 -> valueReplaced(damaged, at, random);
                default -> replaced(damaged, at, 0, new String(damaged, at, Math.min(20, damaged.length - at), UTF_8));
            };
        }
        return damaged;
    }

    private static byte[] flip(byte[] bytes, int at, Random random) {
        bytes[at] = (byte) random.nextInt(256);
        return bytes;
    }

    /** Replaces the value after the next colon, which often leaves the JSON well-formed. */
    private static byte[] valueReplaced(byte[] bytes, int at, Random random) {
        String text = new String(bytes, UTF_8);
        int colon = text.indexOf("\": ", Math.min(at, text.length()));
        if (colon < 0) {
            return bytes;
        }
        int end = colon + 3;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != '\n') {
            end++;
        }
        String splinter = SPLINTERS[random.nextInt(11)];
        return (text.substring(0, colon + 3) + splinter + text.substring(end)).getBytes(UTF_8);
    }

    private static byte[] replaced(byte[] bytes, int at, int length, String splinter) {
        byte[] middle = splinter.getBytes(UTF_8);
        int rest = Math.min(bytes.length, at + length);
        byte[] result = Arrays.copyOf(bytes, at + middle.length + bytes.length - rest);
        System.arraycopy(middle, 0, result, at, middle.length);
        System.arraycopy(bytes, rest, result, at + middle.length, bytes.length - rest);
        return result;
    }
}
