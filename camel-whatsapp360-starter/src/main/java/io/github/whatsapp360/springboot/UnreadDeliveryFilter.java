/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the body of a delivery from whoever would read, decode or unpack it on its way: forms, multiparts, Camel's own
 * binding. The component reads it itself, after it has looked at the secret, and no further than its limit.
 *
 * <p>Thread-safe.
 */
final class UnreadDeliveryFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient Predicate<String> isWebhook;

    /** @param isWebhook whether a path, without what the application and the servlet put before it, is a webhook */
    UnreadDeliveryFilter(Predicate<String> isWebhook) {
        this.isWebhook = isWebhook;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
        chain.doFilter(isWebhook.test(path) ? new Unread(request) : request, response);
    }

    /** A request that seems to have no body, but for its stream and its headers. */
    private static final class Unread extends HttpServletRequestWrapper {

        Unread(HttpServletRequest request) {
            super(request);
        }

        @Override
        public int getContentLength() {
            return 0;
        }

        @Override
        public long getContentLengthLong() {
            return 0;
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }
    }
}
