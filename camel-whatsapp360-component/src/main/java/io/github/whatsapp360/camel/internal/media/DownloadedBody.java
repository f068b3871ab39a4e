package io.github.whatsapp360.camel.internal.media;

import io.github.whatsapp360.client.DownloadedMedia;
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

/**
 * A downloaded file as a body, by Camel's contract for cached streams: it can be read again, and copied to other exchanges
 * that read it on their own. The file is deleted when the last exchange that has it is done.
 *
 * <p>Confined to one exchange; copies share the file alone.
 *
 * @see <a href="https://camel.apache.org/manual/stream-caching.html">Camel: Stream caching</a>
 */
public final class DownloadedBody extends InputStream implements StreamCache {

    private final Shared shared;
    private @Nullable InputStream stream;
    private long position;

    /** The file, and how many exchanges have it. */
    private record Shared(DownloadedMedia media, AtomicInteger exchanges) {

        /**
         * Keeps the file until this exchange is done; or, where its result is aggregated into another one, until that is, as
         * Camel's own cached streams do.
         */
        void keepFor(Exchange exchange) {
            exchanges.incrementAndGet();
            Synchronization release = new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
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

    /** The body of the exchange that downloaded a file, which is the exchange's from here on. */
    public static DownloadedBody of(DownloadedMedia media, Exchange exchange) {
        Shared shared = new Shared(media, new AtomicInteger());
        shared.keepFor(exchange);
        DownloadedBody body = new DownloadedBody(shared);
        try {
            // Now, so that who asked for an answer can read it when the exchange has ended and the file's name is gone.
            body.open();
        } catch (IOException gone) {
            throw new RuntimeCamelException("The downloaded file is gone", gone);
        }
        return body;
    }

    private InputStream open() throws IOException {
        InputStream open = stream;
        if (open == null) {
            open = shared.media().open();
            stream = open;
        }
        return open;
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        shared.keepFor(exchange);
        return new DownloadedBody(shared);
    }

    @Override
    public void reset() {
        // One that was not read yet stays open: its file's name may be gone.
        if (position > 0 || stream == null) {
            close();
            if (!Files.exists(shared.media().file())) {
                throw new RuntimeCamelException("The downloaded file is gone: its exchange is done");
            }
        }
    }

    @Override
    public void close() {
        InputStream open = stream;
        stream = null;
        position = 0;
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
        position += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = open().read(bytes, offset, length);
        position += Math.max(0, read);
        return read;
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
