/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import io.github.whatsapp360.simulator.time.Timeline;
import io.github.whatsapp360.simulator.wire.Wamid;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files at WhatsApp; beyond 512 MB, or a quarter of the heap, the oldest are forgotten. Confined to the event loop.
 */
public final class MediaStore {

    private static final long MAXIMUM_BYTES =
            Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4);

    private final Timeline timeline;
    private final Wamid ids;
    private final Map<String, Media> byId = new LinkedHashMap<>();
    private long bytes;

    MediaStore(Timeline timeline, Wamid ids) {
        this.timeline = timeline;
        this.ids = ids;
    }

    /** Keeps what a business has uploaded, for 30 days. */
    public Media upload(String mimeType, String fileName, Buffer content) {
        return add(mimeType, fileName, content, Media.UPLOAD_LIFE);
    }

    /** Keeps what a customer has sent, for 7 days. */
    public Media fromCustomer(String mimeType, String fileName, Buffer content) {
        return add(mimeType, fileName, content, Media.INBOUND_LIFE);
    }

    private Media add(String mimeType, String fileName, Buffer content, Duration life) {
        // A part of the request would keep the whole of it.
        Buffer own = Buffer.buffer(content.getBytes());
        return restore(new Media(
                ids.digits(16), mimeType, fileName, own, timeline.now().plus(life)));
    }

    /** Keeps a file that has an id already. */
    Media restore(Media media) {
        byId.put(media.id(), media);
        bytes += media.content().length();
        while (bytes > MAXIMUM_BYTES && byId.size() > 1) {
            remove(byId.keySet().iterator().next());
        }
        return media;
    }

    /** All files, oldest first. */
    Collection<Media> all() {
        return byId.values();
    }

    /** The file with this id, unless it has expired. */
    public Optional<Media> find(String id) {
        return Optional.ofNullable(byId.get(id)).filter(media -> timeline.now().isBefore(media.expires()));
    }

    /** Forgets a file; whether there was one. */
    public boolean remove(String id) {
        Media media = byId.remove(id);
        if (media != null) {
            bytes -= media.content().length();
        }
        return media != null;
    }

    void clear() {
        byId.clear();
        bytes = 0;
    }
}
