/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.camel.internal.store.OptOuts;
import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.Recipient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Applies the option {@code respectOptOut}: a marketing template to a customer who wants no marketing messages is not
 * sent. The category is looked up only for a customer who may not get one, so that other messages are not delayed; a
 * template whose category cannot be had in time is sent as given.
 *
 * <p>Thread-safe.
 */
final class OptOutPolicy {

    private static final String MARKETING = "MARKETING";

    private final OptOuts optOuts;
    private final AccountIdentities identities;
    private final boolean respected;

    /** @param respected the option */
    OptOutPolicy(OptOuts optOuts, AccountIdentities identities, boolean respected) {
        this.optOuts = optOuts;
        this.identities = identities;
        this.respected = respected;
    }

    /**
     * Checks a message before it is sent.
     *
     * @return fails with an {@link UndeliverableException} if the customer wants no marketing messages, or an {@link
     *     UnavailableException} if this cannot be read at present; otherwise completes, within two seconds
     */
    CompletableFuture<@Nullable Void> check(OutgoingMessage message, Whatsapp360Client client) {
        MessageHead head = message.head();
        Recipient recipient = head.recipient();
        String template = head.template();
        if (!respected || template == null || recipient == null) {
            return CompletableFuture.completedFuture(null);
        }
        Whatsapp360Exception refusal = refusal(recipient);
        if (refusal == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (head.marketing()) {
            return CompletableFuture.failedFuture(refusal);
        }
        String language = language(message);
        return language == null
                ? CompletableFuture.completedFuture(null)
                : client.knownTemplate(template, language)
                        .thenCompose(known ->
                                known.filter(definition -> definition.category().equals(MARKETING))
                                                .isPresent()
                                        ? CompletableFuture.failedFuture(refusal)
                                        : CompletableFuture.completedFuture(null));
    }

    /** Why a marketing template must not be sent; null if it may. */
    private @Nullable Whatsapp360Exception refusal(Recipient recipient) {
        try {
            return optOuts.hasStopped(recipient, identities.customer(recipient))
                    ? new UndeliverableException(Failure.local(
                            "The customer has opted out of marketing messages (user_preferences: stop): the template"
                                    + " was not sent",
                            false,
                            null))
                    : null;
        } catch (InboxException unreadable) {
            return new UnavailableException(Failure.local(
                    "Cannot read whether the customer has opted out of marketing messages: the template was not sent",
                    true,
                    unreadable));
        }
    }

    private static @Nullable String language(OutgoingMessage message) {
        if (message instanceof OutgoingTemplate template) {
            return template.template().language().code();
        }
        if (!(message instanceof OutgoingMessage.Ready ready)) {
            return null;
        }
        try {
            Object template = ApiJson.readObject(ready.json()).get("template");
            Object language = template instanceof Map<?, ?> members ? members.get("language") : null;
            Object code = language instanceof Map<?, ?> members ? members.get("code") : language;
            return code instanceof String text ? text : null;
        } catch (IOException noObject) {
            return null;
        }
    }
}
