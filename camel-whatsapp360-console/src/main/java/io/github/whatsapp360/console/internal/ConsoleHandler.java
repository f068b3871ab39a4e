/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.camel.internal.http.WebhookRequest;
import io.github.whatsapp360.camel.internal.http.WebhookRequest.UnsupportedFormException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.console.ConsoleRole;
import io.github.whatsapp360.console.internal.Access.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests below the path of the console: first who asks, then from where, then what.
 *
 * <p>Thread-safe. Blocks for the inbox and for 360dialog.
 */
final class ConsoleHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHandler.class);

    private static final String API = "/api/";

    private static final Map<String, String> PAGE = Map.of(
            "/", "index.html",
            "/app.js", "app.js",
            "/view.js", "view.js",
            "/plot.js", "plot.js",
            "/find.js", "find.js",
            "/dom.js", "dom.js",
            "/style.css", "style.css",
            "/icon.svg", "icon.svg");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final String path;
    private final List<String> hosts;
    private final Access access;
    private final ConsoleApi api;

    /**
     * Creates a handler.
     *
     * @param path of the console, with a leading slash and no trailing one
     * @param hosts that requests may name, in lower case; empty for any
     */
    ConsoleHandler(String path, List<String> hosts, Access access, ConsoleApi api) {
        this.path = path;
        this.hosts = List.copyOf(hosts);
        this.access = access;
        this.api = api;
    }

    /** Never fails. */
    ConsoleResponse handle(WebhookRequest request) {
        try {
            return answer(request);
        } catch (NotFoundException unknown) {
            return ConsoleResponse.error(404, String.valueOf(unknown.getMessage()));
        } catch (IllegalArgumentException wrong) {
            return ConsoleResponse.error(400, String.valueOf(wrong.getMessage()));
        } catch (IllegalStateException impossible) {
            return ConsoleResponse.error(409, String.valueOf(impossible.getMessage()));
        } catch (Whatsapp360Exception refused) {
            return ConsoleResponse.error(502, "360dialog: " + refused.getMessage());
        } catch (RuntimeException | IOException failed) {
            LOG.warn("A request to the console failed", failed);
            return ConsoleResponse.error(500, "The request failed; the log of the application says why");
        }
    }

    private ConsoleResponse answer(WebhookRequest request) throws IOException {
        if (!Origin.isAllowedHost(request, hosts)) {
            request.discard();
            return ConsoleResponse.error(421, "This is not a host name of the console");
        }
        Caller caller;
        try {
            caller = access.authenticate(request);
        } catch (LoginLimiter.TooManyAttemptsException tooMany) {
            request.discard();
            return ConsoleResponse.error(429, "Too many wrong passwords")
                    .with("Retry-After", Long.toString(LoginLimiter.INTERVAL.toSeconds()));
        }
        if (caller == null) {
            request.discard();
            return ConsoleResponse.error(401, "Log in as a user of the console")
                    .with("WWW-Authenticate", "Basic realm=\"whatsapp360 console\", charset=\"UTF-8\"");
        }
        if (!caller.may(ConsoleRole.READ)) {
            request.discard();
            return ConsoleResponse.error(403, "This user has no role of the console");
        }
        String below = below(request);
        if (below.startsWith(API)) {
            return callApi(request, below.substring(API.length()), caller);
        }
        request.discard();
        return page(request, below);
    }

    /** The path below the console's. */
    private String below(WebhookRequest request) {
        String whole = String.valueOf(request.path());
        int at = whole.indexOf(path);
        if (at < 0) {
            throw new NotFoundException("There is no such page");
        }
        return whole.substring(at + path.length());
    }

    private ConsoleResponse callApi(WebhookRequest request, String call, Caller caller) throws IOException {
        if (!Origin.isOwn(request)) {
            request.discard();
            return ConsoleResponse.error(403, "The request comes from another page");
        }
        String method = String.valueOf(request.method());
        ConsoleApi.Match match = api.find(method, call);
        if (match == null) {
            request.discard();
            return api.knows(call)
                    ? ConsoleResponse.error(405, "The method is not allowed here")
                    : ConsoleResponse.error(404, "There is no such call");
        }
        if (!caller.may(match.route().role())) {
            request.discard();
            return ConsoleResponse.error(403, "This needs the role operate");
        }
        if (!match.route().changes()) {
            request.discard();
            return api.call(match, request.query(), new byte[0], caller).unless(request.header("If-None-Match"));
        }
        if (!isJson(request.header("Content-Type"))) {
            request.discard();
            return ConsoleResponse.error(415, "The body must be application/json");
        }
        byte[] body = body(request);
        return body == null
                ? ConsoleResponse.error(413, "The body is too large")
                : api.call(match, request.query(), body, caller);
    }

    private static byte @Nullable [] body(WebhookRequest request) throws IOException {
        if (request.announcesMoreThan(ConsoleRuntime.MAXIMUM_REQUEST_SIZE)) {
            request.discard();
            return null;
        }
        try {
            return request.body(ConsoleRuntime.MAXIMUM_REQUEST_SIZE);
        } catch (UnsupportedFormException form) {
            throw new IllegalArgumentException("The body must be application/json", form);
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(ConsoleResponse.JSON);
    }

    private ConsoleResponse page(WebhookRequest request, String below) throws IOException {
        if (!"GET".equals(request.method())) {
            return ConsoleResponse.error(405, "The method is not allowed here").with("Allow", "GET");
        }
        if (below.isEmpty()) {
            // Relative, because a proxy may have put something in front of the path.
            String last = path.substring(path.lastIndexOf('/') + 1);
            return ConsoleResponse.error(302, "The page is below this path").with("Location", last + "/");
        }
        String file = PAGE.get(below);
        if (file == null) {
            throw new NotFoundException("There is no such page");
        }
        String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
        return ConsoleResponse.of(200, type, resource("page/" + file));
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = ConsoleRole.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("The resource " + name + " is missing");
            }
            return in.readAllBytes();
        }
    }

    /** Something that the path names does not exist. */
    static final class NotFoundException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotFoundException(String message) {
            super(message);
        }
    }
}
