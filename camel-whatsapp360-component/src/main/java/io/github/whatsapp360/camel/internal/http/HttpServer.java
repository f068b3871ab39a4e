/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.camel.internal.support.OptionalLibrary;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Service;
import org.apache.camel.spi.FactoryFinder;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Serves the webhook with the HTTP component of the option {@code httpComponent}. Each component is configured to pass
 * the request unchanged: without mapping the body, parsing forms, rejecting content types or answering methods itself.
 *
 * <p>Thread-safe.
 */
public final class HttpServer {

    private static final String ENGINE = "platform-http-engine";
    private static final String VERTX_ENGINE = "org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine";

    /** Servers without a servlet API, which are not searched for a servlet request. */
    private static final Set<String> SELF_MADE = Set.of("netty-http", "undertow");

    private static final Pattern PATTERN = Pattern.compile("[:*{}?#\\\\]");

    private static final String ALL_METHODS = "GET,HEAD,POST,PUT,DELETE,PATCH,TRACE,OPTIONS,CONNECT";

    private final CamelContext context;
    private final String account;
    private final String component;
    private final boolean servletApi;
    private final boolean vertx;

    public HttpServer(CamelContext context, String account, String component) {
        this.context = context;
        this.account = account;
        this.component = component;
        this.vertx = component.equals("platform-http")
                && OptionalLibrary.has("io.vertx.core.http.HttpServerRequest")
                && isServedByVertx();
        this.servletApi =
                !SELF_MADE.contains(component) && OptionalLibrary.has("jakarta.servlet.http.HttpServletRequest");
    }

    /**
     * Creates the consumer that passes every request on the path to the webhook. It is not started.
     *
     * @param path with a leading slash
     * @throws IllegalArgumentException if the component cannot serve HTTP
     */
    public Service serve(String path, WebhookProcessor webhook) throws Exception {
        Consumer consumer = consumer(path, webhook, parameters(webhook.maximumSize()));
        return vertx && OptionalLibrary.has("io.vertx.ext.web.Router")
                ? new VertxWebhookHandler(context, path, webhook, consumer)
                : consumer;
    }

    /**
     * Creates the consumer that passes every request on the path, and on all paths below it, to a processor. The
     * processor gets the unread request from {@link #request}, and blocks a worker thread of the server. It is not
     * started.
     *
     * @param path with a leading slash
     * @param maximumSize maximum size of a request body in bytes
     * @throws IllegalArgumentException if the component cannot serve HTTP
     */
    public Service serveBelow(String path, int maximumSize, Processor processor) throws Exception {
        Map<String, Object> parameters = parameters(maximumSize);
        parameters.put("matchOnUriPrefix", true);
        return consumer(path, processor, parameters);
    }

    private Consumer consumer(String path, Processor processor, Map<String, Object> parameters) throws Exception {
        if (!(context.getComponent(component) instanceof RestConsumerFactory factory)) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account,
                    "httpComponent=" + component
                            + " is not available as an HTTP server: use a REST consumer component and "
                            + "add its jar to the class path"
                            + " (for platform-http: camel-platform-http-main on Camel Main, "
                            + "camel-platform-http-starter on Spring Boot)"));
        }
        RestConfiguration rest = CamelContextHelper.getRestConfiguration(context, component);
        // For platform-http null means all methods; the other components require a list.
        String methods = component.equals("platform-http") ? null : ALL_METHODS;
        Consumer consumer =
                factory.createConsumer(context, processor, methods, path, null, null, null, rest, parameters);
        ServiceHelper.startService(consumer.getEndpoint());
        return consumer;
    }

    /**
     * Starts the consumer created by {@link #serve}.
     *
     * @throws IllegalArgumentException if there is no HTTP server, saying how to get one
     */
    public void start(Service served) {
        try {
            ServiceHelper.startService(served);
        } catch (RuntimeException failed) {
            throw component.equals("platform-http") && isWithoutEngine(failed) ? noEngine(failed) : failed;
        }
    }

    private static boolean isWithoutEngine(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && (message.contains("PlatformHttpEngine") || message.contains(ENGINE))) {
                return true;
            }
        }
        return false;
    }

    private IllegalArgumentException noEngine(Throwable cause) {
        return new IllegalArgumentException(
                AccountMessage.of(
                        account,
                        "No HTTP server is available for the webhook: on Camel Main add camel-platform-http-main to"
                                + " the class path and set camel.server.enabled=true (and camel.server.port); on Spring"
                                + " Boot use camel-platform-http-starter and spring-boot-starter-web; or set another"
                                + " httpComponent"),
                cause);
    }

    /**
     * The path with a leading slash.
     *
     * @throws IllegalArgumentException if servers would take it for a pattern, and give one account what is another's
     */
    public static String absolute(String account, String path) {
        if (PATTERN.matcher(path).find()) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account,
                    "The webhook cannot be served at " + path
                            + ": a path must not contain any of : * { } ? # \\. Rename the account, or "
                            + "set its webhookPath"));
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    /** The HTTP request of a message of the consumer. */
    public WebhookRequest request(Message message) {
        WebhookRequest request = null;
        if (vertx) {
            request = VertxWebhookRequest.of(message);
        } else if (servletApi) {
            request = ServletWebhookRequest.of(message);
        }
        return request == null ? new CamelWebhookRequest(message) : request;
    }

    private Map<String, Object> parameters(int maximumSize) {
        Map<String, Object> parameters = new HashMap<>();
        switch (component) {
            case "platform-http" ->
                // Vert.x passes its paused request; other servers pass a stream.
                parameters.put(vertx ? "useBodyHandler" : "useStreaming", !vertx);
            case "jetty", "servlet" -> {
                parameters.put("mapHttpMessageBody", false);
                parameters.put("mapHttpMessageHeaders", false);
                parameters.put("mapHttpMessageFormUrlEncodedBody", false);
                parameters.put("chunked", false);
                parameters.put("optionsEnabled", true);
                parameters.put("muteException", true);
            }
            case "netty-http" -> {
                parameters.put("bridgeEndpoint", true);
                parameters.put("chunkedMaxContentLength", maximumSize);
                parameters.put("muteException", true);
            }
            case "undertow" -> {
                parameters.put("useStreaming", true);
                parameters.put("optionsEnabled", true);
                parameters.put("muteException", true);
            }
            default -> {
                // A component of the application is used as configured.
            }
        }
        return parameters;
    }

    /** Uses the same look-up as platform-http, which also works in OSGi. */
    private boolean isServedByVertx() {
        Object engine = context.getRegistry().lookupByName(ENGINE);
        Class<?> type = engine != null
                ? engine.getClass()
                : context.getCamelContextExtension()
                        .getFactoryFinder(FactoryFinder.DEFAULT_PATH)
                        .findClass(ENGINE)
                        .orElse(null);
        return type != null && type.getName().equals(VERTX_ENGINE);
    }
}
