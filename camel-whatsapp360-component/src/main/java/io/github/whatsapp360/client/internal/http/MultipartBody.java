/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.media.MediaUpload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * The multipart body of an upload, streamed with a known length; at most {@value #BUFFER_SIZE} bytes of it are in the
 * heap.
 *
 * <p>Confined to one request. The request may be cancelled on any thread; the file is not opened afterwards.
 */
final class MultipartBody implements AsyncEntityProducer {

    private static final int BUFFER_SIZE = 32 * 1024;

    private final MediaUpload upload;
    private final String boundary = "whatsapp360-" + UUID.randomUUID();
    private final byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
    private final long length;
    private final ByteBuffer piece = ByteBuffer.allocate(BUFFER_SIZE);

    private ByteBuffer toSend;
    private @Nullable ReadableByteChannel file;
    private long fileLeft;
    private boolean tailSent;
    private boolean released;

    /**
     * @param fields that stand before the file, by their names
     */
    MultipartBody(MediaUpload upload, Map<String, String> fields) {
        this.upload = upload;
        byte[] head = head(fields).getBytes(UTF_8);
        this.toSend = ByteBuffer.wrap(head);
        this.fileLeft = upload.source().size();
        this.length = head.length + fileLeft + tail.length;
    }

    private String head(Map<String, String> fields) {
        StringBuilder before = new StringBuilder();
        fields.forEach((name, value) -> before.append(field(name, value)));
        return before + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + upload.fileName() + "\"\r\nContent-Type: " + upload.mimeType() + "\r\n\r\n";
    }

    private String field(String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    @Override
    public synchronized void produce(DataStreamChannel channel) throws IOException {
        if (released) {
            throw new ConnectionClosedException("The upload was cancelled");
        }
        while (true) {
            if (!toSend.hasRemaining() && !next()) {
                channel.endStream();
                return;
            }
            channel.write(toSend);
            if (toSend.hasRemaining()) {
                return;
            }
        }
    }

    /** Reads the next chunk; false after the last one. */
    private synchronized boolean next() throws IOException {
        if (fileLeft > 0) {
            if (file == null) {
                file = upload.source().open();
            }
            piece.clear().limit((int) Math.min(BUFFER_SIZE, fileLeft));
            if (file.read(piece) < 0) {
                throw new IOException("The file has become shorter by " + fileLeft + " bytes while it was sent");
            }
            fileLeft -= piece.position();
            toSend = piece.flip();
            return true;
        }
        if (tailSent) {
            return false;
        }
        tailSent = true;
        toSend = ByteBuffer.wrap(tail);
        return true;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public String getContentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public @Nullable String getContentEncoding() {
        return null;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void failed(Exception cause) {
        releaseResources();
    }

    @Override
    public synchronized void releaseResources() {
        released = true;
        ReadableByteChannel open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException onlyRead) {
                // The file was only read, so that a failure to close it has no effect.
                return;
            }
        }
    }
}
