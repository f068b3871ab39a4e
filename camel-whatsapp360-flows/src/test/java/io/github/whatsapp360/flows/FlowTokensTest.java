/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FlowTokensTest {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final String SECRET = "0123456789abcdef";

    private static FlowTokens at(Instant time) {
        FlowTokens tokens = new FlowTokens(SECRET);
        tokens.setClock(Clock.fixed(time, ZoneOffset.UTC));
        return tokens;
    }

    @Test
    void aTokenCarriesCustomerDataAndExpiry() {
        FlowTokens tokens = at(NOW);
        tokens.setValidity(Duration.ofHours(2));

        FlowToken token = tokens.verify(tokens.issue("491701234567", "Grüße \"7\""));

        assertThat(token.customer()).isEqualTo("491701234567");
        assertThat(token.data()).isEqualTo("Grüße \"7\"");
        assertThat(token.expires()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        assertThat(token.toString()).doesNotContain("4917", "Gr");
    }

    @Test
    void noTwoTokensAreTheSame() {
        FlowTokens tokens = at(NOW);

        String one = tokens.issue("491701234567");
        String other = tokens.issue("491701234567", null);

        assertThat(one).isNotEqualTo(other).matches("[A-Za-z0-9_.-]+");
        assertThat(tokens.verify(one).id()).isNotEqualTo(tokens.verify(other).id());
        assertThat(tokens.verify(one).data()).isEmpty();
    }

    @Test
    void aTokenExpires() {
        String token = at(NOW).issue("491701234567");

        assertThat(at(NOW.plus(FlowTokens.DEFAULT_VALIDITY)).verify(token).customer())
                .isEqualTo("491701234567");
        assertThatThrownBy(() ->
                        at(NOW.plus(FlowTokens.DEFAULT_VALIDITY).plusSeconds(1)).verify(token))
                .isInstanceOf(InvalidFlowTokenException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void noCharacterOfATokenCanBeChanged() {
        FlowTokens tokens = at(NOW);
        String token = tokens.issue("491701234567", "order-7");

        // The last character of Base64 has bits that nobody reads.
        for (int i = 0; i < token.length() - 1; i++) {
            char changed = token.charAt(i) == 'x' ? 'y' : 'x';
            String forged = token.substring(0, i) + changed + token.substring(i + 1);
            assertThatThrownBy(() -> tokens.verify(forged))
                    .isInstanceOf(InvalidFlowTokenException.class)
                    .hasMessageNotContaining(token.substring(3, 20));
        }
    }

    @Test
    void aSecretIsRequired() {
        assertThatThrownBy(() -> new FlowTokens().issue("1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new FlowTokens("short")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> at(NOW).setValidity(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(at(NOW)).hasToString("FlowTokens[validity=PT24H]");
    }
}
