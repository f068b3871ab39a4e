/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** A request as mapped by Camel's HTTP components, for servers whose own request is not available. */
public final class CamelWebhookRequest implements WebhookRequest {

    private final Message message;

    public CamelWebhookRequest(Message message) {
        this.message = message;
    }

    @Override
    public @Nullable String method() {
        return message.getHeader(Exchange.HTTP_METHOD, String.class);
    }

    /**
     * Servers without a servlet API add the query parameters to the headers. Such values are ignored, because proxies
     * log the secrets in a URL. A header with several values is ignored as well.
     */
    @Override
    public @Nullable String header(String name) {
        return message.getHeader(name) instanceof CharSequence value && !isParameter(name) ? value.toString() : null;
    }

    private boolean isParameter(String name) {
        String query = query();
        if (query == null) {
            return false;
        }
        for (String pair : query.split("[&;]", -1)) {
            try {
                String parameter = URLDecoder.decode(pair.replaceFirst("=.*", ""), UTF_8);
                if (parameter.strip().equalsIgnoreCase(name)) {
                    return true;
                }
            } catch (IllegalArgumentException undecodable) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable String query() {
        String raw = message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
        return raw == null ? message.getHeader(Exchange.HTTP_QUERY, String.class) : raw;
    }

    @Override
    public @Nullable String path() {
        return message.getHeader(Exchange.HTTP_URI, String.class);
    }

    @Override
    public byte @Nullable [] body(int limit) throws IOException, UnsupportedFormException {
        Object body = message.getBody();
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof Map) {
            throw new UnsupportedFormException();
        }
        byte[] bytes;
        if (body instanceof InputStream stream) {
            bytes = stream.readNBytes(limit + 1);
        } else {
            bytes = message.getBody(byte[].class);
        }
        return bytes.length > limit ? null : bytes;
    }

    @Override
    public void discard() {
        // The server drains the body.
    }
}
