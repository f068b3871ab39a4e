/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.flows.internal.FlowCipher;
import io.github.whatsapp360.flows.internal.FlowKeys;
import io.github.whatsapp360.flows.internal.PemKeys;
import io.github.whatsapp360.flows.internal.UnreadableRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the private keys that the options name, and again when a request cannot be decrypted: a key that was added to a
 * file is in use without a restart.
 *
 * <p>Thread-safe.
 */
public final class KeySource {

    private static final Logger LOG = LoggerFactory.getLogger(KeySource.class);

    /** Garbage from outside must not make this read files all the time. */
    static final Duration MINIMUM_RELOAD_INTERVAL = Duration.ofSeconds(10);

    private final CamelContext context;
    private final String account;
    private final Options options;
    private final LongSupplier nanoTime;
    private volatile FlowKeys keys;
    private @Nullable Long reloadedAt;

    /**
     * The options that name the keys.
     *
     * @param privateKey PEM text, the address of a resource, a key store, a key or a pair of keys
     * @param previousPrivateKey as the private key; null for none
     * @param password of encrypted keys and of key stores; null for none
     * @param alias of the current key in a key store; null if it has only one
     */
    public record Options(
            @Nullable Object privateKey,
            @Nullable Object previousPrivateKey,
            @Nullable String password,
            @Nullable String alias) {

        /** Without the keys. */
        @Override
        public String toString() {
            return "Options[]";
        }
    }

    /**
     * Loads the keys.
     *
     * @param nanoTime limits how often they are loaded again
     * @throws IllegalArgumentException if there is none, or one cannot be read, naming account and option
     */
    public KeySource(CamelContext context, String account, Options options, LongSupplier nanoTime) {
        this.context = context;
        this.account = account;
        this.options = options;
        this.nanoTime = nanoTime;
        this.keys = load();
    }

    /** The keys as last loaded. */
    public FlowKeys keys() {
        return keys;
    }

    /**
     * Decrypts a request.
     *
     * @throws UnreadableRequestException if no key decrypts it
     */
    FlowCipher.Opened open(byte[] body) throws UnreadableRequestException {
        FlowKeys tried = keys;
        try {
            return FlowCipher.open(tried.privateKeys(), body);
        } catch (UnreadableRequestException perhapsAnotherKey) {
            FlowKeys reloaded = reloaded(tried);
            if (reloaded.equals(tried)) {
                throw perhapsAnotherKey;
            }
            return FlowCipher.open(reloaded.privateKeys(), body);
        }
    }

    private synchronized FlowKeys reloaded(FlowKeys tried) {
        if (!tried.equals(keys)) {
            return keys;
        }
        long now = nanoTime.getAsLong();
        if (reloadedAt != null && now - reloadedAt < MINIMUM_RELOAD_INTERVAL.toNanos()) {
            return tried;
        }
        reloadedAt = now;
        if (isFile(options.privateKey()) || isFile(options.previousPrivateKey())) {
            try {
                FlowKeys loaded = load();
                if (!loaded.equals(tried)) {
                    LOG.info("Flow endpoint of account {}: the private keys were loaded again", account);
                    keys = loaded;
                }
            } catch (RuntimeException halfWritten) {
                LOG.warn(
                        "Flow endpoint of account {}: the private keys cannot be loaded again; the former ones stay in"
                                + " use: {}",
                        account,
                        halfWritten.getMessage());
            }
        }
        return keys;
    }

    private static boolean isFile(@Nullable Object key) {
        return key instanceof String text && text.startsWith("file:");
    }

    private FlowKeys load() {
        if (options.privateKey() == null) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account, "privateKey is required: PEM, file:, classpath:, or #bean of a KeyStore"));
        }
        FlowKeys current = load("privateKey", options.privateKey(), options.alias());
        return options.previousPrivateKey() == null
                ? current
                : current.and(load("previousPrivateKey", options.previousPrivateKey(), null));
    }

    private FlowKeys load(String option, Object value, @Nullable String alias) {
        try {
            Object key = value instanceof String text && text.startsWith("#") ? bean(text) : value;
            if (key instanceof KeyStore store) {
                return FlowKeys.of(store, options.password(), alias);
            }
            if (key instanceof KeyStoreParameters parameters) {
                return FlowKeys.of(parameters.createKeyStore(), options.password(), alias);
            }
            if (key instanceof KeyPair pair) {
                return FlowKeys.of(pair);
            }
            if (key instanceof PrivateKey single) {
                return FlowKeys.of(List.of(single));
            }
            if (key instanceof String text) {
                return text.contains("-----BEGIN")
                        ? FlowKeys.of(PemKeys.read(text, options.password()))
                        : resource(text.strip(), alias);
            }
            throw new IllegalArgumentException("expected PEM, a resource or a KeyStore, actual is a "
                    + key.getClass().getName());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    AccountMessage.of(account, option + " cannot be used: " + wrong.getMessage()), wrong);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    AccountMessage.of(account, option + " cannot be read: " + unreadable.getMessage()), unreadable);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    AccountMessage.of(account, option + " is no readable key store"), unreadable);
        }
    }

    /** The bean of a reference, {@code #name} or {@code #bean:name}. */
    private Object bean(String reference) {
        String name = reference.substring(reference.startsWith("#bean:") ? "#bean:".length() : 1);
        Object bean = context.getRegistry().lookupByName(name);
        if (bean == null) {
            throw new IllegalArgumentException("the registry has no bean " + name);
        }
        return bean;
    }

    private FlowKeys resource(String address, @Nullable String alias) throws IOException, GeneralSecurityException {
        String name = address.toLowerCase(Locale.ROOT);
        boolean pkcs12 = name.endsWith(".p12") || name.endsWith(".pfx");
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, address)) {
            if (!pkcs12 && !name.endsWith(".jks")) {
                String pem = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                return FlowKeys.of(PemKeys.read(pem, options.password()));
            }
            KeyStore store = KeyStore.getInstance(pkcs12 ? "PKCS12" : "JKS");
            String password = options.password();
            store.load(in, password == null ? null : password.toCharArray());
            return FlowKeys.of(store, password, alias);
        }
    }
}
