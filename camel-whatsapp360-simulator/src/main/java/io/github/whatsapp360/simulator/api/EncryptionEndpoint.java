/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.FlowEnvelope;
import io.github.whatsapp360.simulator.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * {@code /whatsapp_business_encryption}: the public key of a number's flows, uploaded as a form. Confined to the event
 * loop.
 */
final class EncryptionEndpoint {

    private static final String KEY = "business_public_key";

    void addTo(Routes routes) {
        routes.add("GET", "/whatsapp_business_encryption", this::get)
                .add("POST", "/whatsapp_business_encryption", this::set);
    }

    private Answer get(Call call) {
        String key = call.channel().flowKey();
        return Answer.json(
                key == null
                        ? Json.object()
                        : Json.object().put(KEY, key).put("business_public_key_signature_status", "VALID"));
    }

    private Answer set(Call call) {
        String key = "";
        for (String pair : call.text().split("&", -1)) {
            if (pair.startsWith(KEY + "=")) {
                key = URLDecoder.decode(pair.substring(KEY.length() + 1), StandardCharsets.UTF_8);
            }
        }
        if (key.isEmpty()) {
            throw new Refusal(100, "The parameter " + KEY + " is required, in a form.");
        }
        if (FlowEnvelope.publicKey(key).isEmpty()) {
            throw new Refusal(100, "The parameter " + KEY + " is no RSA key of 2048 bits in PEM.");
        }
        call.channel().flowKey(key);
        return Answer.success();
    }
}
