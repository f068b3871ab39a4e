/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.media;

import io.github.whatsapp360.client.DownloadedMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A downloaded file as a body that implements Camel's {@code StreamCache}: it can be read repeatedly, and copied to
 * other exchanges that read it independently. The file is deleted when the last exchange that uses it is done. A
 * descriptor is closed when the file was read to its end or its exchange is done.
 *
 * <p>The caller of a request-reply exchange reads the body after the exchange is done. An incompletely read body
 * therefore stays readable: in memory up to Camel's spool threshold (128 KB), above it, if the exchange has a reply,
 * through an open descriptor until the caller closes it.
 *
 * <p>Confined to one exchange; copies share only the file.
 *
 * @see <a href="https://camel.apache.org/manual/stream-caching.html">Camel: Stream caching</a>
 */
public final class DownloadedBody extends InputStream implements StreamCache {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadedBody.class);

    private final Shared shared;
    private @Nullable InputStream stream;
    private long position;
    private boolean ended;

    /** The file and the number of exchanges that use it. */
    private record Shared(DownloadedMedia media, AtomicInteger exchanges) {

        DownloadedBody bodyOf(Exchange exchange) {
            DownloadedBody body = new DownloadedBody(this);
            keepFor(exchange, body);
            return body;
        }

        /**
         * Keeps the file until this exchange is done, or until the exchange is done into which its result is
         * aggregated, as Camel's own cached streams do.
         */
        void keepFor(Exchange exchange, DownloadedBody body) {
            exchanges.incrementAndGet();
            Synchronization release = new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    body.settle(done);
                    if (exchanges.decrementAndGet() == 0) {
                        media.close();
                    }
                }
            };
            UnitOfWork outer = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
            if (outer != null && outer.getRoute() != null) {
                outer.addSynchronization(release);
            } else {
                exchange.getExchangeExtension().addOnCompletion(release);
            }
        }
    }

    private DownloadedBody(Shared shared) {
        this.shared = shared;
    }

    /** Creates the body of the exchange that downloaded the file. The exchange then owns the file. */
    public static DownloadedBody of(DownloadedMedia media, Exchange exchange) {
        return new Shared(media, new AtomicInteger()).bodyOf(exchange);
    }

    private InputStream open() throws IOException {
        InputStream open = stream;
        if (open == null) {
            open = ended ? InputStream.nullInputStream() : shared.media().open();
            stream = open;
        }
        return open;
    }

    /** The exchange is done: closes the descriptor if the body can no longer be read. */
    private void settle(Exchange done) {
        if (ended) {
            return;
        }
        boolean isResult = done.getMessage().getBody() == this;
        try {
            if (isResult && length() <= threshold(done)) {
                long read = position;
                close();
                stream = new ByteArrayInputStream(
                        Files.readAllBytes(shared.media().file()));
                position = stream.skip(read);
            } else if (isResult && done.getPattern().isOutCapable()) {
                open();
            } else {
                close();
            }
        } catch (IOException gone) {
            LOG.debug("A downloaded file could not be kept for a later reader", gone);
        }
    }

    private static long threshold(Exchange exchange) {
        return exchange.getContext().getStreamCachingStrategy().getSpoolThreshold();
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return shared.bodyOf(exchange);
    }

    @Override
    public void reset() {
        if (stream instanceof ByteArrayInputStream inMemory) {
            inMemory.reset();
            position = 0;
        } else if (position > 0 || stream == null) {
            // A stream that was not read yet stays open, because the file may have been deleted.
            close();
            if (!Files.exists(shared.media().file())) {
                throw new RuntimeCamelException("The downloaded file was deleted when its exchange completed");
            }
        }
    }

    @Override
    public void close() {
        InputStream open = stream;
        stream = null;
        position = 0;
        ended = false;
        release(open);
    }

    private static void release(@Nullable InputStream open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException readOnly) {
            throw new RuntimeCamelException("The downloaded file cannot be closed", readOnly);
        }
    }

    @Override
    public int read() throws IOException {
        int read = open().read();
        advance(read < 0 ? -1 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = open().read(bytes, offset, length);
        advance(read);
        return read;
    }

    /** @param read number of bytes; negative at the end of the stream, after which a reset is needed */
    private void advance(int read) {
        if (read >= 0) {
            position += read;
        } else if (!(stream instanceof ByteArrayInputStream)) {
            release(stream);
            stream = null;
            ended = true;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = open().skip(count);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return open().available();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return shared.media().size();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public String toString() {
        return "DownloadedBody[" + shared.media().mimeType() + ", "
                + shared.media().size() + " bytes]";
    }
}
