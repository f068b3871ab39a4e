/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.FlowEnvelope;
import io.github.whatsapp360.simulator.wire.Json;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Requests of a screen with ten fields, encrypted for a key. */
final class Screens {

    private static final int FIELDS = 10;

    private Screens() {}

    static PrivateKey privateKey(String base64) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** Requests that differ in their key, vector and data. */
    static List<byte[]> requests(String publicKey, int count) throws GeneralSecurityException {
        RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode request = Json.object()
                    .put("version", "3.0")
                    .put("action", "data_exchange")
                    .put("screen", "DAY")
                    .put("flow_token", "token-" + i);
            ObjectNode data = request.putObject("data");
            for (int field = 0; field < FIELDS; field++) {
                data.put("field_" + field, "the value of field " + field + " in request " + i);
            }
            requests.add(new FlowEnvelope(key, request).body());
        }
        return requests;
    }
}
