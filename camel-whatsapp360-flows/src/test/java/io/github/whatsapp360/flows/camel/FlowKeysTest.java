/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.flows.FlowResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form of a private key decrypts, and what is no key says so at the start. */
class FlowKeysTest {

    private static final String PASSWORD = "own-password";
    private static final KeyPair OTHER = FlowBed.newPair();
    private static final KeyPair THIRD = FlowBed.newPair();

    @TempDir
    Path directory;

    private FlowBed bed;

    private void start(Consumer<Whatsapp360FlowConfiguration> options) throws Exception {
        bed = new FlowBed();
        bed.component.getConfiguration().setPrivateKey(null);
        options.accept(bed.component.getConfiguration());
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support")
                        .process(exchange -> exchange.getMessage().setBody(FlowResponse.screen("DAY")));
            }
        });
    }

    private int status(PublicKey key) throws Exception {
        return new Phone(bed.port, FlowBed.PATH, key).open("t").status();
    }

    private String file(String name, String text) throws Exception {
        return "file:" + Files.writeString(directory.resolve(name), text);
    }

    @AfterEach
    void stop() throws Exception {
        if (bed != null) {
            bed.close();
        }
    }

    @Test
    void pkcs8AsText() throws Exception {
        start(options -> options.setPrivateKey(Pem.pkcs8(OTHER.getPrivate())));

        assertThat(status(OTHER.getPublic())).isEqualTo(200);
        assertThat(status(FlowBed.PAIR.getPublic())).isEqualTo(421);
    }

    @Test
    void textWithWrittenLineBreaks() throws Exception {
        start(options -> options.setPrivateKey(Pem.pkcs8(OTHER.getPrivate()).replace("\n", "\\n")));

        assertThat(status(OTHER.getPublic())).isEqualTo(200);
    }

    @Test
    void pkcs1InAFile() throws Exception {
        String file = file("pkcs1.pem", Pem.pkcs1(OTHER.getPrivate()));
        start(options -> options.setPrivateKey(file));

        assertThat(status(OTHER.getPublic())).isEqualTo(200);
    }

    @Test
    void encryptedPkcs8InAFile() throws Exception {
        String file = file("encrypted.pem", Pem.encrypted(OTHER.getPrivate(), PASSWORD));
        start(options -> {
            options.setPrivateKey(file);
            options.setPrivateKeyPassword(PASSWORD);
        });

        assertThat(status(OTHER.getPublic())).isEqualTo(200);
    }

    @Test
    void aBeanOfTheRegistry() throws Exception {
        bed = new FlowBed();
        bed.component.getConfiguration().setPrivateKey(null);
        bed.context.getRegistry().bind("flowKey", OTHER);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support?privateKey=#flowKey")
                        .process(exchange -> exchange.getMessage().setBody(FlowResponse.screen("DAY")));
            }
        });

        assertThat(status(OTHER.getPublic())).isEqualTo(200);
    }

    @Test
    void severalKeysDuringAChange() throws Exception {
        String file = file("two.pem", Pem.pkcs8(OTHER.getPrivate()) + Pem.pkcs1(THIRD.getPrivate()));
        start(options -> {
            options.setPrivateKey(file);
            options.setPreviousPrivateKey(Pem.pkcs8(FlowBed.PAIR.getPrivate()));
        });

        assertThat(status(OTHER.getPublic())).isEqualTo(200);
        assertThat(status(THIRD.getPublic())).isEqualTo(200);
        assertThat(status(FlowBed.PAIR.getPublic())).isEqualTo(200);
    }

    @Test
    void aKeyThatIsAddedToTheFileIsUsedWithoutARestart() throws Exception {
        String file = file("private.pem", Pem.pkcs8(OTHER.getPrivate()));
        start(options -> options.setPrivateKey(file));
        assertThat(status(OTHER.getPublic())).isEqualTo(200);

        file("private.pem", Pem.pkcs8(THIRD.getPrivate()) + Pem.pkcs8(OTHER.getPrivate()));

        assertThat(status(THIRD.getPublic())).isEqualTo(200);
        assertThat(status(OTHER.getPublic())).isEqualTo(200);
    }

    @Test
    void noScreenFailsWhileTheKeyChanges() throws Exception {
        String file = file("private.pem", Pem.pkcs8(OTHER.getPrivate()));
        start(options -> options.setPrivateKey(file));
        AtomicReference<PublicKey> registered = new AtomicReference<>(OTHER.getPublic());
        Queue<Integer> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger afterTheChange = new AtomicInteger();
        ExecutorService phones = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(phones.submit(() -> {
                    while (afterTheChange.get() < 60) {
                        PublicKey key = registered.get();
                        answers.add(status(key));
                        if (key.equals(THIRD.getPublic())) {
                            afterTheChange.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            await().atMost(FlowBed.LIMIT).until(() -> answers.size() >= 60);
            file("private.pem", Pem.pkcs8(THIRD.getPrivate()) + Pem.pkcs8(OTHER.getPrivate()));
            registered.set(THIRD.getPublic());
            for (Future<?> phone : all) {
                phone.get(FlowBed.LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            phones.shutdownNow();
        }

        assertThat(answers).hasSizeGreaterThanOrEqualTo(120).containsOnly(200);
        assertThat(status(OTHER.getPublic())).isEqualTo(200);
    }

    private void assertRefused(Consumer<Whatsapp360FlowConfiguration> options, String... words) {
        FlowBed.assertRefused(() -> start(options), words);
    }

    @Test
    void noKeyIsAnError() {
        assertRefused(options -> {}, "privateKey is required");
    }

    @Test
    void whatIsNoKeyIsAnError() {
        String notShown = "bm90LXRvLWJlLXNob3du";
        assertRefused(
                options -> options.setPrivateKey(
                        "-----BEGIN PRIVATE KEY-----\n" + notShown + "\n-----END PRIVATE KEY-----"),
                "expected an RSA key");
        assertRefused(
                options -> options.setPrivateKey(
                        "-----BEGIN CERTIFICATE-----\n" + notShown + "\n-----END CERTIFICATE-----"),
                "expected PEM with a block");
        assertRefused(options -> options.setPrivateKey(42), "java.lang.Integer");
        assertRefused(options -> options.setPrivateKey("#none"), "no bean none");
        assertRefused(
                options -> options.setPrivateKey("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                        + "DEK-Info: DES-EDE3-CBC,0011223344556677\n\n" + notShown
                        + "\n-----END RSA PRIVATE KEY-----"),
                "OpenSSL's own way",
                "openssl pkcs8");
        assertRefused(options -> options.setPrivateKey("file:none.pem"), "none.pem");
    }

    @Test
    void aKeyThatIsTooShortIsAnError() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        String pem = Pem.pkcs8(generator.generateKeyPair().getPrivate());

        assertRefused(options -> options.setPrivateKey(pem), "2048 bits", "1024");
    }

    @Test
    void aMissingPasswordAndAWrongOneAreErrors() throws Exception {
        String pem = Pem.encrypted(OTHER.getPrivate(), PASSWORD);

        assertRefused(options -> options.setPrivateKey(pem), "set privateKeyPassword");
        assertRefused(
                options -> {
                    options.setPrivateKey(pem);
                    options.setPrivateKeyPassword("wrong");
                },
                "check privateKeyPassword",
                "openssl pkcs8");
    }
}
