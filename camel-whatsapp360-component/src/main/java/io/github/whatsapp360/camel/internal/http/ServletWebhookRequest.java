/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** A request of a servlet container, such as Jetty or the container of Spring Boot or OSGi. */
final class ServletWebhookRequest implements WebhookRequest {

    private static final String SPRING_BOOT_HEADER = "CamelHttpServletRequest";

    private final HttpServletRequest request;
    private final CamelWebhookRequest mapped;

    private ServletWebhookRequest(HttpServletRequest request, CamelWebhookRequest mapped) {
        this.request = request;
        this.mapped = mapped;
    }

    /** The servlet request of the message; null if there is none. Spring Boot sets it as a header. */
    static @Nullable WebhookRequest of(Message message) {
        if (message.getHeader(SPRING_BOOT_HEADER) instanceof HttpServletRequest request) {
            return new ServletWebhookRequest(request, new CamelWebhookRequest(message));
        }
        HttpServletRequest request = message.getExchange()
                .getContext()
                .getTypeConverter()
                .tryConvertTo(HttpServletRequest.class, message.getExchange(), message);
        return request == null ? null : new ServletWebhookRequest(request, new CamelWebhookRequest(message));
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    @Override
    public @Nullable String user() {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    @Override
    public boolean hasRole(String role) {
        return request.isUserInRole(role);
    }

    /** From Camel if it has read the request already, otherwise from the container. */
    @Override
    public byte @Nullable [] body(int limit) throws IOException, UnsupportedFormException {
        if (request.getInputStream().isFinished()) {
            return mapped.body(limit);
        }
        byte[] bytes = request.getInputStream().readNBytes(limit + 1);
        return bytes.length > limit ? null : bytes;
    }

    @Override
    public void discard() {
        // The container drains the body or closes the connection.
    }
}
