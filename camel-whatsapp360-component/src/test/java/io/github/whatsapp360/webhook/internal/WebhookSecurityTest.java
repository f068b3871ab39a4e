/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecurityTest {

    private static final byte[] BODY = {'{', (byte) 0xC3, (byte) 0x28, '}'};

    private static String basic(String credentials) {
        return Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    @Test
    void theSecretComesInItsOwnHeaderOrAsCredentials() {
        WebhookSecurity security = WebhookSecurity.of("geheim:ß", null);

        assertThat(security.admitsSecret("geheim:ß", null)).isTrue();
        assertThat(security.admitsSecret(null, "Bearer geheim:ß")).isTrue();
        assertThat(security.admitsSecret(null, "bearer geheim:ß")).isTrue();
        assertThat(security.admitsSecret(null, "Basic " + basic("support:geheim:ß")))
                .isTrue();
        assertThat(security.admitsSecret(null, "basic " + basic(":geheim:ß"))).isTrue();
        assertThat(security.admitsSecret("of a proxy", "Basic " + basic("support:geheim:ß")))
                .isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "geheim",
                "geheim:ß ",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Bearer",
                "Bearer ",
                "Digest x",
                "Basic OnN1cHBvcnQ="
            })
    void anythingElseIsRefused(String word) {
        WebhookSecurity security = WebhookSecurity.of("geheim:ß", null);

        assertThat(security.admitsSecret(word, null)).isFalse();
        assertThat(security.admitsSecret(null, word)).isFalse();
        assertThat(security.isSecret(word)).isFalse();
    }

    @Test
    void theSignatureComesInHexOrBase64() throws Exception {
        WebhookSecurity security = WebhookSecurity.of(null, "platform");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("platform".getBytes(UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(BODY);
        String hex = HexFormat.of().formatHex(signature);

        assertThat(security.admitsSignature(hex, BODY)).isTrue();
        assertThat(security.admitsSignature(hex.toUpperCase(Locale.ROOT), BODY)).isTrue();
        assertThat(security.admitsSignature("sha256=" + hex, BODY)).isTrue();
        assertThat(security.admitsSignature(Base64.getEncoder().encodeToString(signature), BODY))
                .isTrue();
        assertThat(security.admitsSignature(hex, "{}".getBytes(UTF_8))).isFalse();
        for (String wrong : new String[] {null, "", "sha256=", hex.substring(2), "zz".repeat(32), "====", hex + hex}) {
            assertThat(security.admitsSignature(wrong, BODY)).as(wrong).isFalse();
        }
    }

    @Test
    void withoutASecretNothingIsTheSecret() {
        WebhookSecurity open = WebhookSecurity.of(null, null);

        assertThat(open.admitsSecret(null, null)).isTrue();
        assertThat(open.isSecret("")).isFalse();
        assertThat(open.isSecret(null)).isFalse();
    }

    @Test
    void theDerivedSecretDependsOnKeyAndAccountAndTellsNeither() {
        String secret = WebhookSecurity.derivedSecret("key", "support");

        assertThat(secret).hasSize(64).isEqualTo(WebhookSecurity.derivedSecret("key", "support"));
        assertThat(WebhookSecurity.derivedSecret("key2", "support")).isNotEqualTo(secret);
        assertThat(WebhookSecurity.derivedSecret("key", "sales")).isNotEqualTo(secret);
        assertThat(WebhookSecurity.of(secret, "platform").toString()).doesNotContain(secret, "platform");
    }
}
