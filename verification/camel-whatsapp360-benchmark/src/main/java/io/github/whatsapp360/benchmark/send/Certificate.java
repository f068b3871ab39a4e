/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

import io.github.whatsapp360.benchmark.measure.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A certificate for 127.0.0.1 that was signed by nobody, and a trust store that trusts it. Made by the JDK's keytool.
 */
final class Certificate {

    static final String PASSWORD = "benchmark";

    private final Path keys;
    private final Path trust;

    Certificate() throws IOException, InterruptedException {
        Path directory = Workspace.empty("tls");
        keys = directory.resolve("keys.p12");
        trust = directory.resolve("trust.p12");
        Path certificate = directory.resolve("stub.cer");
        keytool(
                "-genkeypair",
                "-alias",
                "stub",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-alias",
                "stub",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                certificate.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "stub",
                "-file",
                certificate.toString(),
                "-storetype",
                "PKCS12",
                "-keystore",
                trust.toString(),
                "-storepass",
                PASSWORD);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("Expected keytool to succeed, actual exit code " + exit);
        }
    }

    Path keys() {
        return keys;
    }

    /** What makes a JVM trust it. */
    String[] trusting() {
        return new String[] {"-Djavax.net.ssl.trustStore=" + trust, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD};
    }
}
