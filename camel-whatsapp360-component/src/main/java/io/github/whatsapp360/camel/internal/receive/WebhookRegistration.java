/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.client.WebhookSettings;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the webhook of an account at 360dialog, verifies it, and restores the previous one.
 *
 * <p>Thread-safe. Blocks until the API has answered, or the thread is interrupted.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/webhook">Webhooks</a>
 */
public final class WebhookRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);

    private final String account;
    private final Supplier<Whatsapp360Client> client;
    private final WebhookSettings wanted;

    /** The webhook that {@link #register} replaced; null if none. */
    private volatile @Nullable WebhookSettings replaced;

    /**
     * Creates a registration.
     *
     * @param client supplies the current client for each call
     * @param secret null to register no header
     */
    public WebhookRegistration(
            String account, Supplier<Whatsapp360Client> client, String url, @Nullable String secret) {
        this.account = account;
        this.client = client;
        this.wanted =
                new WebhookSettings(url, secret == null ? Map.of() : Map.of(WebhookSecurity.SECRET_HEADER, secret));
    }

    /**
     * Checks a URL against the rules of 360dialog, unless the API is on this machine.
     *
     * @throws IllegalArgumentException naming the account and the rule that is broken
     */
    public static void check(String account, @Nullable String url, String baseUrl) {
        String broken = broken(url, baseUrl);
        if (broken != null) {
            throw new IllegalArgumentException("Account '" + account + "': " + broken);
        }
    }

    private static @Nullable String broken(@Nullable String url, String baseUrl) {
        if (url == null || url.isBlank()) {
            return "registerWebhook needs webhookUrl, the public https address of webhookPath";
        }
        URI uri = URI.create(url);
        String host = uri.getHost() == null ? uri.getAuthority() : uri.getHost();
        if (host == null) {
            return "webhookUrl must be an absolute URL";
        }
        if (isLoopback(URI.create(baseUrl).getHost())) {
            return null;
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            return "webhookUrl must begin with https: 360dialog delivers to nothing else";
        }
        if (uri.getPort() >= 0 || host.contains(":")) {
            return "webhookUrl must have no port: 360dialog refuses one";
        }
        if (host.contains("_")) {
            return "webhookUrl must have no underscore in its host: 360dialog refuses one";
        }
        return null;
    }

    /**
     * Checks whether the path of a URL ends with the path of the webhook. A rewriting proxy can make a mismatch
     * correct.
     *
     * @return a description with both paths if it does not; otherwise null
     */
    public static @Nullable String mismatch(String url, String servedPath) {
        String path = path(url);
        if (path == null || path.endsWith(servedPath.replaceFirst("/+$", ""))) {
            return null;
        }
        return "webhookUrl has the path " + path + ", the webhook is served at " + servedPath;
    }

    private static @Nullable String path(String url) {
        try {
            String path = URI.create(url).getPath();
            return path == null ? null : path.replaceFirst("/+$", "");
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /**
     * Registers the webhook if it differs from the current one, and reads it back.
     *
     * @throws Whatsapp360Exception if the API refuses
     * @throws IllegalStateException if the API still names another webhook
     */
    public void register() {
        WebhookSettings before = await(client.get().getWebhook());
        if (isWanted(before)) {
            LOG.info("Webhook of account {}: {} is already registered", account, wanted.url());
            return;
        }
        Map<String, String> headers = new HashMap<>();
        if (Objects.equals(before.url(), wanted.url())) {
            // Headers that were added for the same URL, for example for a proxy, are kept.
            headers.putAll(before.headers());
        }
        headers.putAll(wanted.headers());
        await(client.get().setWebhook(new WebhookSettings(wanted.url(), headers)));
        replaced = before;
        WebhookSettings after = await(client.get().getWebhook());
        if (!isWanted(after)) {
            throw new IllegalStateException("Webhook of account " + account
                    + ": after the registration the API reports " + after + " instead of " + wanted);
        }
        LOG.info(
                "Webhook of account {}: url was {}, is {}; headers were {}, are {}{}",
                account,
                before.url(),
                after.url(),
                before.headers().keySet(),
                after.headers().keySet(),
                isSecretRenewed(before, after) ? ", secret renewed" : "");
    }

    /** Whether the same URL had the secret header before with another value. */
    private boolean isSecretRenewed(WebhookSettings before, WebhookSettings after) {
        return Objects.equals(before.url(), after.url())
                && !wanted.headers().isEmpty()
                && Objects.equals(before.headers().keySet(), after.headers().keySet());
    }

    /**
     * Restores the previous webhook, unless another one was registered meanwhile. Never fails: it is called during
     * shutdown and logs failures.
     */
    public void restore() {
        WebhookSettings before = replaced;
        if (before == null) {
            return;
        }
        try {
            if (!isWanted(await(client.get().getWebhook()))) {
                LOG.info("Webhook of account {}: not restored, because another webhook is registered now", account);
            } else if (before.url() == null) {
                LOG.info(
                        "Webhook of account {}: not restored, because none was registered before and the API "
                                + "cannot remove one",
                        account);
            } else {
                await(client.get().setWebhook(before));
                LOG.info("Webhook of account {}: url was {}, is {} again", account, wanted.url(), before.url());
            }
            replaced = null;
        } catch (RuntimeException failed) {
            LOG.warn("Webhook of account {}: {} could not be restored", account, before.url(), failed);
        }
    }

    /**
     * Checks whether the registered webhook is still this one.
     *
     * @return the problem, without secrets; null if the webhook is registered
     * @throws Whatsapp360Exception if the API cannot be asked
     */
    @Nullable
    public String problem() {
        return await(problemLater()).orElse(null);
    }

    /** The same, asynchronously; empty if the webhook is registered. */
    CompletableFuture<Optional<String>> problemLater() {
        return client.get().getWebhook().thenApply(now -> Optional.ofNullable(problemOf(now)));
    }

    private @Nullable String problemOf(WebhookSettings now) {
        if (isWanted(now)) {
            return null;
        }
        if (now.url() == null) {
            return "No webhook is registered";
        }
        return Objects.equals(now.url(), wanted.url())
                ? "The registered webhook has another secret"
                : "The registered webhook is " + now.url() + ", not " + wanted.url();
    }

    /** Whether these settings have the URL of this registration. */
    public boolean hasUrl(WebhookSettings settings) {
        return Objects.equals(settings.url(), wanted.url());
    }

    /** Whether these settings have its URL and its secret. */
    public boolean isWanted(WebhookSettings settings) {
        if (!hasUrl(settings)) {
            return false;
        }
        Map<String, String> lowerCase = new HashMap<>();
        settings.headers().forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        return wanted.headers().entrySet().stream().allMatch(header -> header.getValue()
                .equals(lowerCase.get(header.getKey().toLowerCase(Locale.ROOT))));
    }

    private static <T> T await(CompletableFuture<T> call) {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            throw Whatsapp360Exception.in(failed);
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during a request to 360dialog", shutDown);
        }
    }

    private static boolean isLoopback(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notHere) {
            return false;
        }
    }
}
