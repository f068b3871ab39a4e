/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether a delivery is authentic. Confined to one thread. */
@State(Scope.Thread)
public class SignatureBenchmark {

    private static final String SECRET = "benchmark-secret";

    private final WebhookSecurity security = WebhookSecurity.of(SECRET, SECRET);
    private final byte[] body = Bodies.of("status");
    private String signature = "";

    /** Signs the delivery. */
    @Setup
    public void prepare() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    /** By its secret header. */
    @Benchmark
    public boolean secret() {
        return security.admitsSecret(SECRET, null);
    }

    /** By the signature of its body. */
    @Benchmark
    public boolean signature() {
        return security.admitsSignature(signature, body);
    }
}
