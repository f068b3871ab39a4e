/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upload that was given up opens its file no more. */
class MultipartBodyTest {

    /** Takes everything. */
    private static final class Wire implements DataStreamChannel {

        private int written;

        @Override
        public int write(ByteBuffer source) {
            int size = source.remaining();
            source.position(source.limit());
            written += size;
            return size;
        }

        @Override
        public void requestOutput() {}

        @Override
        public void endStream() {}

        @Override
        public void endStream(List<? extends Header> trailers) {}
    }

    @Test
    void nothingIsWrittenAfterItWasGivenUp(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a.txt"), "Terms");
        MultipartBody body = new MultipartBody(
                new MediaUpload(MediaSource.of(file), "text/plain", "a.txt"), Map.of("type", "text/plain"));
        Wire wire = new Wire();

        body.releaseResources();

        assertThatThrownBy(() -> body.produce(wire)).isInstanceOf(IOException.class);
        assertThat(wire.written).isZero();
    }

    @Test
    void allOfItIsWrittenOtherwise(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a.txt"), "Terms");
        MultipartBody body = new MultipartBody(
                new MediaUpload(MediaSource.of(file), "text/plain", "a.txt"), Map.of("type", "text/plain"));
        Wire wire = new Wire();

        body.produce(wire);

        assertThat(wire.written).isEqualTo((int) body.getContentLength());
    }
}
