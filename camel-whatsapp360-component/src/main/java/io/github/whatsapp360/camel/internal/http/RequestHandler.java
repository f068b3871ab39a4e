/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import io.github.whatsapp360.webhook.internal.WebhookResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Responds to the requests to one path. {@link WebhookProcessor} reads their bodies and writes the responses.
 *
 * <p>Implementations are thread-safe.
 */
public interface RequestHandler {

    /**
     * The response if the body need not be read, for example because the sender is not authenticated; otherwise null.
     * Must not block.
     */
    @Nullable
    WebhookResponse answerWithoutBody(WebhookRequest request);

    /** Whether {@link #receive} may be called with this body on an event-loop thread. */
    boolean isNonBlocking(byte[] body);

    /**
     * Processes a request that {@link #answerWithoutBody} has let through.
     *
     * @return the response; never fails. It may complete on any thread: do not block there
     */
    CompletableFuture<WebhookResponse> receive(WebhookRequest request, byte[] body);
}
