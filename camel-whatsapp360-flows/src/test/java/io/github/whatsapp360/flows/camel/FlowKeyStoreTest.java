/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.flows.internal.FlowKeys;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PublicKey;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys in a key store, which the keytool of the running JDK has made. */
class FlowKeyStoreTest {

    private static final String PASSWORD = "own-password";

    @TempDir
    static Path directory;

    private FlowBed bed;

    @BeforeAll
    static void makeKeys() throws Exception {
        for (String alias : new String[] {"former", "current"}) {
            keytool(
                    "-genkeypair",
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-alias",
                    alias,
                    "-dname",
                    "CN=Own",
                    "-keystore",
                    file("keys.p12"),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD);
        }
        keytool(
                "-importkeystore",
                "-srckeystore",
                file("keys.p12"),
                "-srcstorepass",
                PASSWORD,
                "-destkeystore",
                file("keys.jks"),
                "-deststoretype",
                "JKS",
                "-deststorepass",
                PASSWORD);
        keytool(
                "-importkeystore",
                "-srckeystore",
                file("keys.p12"),
                "-srcstorepass",
                PASSWORD,
                "-srcalias",
                "current",
                "-destkeystore",
                file("one.pfx"),
                "-deststoretype",
                "PKCS12",
                "-deststorepass",
                PASSWORD);
    }

    private static String file(String name) {
        return directory.resolve(name).toString();
    }

    private static void keytool(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(directory.resolve("keytool.txt")))
                .isZero();
    }

    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static PublicKey publicKey(String alias) throws Exception {
        return store().getCertificate(alias).getPublicKey();
    }

    private void start(Object privateKey, String alias, String password) throws Exception {
        bed = new FlowBed();
        bed.component.getConfiguration().setPrivateKey(privateKey);
        bed.component.getConfiguration().setPrivateKeyAlias(alias);
        bed.component.getConfiguration().setPrivateKeyPassword(password);
        bed.context.getRegistry().bind("flowKeys", store());
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support")
                        .process(exchange -> exchange.getMessage().setBody(FlowResponse.screen("DAY")));
            }
        });
    }

    private int status(String alias) throws Exception {
        return new Phone(bed.port, FlowBed.PATH, publicKey(alias)).open("t").status();
    }

    @AfterEach
    void stop() throws Exception {
        if (bed != null) {
            bed.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys.p12", "keys.jks", "#flowKeys"})
    void allKeysOfAStoreDecrypt(String name) throws Exception {
        start(name.startsWith("#") ? name : "file:" + file(name), "current", PASSWORD);

        assertThat(status("current")).isEqualTo(200);
        assertThat(status("former")).isEqualTo(200);
        assertThat(bed.phone().open("t").status()).isEqualTo(421);
    }

    @Test
    void theOnlyKeyOfAStoreNeedsNoAlias() throws Exception {
        start("file:" + file("one.pfx"), null, PASSWORD);

        assertThat(status("current")).isEqualTo(200);
        assertThat(status("former")).isEqualTo(421);
    }

    @Test
    void theAliasNamesTheKeyThatIsRegistered() throws Exception {
        for (String alias : new String[] {"current", "former"}) {
            String pem = FlowKeys.of(store(), PASSWORD, alias).publicPem();

            assertThat(pem).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
            assertThat(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")))
                    .isEqualTo(publicKey(alias).getEncoded());
        }
    }

    @Test
    void anAliasThatIsMissingOrWrongIsAnError() {
        FlowBed.assertRefused(
                () -> start("file:" + file("keys.p12"), null, PASSWORD),
                "privateKeyAlias",
                "former",
                "current",
                "actual is null");
        FlowBed.assertRefused(
                () -> start("file:" + file("keys.p12"), "other", PASSWORD), "privateKeyAlias", "actual is other");
    }

    @Test
    void aWrongPasswordAndADamagedStoreAreErrors() throws Exception {
        assertThat(catchThrowable(() -> start("file:" + file("keys.p12"), "current", "wrong")))
                .hasStackTraceContaining(
                        "Account 'support': privateKey cannot be read: keystore password was incorrect");
        Files.writeString(directory.resolve("damaged.p12"), "no key store");
        assertThat(catchThrowable(() -> start("file:" + file("damaged.p12"), null, PASSWORD)))
                .hasStackTraceContaining("Account 'support': privateKey cannot be read: ");
    }
}
