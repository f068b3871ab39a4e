/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The files of the chat page, out of the jar; the policy in their headers lets them load nothing from elsewhere but
 * pictures. Confined to the event loop.
 */
final class StaticFiles {

    private static final String POLICY = "default-src 'self'; img-src 'self' data: blob: http: https:;"
            + " media-src 'self' blob: http: https:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private StaticFiles() {}

    static void addTo(Routes routes) {
        routes.add("GET", "/", call -> file("index.html"));
        routes.add("GET", "/page/{file}", StaticFiles::named);
        routes.add("GET", "/favicon.ico", call -> file("icon.svg"));
    }

    private static Answer named(Call call) {
        return file(call.part("file"));
    }

    private static Answer file(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !name.matches("[a-z-]+\\.[a-z]+")) {
            return Answer.proxyError(404, "Not found");
        }
        try (InputStream stream = StaticFiles.class.getResourceAsStream(name)) {
            if (stream == null) {
                return Answer.proxyError(404, "Not found");
            }
            Map<String, String> headers =
                    Map.of("Content-Type", type, "Cache-Control", "no-cache", "Content-Security-Policy", POLICY);
            return new Answer(200, headers, Buffer.buffer(stream.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
