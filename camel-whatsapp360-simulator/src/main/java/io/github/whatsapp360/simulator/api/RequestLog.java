/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last 10,000 requests to the API. Confined to the event loop. */
public final class RequestLog {

    private static final int MAXIMUM_REQUESTS = 10_000;
    private static final int MAXIMUM_TEXT_LENGTH = 1 << 20;

    private final World world;
    private final Deque<ApiRequest> requests = new ArrayDeque<>();
    private long count;

    /** An empty log. */
    public RequestLog(World world) {
        this.world = world;
    }

    /** Notes a request and its answer; status 0 and no bytes for none. */
    public void add(Call call, Instant at, int status, Buffer answer) {
        String path = call.query().isEmpty() ? call.path() : call.path() + "?" + call.query();
        ApiRequest request = new ApiRequest(
                ++count, at, call.method(), path, call.headers(), text(call.body()), status, text(answer));
        requests.addLast(request);
        if (requests.size() > MAXIMUM_REQUESTS) {
            requests.removeFirst();
        }
        world.changed("request", request::view);
    }

    /** Oldest first. */
    public Deque<ApiRequest> requests() {
        return requests;
    }

    /** Forgets all. */
    public void clear() {
        requests.clear();
    }

    private static String text(Buffer bytes) {
        return bytes.getString(0, Math.min(bytes.length(), MAXIMUM_TEXT_LENGTH), "UTF-8");
    }
}
