/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.camel.internal.http.RequestHandler;
import io.github.whatsapp360.camel.internal.http.WebhookRequest;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.flows.FlowToken;
import io.github.whatsapp360.flows.InvalidFlowTokenException;
import io.github.whatsapp360.flows.internal.FlowCipher;
import io.github.whatsapp360.flows.internal.RequestSignature;
import io.github.whatsapp360.flows.internal.UnreadableRequestException;
import io.github.whatsapp360.webhook.internal.WebhookResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of the screens. Decrypts on the calling thread, and runs the route on a thread of its own pool:
 * a route that hangs delays no request for a sign of life. An answer that comes after the time-out is dropped.
 *
 * <p>Thread-safe. No part of a request is logged.
 */
public final class FlowRequestHandler implements RequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FlowRequestHandler.class);

    private final String account;
    private final Checks checks;
    private final Texts texts;
    private final Routing routing;
    private final Meters meters;

    /** What a request must pass. */
    public record Checks(RequestSignature signature, KeySource keys, TokenCheck tokens) {}

    /**
     * Texts for the customer.
     *
     * @param invalidToken if the flow token is not valid
     * @param error if the route fails; null to answer with an error of HTTP
     */
    public record Texts(String invalidToken, @Nullable String error) {}

    /**
     * How the route is run.
     *
     * @param accepting whether requests are accepted at present
     * @param route runs the route
     * @param threads runs {@code route}; may refuse
     * @param timeout of a request
     * @param errors whether the route also gets the notices of errors
     */
    public record Routing(
            BooleanSupplier accepting, FlowRoute route, Executor threads, Duration timeout, boolean errors) {}

    /** Runs the route of a consumer. */
    @FunctionalInterface
    public interface FlowRoute {

        /**
         * Runs the route with a request.
         *
         * @param token null if tokens are not checked
         * @return the reply; fails if the route failed, or replied nothing usable
         */
        CompletableFuture<FlowResponse> run(FlowRequest request, @Nullable FlowToken token);
    }

    public FlowRequestHandler(String account, Checks checks, Texts texts, Routing routing, Meters meters) {
        this.account = account;
        this.checks = checks;
        this.texts = texts;
        this.routing = routing;
        this.meters = meters;
    }

    @Override
    public @Nullable WebhookResponse answerWithoutBody(WebhookRequest request) {
        if (!"POST".equals(request.method())) {
            return WebhookResponse.METHOD_NOT_ALLOWED;
        }
        return routing.accepting().getAsBoolean() ? null : WebhookResponse.UNAVAILABLE;
    }

    /** Decryption takes about a millisecond. */
    @Override
    public boolean isNonBlocking(byte[] body) {
        return false;
    }

    @Override
    public CompletableFuture<WebhookResponse> receive(WebhookRequest request, byte[] body) {
        if (!checks.signature().admits(request.header(RequestSignature.HEADER), body)) {
            return CompletableFuture.completedFuture(FlowAnswers.WRONG_SIGNATURE);
        }
        FlowCipher.Opened opened;
        FlowRequest flow;
        try {
            opened = checks.keys().open(body);
            flow = FlowRequests.read(opened.content());
        } catch (UnreadableRequestException | IllegalArgumentException unreadable) {
            return CompletableFuture.completedFuture(FlowAnswers.UNREADABLE);
        }
        if (FlowRequests.isPing(flow)) {
            return CompletableFuture.completedFuture(FlowAnswers.active(opened));
        }
        if (FlowRequests.error(flow) != null) {
            noticed(flow);
            return CompletableFuture.completedFuture(FlowAnswers.acknowledged(opened));
        }
        try {
            return answered(opened, flow, checks.tokens().verifyOpen(flow.flowToken()));
        } catch (InvalidFlowTokenException invalid) {
            LOG.debug("Flow endpoint of account {}: request refused. {}", account, invalid.getMessage());
            return CompletableFuture.completedFuture(FlowAnswers.refused(texts.invalidToken()));
        } catch (UnusableReplyException unverified) {
            return CompletableFuture.completedFuture(failed(opened, flow, unverified));
        }
    }

    private void noticed(FlowRequest notice) {
        meters.count("whatsapp360.flow.errors");
        LOG.warn(
                "Flow endpoint of account {}: a phone could not use an answer. With errors=true the route gets the"
                        + " notice",
                account);
        if (!routing.errors()) {
            return;
        }
        try {
            submit(new CompletableFuture<>(), notice, checks.tokens().verify(notice.flowToken()));
        } catch (InvalidFlowTokenException invalid) {
            LOG.debug("Flow endpoint of account {}: notice not given to the route. {}", account, invalid.getMessage());
        }
    }

    private CompletableFuture<WebhookResponse> answered(
            FlowCipher.Opened opened, FlowRequest request, @Nullable FlowToken token) {
        CompletableFuture<FlowResponse> reply = new CompletableFuture<>();
        CompletableFuture<WebhookResponse> answer = reply.orTimeout(
                        routing.timeout().toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(response -> answer(opened, request, token, FlowReplies.withToken(response, request)))
                .exceptionally(failure -> failed(opened, request, failure));
        submit(reply, request, token);
        return answer;
    }

    private WebhookResponse answer(
            FlowCipher.Opened opened, FlowRequest request, @Nullable FlowToken token, FlowResponse response) {
        WebhookResponse answer = FlowAnswers.of(opened, request, response);
        return response.isCompleted() && !checks.tokens().use(token)
                ? FlowAnswers.refused(texts.invalidToken())
                : answer;
    }

    private WebhookResponse failed(FlowCipher.Opened opened, FlowRequest request, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof RejectedExecutionException) {
            LOG.warn("Flow endpoint of account {}: too many requests wait for a thread", account);
            return FlowAnswers.failed(opened, request, texts.error(), WebhookResponse.UNAVAILABLE);
        }
        if (cause instanceof TimeoutException) {
            LOG.warn(
                    "Flow endpoint of account {}: the route has not answered within {}; its answer will be dropped",
                    account,
                    routing.timeout());
            return FlowAnswers.failed(opened, request, texts.error(), FlowAnswers.LATE);
        }
        LOG.warn(
                "Flow endpoint of account {}: a request could not be answered: {}",
                account,
                cause instanceof UnusableReplyException
                        ? cause.getMessage()
                        : cause.getClass().getName());
        return FlowAnswers.failed(opened, request, texts.error(), FlowAnswers.FAILED);
    }

    private void submit(CompletableFuture<FlowResponse> reply, FlowRequest request, @Nullable FlowToken token) {
        try {
            routing.threads().execute(() -> run(reply, request, token));
        } catch (RejectedExecutionException overloaded) {
            reply.completeExceptionally(overloaded);
        }
    }

    /** Nothing runs for a customer who has seen an error already. */
    private void run(CompletableFuture<FlowResponse> reply, FlowRequest request, @Nullable FlowToken token) {
        if (reply.isDone()) {
            return;
        }
        if (!routing.accepting().getAsBoolean()) {
            reply.completeExceptionally(new RejectedExecutionException());
            return;
        }
        CompletableFuture<?> unused = routing.route().run(request, token).whenComplete((response, failure) -> {
            if (failure == null) {
                reply.complete(response);
            } else {
                reply.completeExceptionally(failure);
            }
        });
    }
}
