/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The authentication of deliveries according to the options of an account. */
final class WebhookSecret {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSecret.class);

    private WebhookSecret() {}

    /** The option {@code webhookSecret}, or the secret derived from the API key; null without either. */
    static @Nullable String of(String account, Whatsapp360Configuration options) {
        if (options.getWebhookSecret() != null) {
            return options.getWebhookSecret();
        }
        return options.getApiKey() == null ? null : WebhookSecurity.derivedSecret(options.getApiKey(), account);
    }

    /**
     * Fails without any secret, unless unauthenticated deliveries are explicitly allowed.
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
                        + "' would accept deliveries from unauthenticated senders: set apiKey (the secret is "
                        + "derived from it), webhookSecret or"
                        + " signatureSecret, or unauthenticatedWebhook=true if this is intended");
            }
            LOG.warn(
                    "The webhook of account {} accepts deliveries from unauthenticated senders "
                            + "(unauthenticatedWebhook=true)",
                    account);
        }
        return WebhookSecurity.of(secret, options.getSignatureSecret());
    }
}
