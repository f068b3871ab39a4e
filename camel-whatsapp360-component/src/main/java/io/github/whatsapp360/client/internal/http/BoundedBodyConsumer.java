/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/** Collects a response body in memory, up to a limit. */
final class BoundedBodyConsumer extends AbstractBinAsyncEntityConsumer<byte[]> {

    private final int maximum;
    private final ByteArrayBuffer collected = new ByteArrayBuffer(512);

    BoundedBodyConsumer(int maximum) {
        this.maximum = maximum;
    }

    @Override
    protected void streamStart(@Nullable ContentType contentType) {}

    @Override
    protected int capacityIncrement() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
        int more = source.remaining();
        if (more > maximum - collected.length()) {
            throw new IOException("The response is larger than " + maximum + " bytes");
        }
        byte[] bytes = new byte[more];
        source.get(bytes);
        collected.append(bytes, 0, more);
    }

    @Override
    protected byte[] generateContent() {
        return collected.toByteArray();
    }

    @Override
    public void releaseResources() {
        collected.clear();
    }
}
