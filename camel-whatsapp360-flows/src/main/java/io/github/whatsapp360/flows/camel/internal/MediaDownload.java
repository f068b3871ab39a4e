/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.camel.internal.support.ByteSize;
import io.github.whatsapp360.flows.FlowMediaException;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowConfiguration;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowConstants;
import io.github.whatsapp360.flows.internal.FlowJson;
import io.github.whatsapp360.flows.internal.FlowMedia;
import io.github.whatsapp360.flows.internal.MediaDecryption;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Downloads the files of forms, from allowed hosts alone and without redirects: the address comes from whoever has made
 * the request of the screen.
 *
 * <p>Thread-safe.
 */
public final class MediaDownload {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient http;
    private final List<String> hosts;
    private final boolean loopback;
    private final int maximum;
    private final Duration timeout;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if the maximum size is none, naming the account
     */
    public MediaDownload(String account, Whatsapp360FlowConfiguration options) {
        this.hosts = Stream.of(options.getMediaHosts().split(",", -1))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        this.loopback = options.isLoopbackMedia();
        this.maximum = ByteSize.parse(account, "maximumMediaSize", options.getMaximumMediaSize());
        this.timeout = Duration.ofMillis(options.getMediaTimeout());
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Replaces the body, an element of a picker's array, by its file.
     *
     * @throws FlowMediaException if the file is refused, damaged or too large, or the host does not send it
     * @throws IOException if the host cannot be reached
     */
    public void process(Exchange exchange) throws IOException {
        FlowMedia media = FlowMedia.of(element(exchange.getMessage()));
        if (!isAllowed(media.uri())) {
            throw new FlowMediaException("The address of the file is none of mediaHosts over https");
        }
        HttpResponse<InputStream> response = get(media.uri());
        CachedOutputStream file = new CachedOutputStream(exchange);
        boolean complete = false;
        try (InputStream encrypted = response.body()) {
            if (response.statusCode() != 200) {
                throw new FlowMediaException("The host of the file answered " + response.statusCode());
            }
            MediaDecryption.decrypt(encrypted, media.secrets(), maximum, file);
            complete = true;
        } finally {
            if (!complete) {
                file.close();
            }
        }
        Message message = exchange.getMessage();
        message.setBody(file.newStreamCache());
        setHeader(message, Whatsapp360FlowConstants.FILE_NAME, media.fileName());
        setHeader(message, Whatsapp360FlowConstants.MEDIA_ID, media.id());
    }

    private static void setHeader(Message message, String name, @Nullable String value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }

    private static Map<?, ?> element(Message message) throws FlowMediaException {
        Object body = message.getBody();
        if (body instanceof Map<?, ?> map) {
            return map;
        }
        if (body instanceof JsonNode tree && tree.isObject()) {
            return FlowJson.map(tree);
        }
        byte[] json = body instanceof String text ? text.getBytes(UTF_8) : message.getBody(byte[].class);
        try {
            return FlowJson.readMap(json == null ? new byte[0] : json);
        } catch (IllegalArgumentException other) {
            throw new FlowMediaException("Expected one element of a picker's array as body, actual is another value");
        }
    }

    private boolean isAllowed(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (loopback && LOOPBACK.contains(host) && "http".equals(uri.getScheme())) {
            return true;
        }
        return "https".equals(uri.getScheme())
                && uri.getUserInfo() == null
                && hosts.stream()
                        .anyMatch(allowed ->
                                allowed.startsWith("*.") ? host.endsWith(allowed.substring(1)) : host.equals(allowed));
    }

    private HttpResponse<InputStream> get(URI uri) throws IOException {
        try {
            return http.send(HttpRequest.newBuilder(uri).timeout(timeout).build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
