/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Feed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Server-sent events: each change, to each page that is open. A page that cannot keep up is cut off and comes back by
 * itself. Confined to the event loop.
 */
public final class LiveFeed implements Feed {

    private static final int MAXIMUM_WAITING = 4 << 20;

    private final Set<HttpServerResponse> pages = new LinkedHashSet<>();

    /** A feed that nobody follows yet. */
    public LiveFeed() {}

    void join(HttpServerResponse page) {
        page.putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .setChunked(true)
                .setWriteQueueMaxSize(MAXIMUM_WAITING);
        page.exceptionHandler(failure -> pages.remove(page));
        page.closeHandler(closed -> pages.remove(page));
        pages.add(page);
        write(page, Buffer.buffer("retry: 1000\nevent: hello\ndata: {}\n\n"));
    }

    @Override
    public void changed(String kind, Supplier<ObjectNode> details) {
        if (pages.isEmpty()) {
            return;
        }
        Buffer text = Buffer.buffer("event: " + kind + "\ndata: ")
                .appendBytes(Json.bytes(details.get()))
                .appendString("\n\n");
        for (HttpServerResponse page : List.copyOf(pages)) {
            write(page, text);
        }
    }

    private void write(HttpServerResponse page, Buffer text) {
        if (page.closed() || page.writeQueueFull()) {
            pages.remove(page);
            page.reset();
            return;
        }
        page.write(text).onFailure(failure -> pages.remove(page));
    }
}
