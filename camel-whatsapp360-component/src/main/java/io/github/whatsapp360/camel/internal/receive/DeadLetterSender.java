/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.inbox.Claim;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a copy of each dead letter to {@code deadLetterUri}. The dead letter stays in the inbox, so that a failure
 * loses nothing.
 *
 * <p>Thread-safe.
 */
final class DeadLetterSender extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);

    private final CamelContext context;
    private final String account;
    private final @Nullable String uri;
    private @Nullable ProducerTemplate template;
    private @Nullable Endpoint endpoint;

    DeadLetterSender(CamelContext context, String account, @Nullable String uri) {
        this.context = context;
        this.account = account;
        this.uri = uri;
    }

    @Override
    protected void doStart() {
        if (uri == null) {
            return;
        }
        try {
            endpoint = context.getEndpoint(uri);
        } catch (RuntimeException unusable) {
            throw new IllegalArgumentException(unresolved(), unusable);
        }
        if (endpoint == null) {
            throw new IllegalArgumentException(unresolved());
        }
        template = context.createProducerTemplate();
    }

    private String unresolved() {
        return "deadLetterUri of account '" + account + "' cannot be resolved: " + URISupport.sanitizeUri(uri);
    }

    @Override
    protected void doStop() throws Exception {
        if (template != null) {
            template.close();
            template = null;
        }
    }

    void send(InboundEvent event, Claim claim, String problem) {
        ProducerTemplate sender = template;
        Endpoint target = endpoint;
        if (sender == null || target == null) {
            return;
        }
        try {
            Exchange exchange = sender.send(target, ExchangePattern.InOnly, prepared -> {
                prepared.getIn().setBody(event);
                EventHeaders.set(prepared.getIn(), event, account, claim);
            });
            if (exchange.isFailed()) {
                notSent(claim, exchange.getException());
            }
        } catch (RuntimeException notEvenTried) {
            notSent(claim, notEvenTried);
        }
    }

    private void notSent(Claim claim, @Nullable Throwable failure) {
        LOG.warn(
                "Dead letter {} of account {} could not be sent to deadLetterUri; it stays in the inbox",
                claim.id(),
                account,
                failure);
    }
}
