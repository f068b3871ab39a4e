package io.github.whatsapp360.camel.internal.media;

import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.MediaSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.IdentityHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Makes a file of a stream, so that it can be sent with its length, and sent again by a redelivery.
 *
 * <p>Confined to one exchange.
 */
final class StreamBody {

    /** A property of the exchange: streams that can be read once, by themselves, and what was read of them. */
    private static final String KEPT_STREAMS = "CamelWhatsapp360KeptStreams";

    private static final long LONGEST = MediaKind.DOCUMENT.maximum(new byte[0]);

    private StreamBody() {}

    /**
     * The bytes of a stream. What Camel has cached in memory stays there; everything else is kept on disk: a cached stream as
     * long as the attempt, one that can be read only once as long as the exchange.
     *
     * @throws IOException if it cannot be read or kept
     * @throws IllegalArgumentException if it is longer than any file may be
     */
    static MediaSource of(InputStream stream, Exchange exchange, SpooledFiles files) throws IOException {
        if (stream instanceof StreamCache cache) {
            cache.reset();
            try {
                return cache.inMemory() && cache.length() <= LONGEST
                        ? MediaSource.of(stream.readAllBytes())
                        : files.keep(stream, LONGEST);
            } finally {
                cache.reset();
            }
        }
        return exchange.getUnitOfWork() == null ? files.keep(stream, LONGEST) : kept(stream, exchange);
    }

    /** A redelivery begins with the body that was there first, whose stream has been read by then. */
    private static MediaSource kept(InputStream stream, Exchange exchange) throws IOException {
        IdentityHashMap<Object, MediaSource> earlier = keptStreams(exchange);
        MediaSource known = earlier.get(stream);
        if (known != null) {
            return known;
        }
        MediaSource file = MediaSource.spool(stream, LONGEST);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                file.close();
            }
        });
        // A copy: exchanges that Camel copies of this one share its properties.
        IdentityHashMap<Object, MediaSource> streams = new IdentityHashMap<>(earlier);
        streams.put(stream, file);
        exchange.setProperty(KEPT_STREAMS, streams);
        return file;
    }

    @SuppressWarnings("unchecked") // nobody else sets it
    private static IdentityHashMap<Object, MediaSource> keptStreams(Exchange exchange) {
        IdentityHashMap<Object, MediaSource> streams = exchange.getProperty(KEPT_STREAMS, IdentityHashMap.class);
        return streams == null ? new IdentityHashMap<>() : streams;
    }
}
