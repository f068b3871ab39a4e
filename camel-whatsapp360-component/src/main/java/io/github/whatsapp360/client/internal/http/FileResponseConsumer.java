/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Streams the body of a 2xx response to a file, and fails as soon as it exceeds the limit. Keeps a few kilobytes of any
 * other response for the error message.
 *
 * <p>Confined to one request. The request may be cancelled on any thread; the file is not accessed afterwards, because
 * it may have been deleted or replaced.
 */
final class FileResponseConsumer implements AsyncResponseConsumer<DownloadResponse> {

    private static final int MAXIMUM_ERROR_BODY = 64 * 1024;

    private final Path file;
    private final long maximum;
    private final MessageDigest digest = sha256();
    private final ByteArrayBuffer error = new ByteArrayBuffer(512);

    private @Nullable HttpResponse head;
    private @Nullable FutureCallback<DownloadResponse> callback;
    private @Nullable OutputStream out;
    private boolean abandoned;
    private long size;

    FileResponseConsumer(Path file, long maximum) {
        this.file = file;
        this.maximum = maximum;
    }

    /** A file that is larger than allowed. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(String actual, long maximum) {
            super("The file has " + actual + " bytes, maximumMediaSize is " + maximum);
        }
    }

    /** The download was cancelled. */
    synchronized void abandon() {
        abandoned = true;
        releaseResources();
    }

    private synchronized void checkWanted() throws IOException {
        if (abandoned) {
            throw new ConnectionClosedException("The download was cancelled");
        }
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<DownloadResponse> resultCallback)
            throws IOException {
        callback = resultCallback;
        begin(response, entity);
        if (entity == null) {
            streamEnd(List.of());
        }
    }

    private synchronized void begin(HttpResponse response, @Nullable EntityDetails entity) throws IOException {
        checkWanted();
        head = response;
        boolean success = response.getCode() >= 200 && response.getCode() < 300;
        if (success && entity != null && entity.getContentLength() > maximum) {
            throw new TooLargeException(Long.toString(entity.getContentLength()), maximum);
        }
        if (success) {
            out = Files.newOutputStream(file, WRITE, TRUNCATE_EXISTING);
        }
    }

    @Override
    public synchronized void consume(ByteBuffer source) throws IOException {
        checkWanted();
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        if (out == null) {
            error.append(bytes, 0, Math.min(bytes.length, MAXIMUM_ERROR_BODY - error.length()));
            return;
        }
        size += bytes.length;
        if (size > maximum) {
            throw new TooLargeException("more than " + maximum, maximum);
        }
        digest.update(bytes);
        out.write(bytes);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) throws IOException {
        @Nullable DownloadResponse whole = whole();
        FutureCallback<DownloadResponse> done = callback;
        if (whole != null && done != null) {
            done.completed(whole);
        }
    }

    private synchronized @Nullable DownloadResponse whole() throws IOException {
        checkWanted();
        closeFile();
        return head == null
                ? null
                : new DownloadResponse(
                        head, error.toByteArray(), size, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {}

    @Override
    public void failed(Exception cause) {
        releaseResources();
    }

    @Override
    public synchronized void releaseResources() {
        try {
            closeFile();
        } catch (IOException diskFull) {
            // The call has already failed, or the file is complete.
            out = null;
        }
    }

    private synchronized void closeFile() throws IOException {
        OutputStream open = out;
        if (open != null) {
            out = null;
            open.close();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("Every Java platform has SHA-256", never);
        }
    }
}
