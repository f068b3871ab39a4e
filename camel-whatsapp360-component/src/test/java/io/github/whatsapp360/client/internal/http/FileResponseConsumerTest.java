/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer whose request was given up touches the file no more, at whatever point it comes. */
class FileResponseConsumerTest {

    private static final HttpResponse OK = new BasicHttpResponse(200);
    private static final ByteBuffer PIECE = ByteBuffer.wrap("old".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private static void head(FileResponseConsumer answer) throws IOException {
        answer.consumeResponse(OK, new BasicEntityDetails(6, null), HttpCoreContext.create(), new FutureCallback<>() {
            @Override
            public void completed(DownloadResponse whole) {
                throw new IllegalStateException("Nobody waits for it");
            }

            @Override
            public void failed(Exception problem) {}

            @Override
            public void cancelled() {}
        });
    }

    @Test
    void aHeadAfterTheDeadlineMakesNoFile() throws Exception {
        Path file = directory.resolve("a.download");
        FileResponseConsumer answer = new FileResponseConsumer(file, 100);

        assertThatThrownBy(() -> head(answer)).isInstanceOf(IOException.class);
        answer.releaseResources();

        assertThat(file).doesNotExist();
    }

    @Test
    void aLateHeadLeavesAloneWhatTheNextAttemptWrites() throws Exception {
        Path file = Files.writeString(directory.resolve("a.download"), "of the next attempt");
        FileResponseConsumer answer = new FileResponseConsumer(file, 100);

        answer.abandon();

        assertThatThrownBy(() -> head(answer)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("of the next attempt");
    }

    @Test
    void aLatePieceAndALateEndAreRefused() throws Exception {
        Path file = Files.createFile(directory.resolve("a.download"));
        FileResponseConsumer answer = new FileResponseConsumer(file, 100);
        head(answer);
        answer.consume(PIECE.duplicate());

        answer.abandon();
        Files.delete(file);

        assertThatThrownBy(() -> answer.consume(PIECE.duplicate())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> answer.streamEnd(List.of())).isInstanceOf(IOException.class);
        assertThat(file).doesNotExist();
    }
}
