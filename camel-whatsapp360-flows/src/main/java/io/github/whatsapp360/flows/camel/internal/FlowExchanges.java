/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.flows.FlowToken;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowConstants;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the route of a consumer with requests.
 *
 * <p>Thread-safe.
 *
 * @param screens the ids of the screens of the form; empty if they are not known
 */
public record FlowExchanges(DefaultConsumer consumer, String account, Set<String> screens)
        implements FlowRequestHandler.FlowRoute {

    @Override
    public CompletableFuture<FlowResponse> run(FlowRequest request, @Nullable FlowToken token) {
        CompletableFuture<FlowResponse> reply = new CompletableFuture<>();
        Exchange exchange = consumer.createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        describe(exchange.getIn(), request, token);
        exchange.getExchangeExtension().addOnCompletion(new ReplyReader(reply));
        consumer.getAsyncProcessor().process(exchange, doneSync -> {
            consumer.releaseExchange(exchange, false);
            // Completed by the exchange already, unless it never began.
            reply.completeExceptionally(new UnusableReplyException("the exchange did not run"));
        });
        return reply;
    }

    private void describe(Message message, FlowRequest request, @Nullable FlowToken token) {
        message.setBody(request);
        message.setHeader(Whatsapp360FlowConstants.ACCOUNT, account);
        message.setHeader(Whatsapp360FlowConstants.FLOW_ACTION, request.action());
        setHeader(message, Whatsapp360FlowConstants.FLOW_SCREEN, request.screen());
        setHeader(message, Whatsapp360FlowConstants.FLOW_TOKEN, request.flowToken());
        setHeader(message, Whatsapp360FlowConstants.FLOW_ERROR, FlowRequests.error(request));
        if (token != null) {
            message.setHeader(Whatsapp360FlowConstants.FLOW_CUSTOMER, token.customer());
            setHeader(message, Whatsapp360FlowConstants.FLOW_TOKEN_DATA, token.data());
        }
    }

    private static void setHeader(Message message, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            message.setHeader(name, value);
        }
    }

    /** Reads the reply while the exchange still owns it: a body in a temporary file is gone afterwards. */
    private final class ReplyReader extends SynchronizationAdapter {

        private final CompletableFuture<FlowResponse> reply;

        ReplyReader(CompletableFuture<FlowResponse> reply) {
            this.reply = reply;
        }

        @Override
        public int getOrder() {
            return HIGHEST;
        }

        /** Whoever takes the exchange over does not answer. */
        @Override
        public boolean allowHandover() {
            return false;
        }

        @Override
        public void onComplete(Exchange exchange) {
            try {
                reply.complete(FlowReplies.of(exchange, screens));
            } catch (RuntimeException unusable) {
                reply.completeExceptionally(new UnusableReplyException(
                        unusable instanceof IllegalArgumentException
                                ? String.valueOf(unusable.getMessage())
                                : unusable.getClass().getName()));
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            Exception failure = exchange.getException();
            reply.completeExceptionally(failure == null ? new UnusableReplyException("the exchange failed") : failure);
        }
    }
}
