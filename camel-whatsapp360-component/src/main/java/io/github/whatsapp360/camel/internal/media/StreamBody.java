/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * Converts a stream to a file with a known length, which a redelivery can read again.
 *
 * <p>Confined to one exchange.
 */
final class StreamBody {

    /** Exchange property with the content of streams that can be read only once, by stream. */
    private static final String KEPT_STREAMS = "CamelWhatsapp360KeptStreams";

    private static final long MAXIMUM_LENGTH = MediaKind.DOCUMENT.maximum(new byte[0]);

    private StreamBody() {}

    /**
     * The content of a stream. Content that Camel has cached in memory stays there. Other content is stored on disk: a
     * cached stream until the attempt ends, a stream that can be read only once until the exchange ends.
     *
     * @throws IOException if it cannot be read or kept
     * @throws IllegalArgumentException if it is longer than any file may be
     */
    static MediaSource of(InputStream stream, Exchange exchange, SpooledFiles files) throws IOException {
        if (stream instanceof StreamCache cache) {
            cache.reset();
            try {
                return cache.inMemory() && cache.length() <= MAXIMUM_LENGTH
                        ? MediaSource.of(stream.readAllBytes())
                        : files.keep(stream, MAXIMUM_LENGTH);
            } finally {
                cache.reset();
            }
        }
        return exchange.getUnitOfWork() == null ? files.keep(stream, MAXIMUM_LENGTH) : kept(stream, exchange);
    }

    /** A redelivery starts with the original body, whose stream has already been read. */
    private static MediaSource kept(InputStream stream, Exchange exchange) throws IOException {
        IdentityHashMap<Object, MediaSource> earlier = keptStreams(exchange);
        MediaSource known = earlier.get(stream);
        if (known != null) {
            return known;
        }
        MediaSource file = MediaSource.spool(stream, MAXIMUM_LENGTH);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                file.close();
            }
        });
        // A new map, because copies of the exchange share its property values.
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
