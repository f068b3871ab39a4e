package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an account demands of a delivery, by its options. */
final class WebhookSecret {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSecret.class);

    private WebhookSecret() {}

    /** The option {@code webhookSecret}, or what is derived from the key; null with neither. */
    static @Nullable String of(String account, Whatsapp360Configuration options) {
        if (options.getWebhookSecret() != null) {
            return options.getWebhookSecret();
        }
        return options.getApiKey() == null ? null : WebhookSecurity.derivedSecret(options.getApiKey(), account);
    }

    /**
     * Fails closed: without any secret nothing is served, unless that is said to be meant.
     *
     * @throws IllegalArgumentException if deliveries would be taken from anybody, saying what to set
     */
    static WebhookSecurity security(String account, Whatsapp360Configuration options) {
        String secret = of(account, options);
        if ((secret != null && secret.isBlank())
                || (options.getSignatureSecret() != null
                        && options.getSignatureSecret().isBlank())) {
            throw new IllegalArgumentException(
                    "The webhook of account '" + account + "' would be protected by an empty secret");
        }
        if (secret == null && options.getSignatureSecret() == null) {
            if (!options.isUnauthenticatedWebhook()) {
                throw new IllegalArgumentException("The webhook of account '" + account
                        + "' would accept deliveries from unauthenticated senders: set apiKey (the secret is derived from it), webhookSecret or"
                        + " signatureSecret, or unauthenticatedWebhook=true if this is intended");
            }
            LOG.warn(
                    "The webhook of account {} accepts deliveries from unauthenticated senders (unauthenticatedWebhook=true)",
                    account);
        }
        return WebhookSecurity.of(secret, options.getSignatureSecret());
    }
}
