/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.json.CallbackData;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of sent messages, in front of callback data and out of it again. */
class SendKeysTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private static SendKeys at(Instant time) {
        return new SendKeys(Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void keysAreUniqueAndOrderedByTime() {
        Set<String> keys = new HashSet<>();
        SendKeys now = at(NOW);
        for (int i = 0; i < 10_000; i++) {
            assertThat(keys.add(now.next())).isTrue();
        }
        assertThat(keys).allSatisfy(key -> {
            assertThat(SendKeys.isKey(key)).isTrue();
            assertThat(key).isGreaterThanOrEqualTo(SendKeys.firstAt(NOW));
            assertThat(key).isLessThan(SendKeys.firstAt(NOW.plus(Duration.ofMillis(1))));
        });
    }

    @Test
    void aKeyAnd490CharactersFitIntoCallbackData() {
        String prefix = SendKeys.prefix(at(NOW).next());

        assertThat(prefix).hasSize(SendKeys.PREFIX_LENGTH).hasSize(CallbackData.MAXIMUM_LENGTH - 490);
        assertThat(SendKeys.prefixOf(prefix)).isEqualTo(prefix);
        assertThat(SendKeys.prefix(SendKeys.keyOf(prefix))).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "order-7", "w360:", "w360:order-7-of-december", "w360:-----------------", "W360:abc", "{}"})
    void foreignDataHasNoKey(String data) {
        assertThat(SendKeys.prefixOf(data)).isNull();
        byte[] stored = stored("{\"id\":\"wamid.1\",\"biz_opaque_callback_data\":\"" + data + "\"}");
        assertThat(CallbackData.withoutPrefix(stored, SendKeys::prefixOf)).isSameAs(stored);
    }

    private static byte[] stored(String element) {
        return ("{\"family\":\"status\",\"name\":\"sent\",\"contact\":{\"biz_opaque_callback_data\":\"w360:\"},"
                        + "\"element\":"
                        + element + "}")
                .getBytes(UTF_8);
    }

    private static String without(String element) {
        return new String(CallbackData.withoutPrefix(stored(element), SendKeys::prefixOf), UTF_8);
    }

    @Test
    void onlyTheKeyIsRemovedWhateverStandsAroundIt() {
        String prefix = SendKeys.prefix(at(NOW).next());
        String escaped = prefix.replace(":", "\\u003a");
        for (String data : List.of("order-7", "\\u00e9\\/\\\"", "é 漢 \uD83D\uDE00", "x".repeat(490))) {
            assertThat(without("{\"a\":[1, {}],\"biz_opaque_callback_data\": \"" + prefix + data + "\" ,\"b\":null}"))
                    .isEqualTo(new String(
                            stored("{\"a\":[1, {}],\"biz_opaque_callback_data\": \"" + data + "\" ,\"b\":null}"),
                            UTF_8));
        }
        assertThat(without("{\"biz_opaque_callback_data\":\"" + escaped + "7\"}"))
                .isEqualTo(new String(stored("{\"biz_opaque_callback_data\":\"7\"}"), UTF_8));
    }

    @Test
    void callbackDataThatWereOnlyOursAreRemovedAsAMember() {
        String own = "\"biz_opaque_callback_data\":\"" + SendKeys.prefix(at(NOW).next()) + "\"";

        assertThat(without("{" + own + "}")).isEqualTo(new String(stored("{}"), UTF_8));
        assertThat(without("{" + own + " , \"b\":1}")).isEqualTo(new String(stored("{ \"b\":1}"), UTF_8));
        assertThat(without("{\"a\":1 , " + own + "}")).isEqualTo(new String(stored("{\"a\":1}"), UTF_8));
        assertThat(without("{\"a\":{\"c\":[]}," + own + ",\"b\":1}"))
                .isEqualTo(new String(stored("{\"a\":{\"c\":[]},\"b\":1}"), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void brokenOrForeignBytesStayAsTheyAre(long seed) {
        Random random = new Random(seed);
        byte[] good = stored("{\"biz_opaque_callback_data\":\"" + SendKeys.prefix(at(NOW).next()) + "x\"}");
        for (int i = 0; i < 2_000; i++) {
            byte[] cut = Arrays.copyOf(good, random.nextInt(good.length - 4));
            assertThat(CallbackData.withoutPrefix(cut, SendKeys::prefixOf)).isNotNull();
        }
    }
}
