/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Order;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowRolesTest {

    @Test
    void theEndpointAnswersWhatTheBareCryptographyDecrypts() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Order start = Order.of("start")
                .with(
                        "privateKey",
                        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()))
                .with(
                        "publicKey",
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        try (EndpointRole endpoint = new EndpointRole();
                BareRole bare = new BareRole();
                FlowLoadRole phones = new FlowLoadRole()) {
            Order load = Order.of("load")
                    .with("port", endpoint.start(start).get("port"))
                    .with("rate", 100)
                    .with("seconds", 0.2);
            assertThat(bare.start(start)).isEmpty();
            assertThat(phones.start(start)).isEmpty();

            Map<String, Double> asked = phones.answer(load);
            Map<String, Double> decrypted = bare.answer(load);

            assertThat(asked).containsEntry("requests", 20.0).containsEntry("failed", 0.0);
            assertThat(decrypted).containsEntry("requests", 20.0);
        }
    }
}
