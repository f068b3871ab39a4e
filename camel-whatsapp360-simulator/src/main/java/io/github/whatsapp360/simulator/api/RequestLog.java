/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The last 10,000 requests to the API, and at most 16 million characters of their bodies and answers. Confined to the
 * event loop.
 */
public final class RequestLog {

    private static final int MAXIMUM_REQUESTS = 10_000;
    private static final int MAXIMUM_TEXT_LENGTH = 1 << 20;
    private static final long MAXIMUM_TOTAL_LENGTH = 16L << 20;

    private final World world;
    private final Deque<ApiRequest> requests = new ArrayDeque<>();
    private long count;
    private long totalLength;

    /** An empty log. */
    public RequestLog(World world) {
        this.world = world;
    }

    /** Notes a request and its answer; status 0 and no bytes for none. */
    public void add(Call call, Instant at, int status, Answer answer) {
        String path = call.query().isEmpty() ? call.path() : call.path() + "?" + call.query();
        ApiRequest request = new ApiRequest(
                ++count,
                at,
                call.method(),
                path,
                call.headers(),
                text(call.body(), call.header("content-type")),
                status,
                text(answer.body(), answer.headers().getOrDefault("Content-Type", "")));
        requests.addLast(request);
        totalLength += length(request);
        while (requests.size() > MAXIMUM_REQUESTS || (totalLength > MAXIMUM_TOTAL_LENGTH && requests.size() > 1)) {
            totalLength -= length(requests.removeFirst());
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
        totalLength = 0;
    }

    private static long length(ApiRequest request) {
        return (long) request.body().length() + request.answer().length();
    }

    private static String text(Buffer bytes, String type) {
        CharBuffer text = CharBuffer.allocate(Math.min(bytes.length(), MAXIMUM_TEXT_LENGTH));
        ByteBuffer beginning = ByteBuffer.wrap(bytes.getBytes(0, text.capacity()));
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(beginning, text, false);
        boolean whole = beginning.limit() == bytes.length();
        if (result.isError() || (whole && beginning.hasRemaining()) || hasControls(text.flip())) {
            Map<String, Multipart.Part> parts = Multipart.read(type, bytes);
            return parts.isEmpty() ? size(bytes, type) : parts(parts);
        }
        return text.toString();
    }

    /** The parts of a form, each with its headers and its text, or with its type and size. */
    private static String parts(Map<String, Multipart.Part> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach((name, part) -> {
            text.append("--\r\nContent-Disposition: form-data; name=\"")
                    .append(name)
                    .append('"');
            if (!part.fileName().isEmpty()) {
                text.append("; filename=\"").append(part.fileName()).append('"');
            }
            if (!part.contentType().isEmpty()) {
                text.append("\r\nContent-Type: ").append(part.contentType());
            }
            text.append("\r\n\r\n")
                    .append(text(part.content(), part.contentType()))
                    .append("\r\n");
        });
        return text.toString();
    }

    private static String size(Buffer bytes, String type) {
        String kind = type.replaceAll(";.*", "").strip();
        return "(" + (kind.isEmpty() ? "application/octet-stream" : kind) + ", " + bytes.length() + " bytes)";
    }

    /** Whether it has characters that no text has. */
    private static boolean hasControls(CharSequence text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
    }
}
