/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.camel.internal.media.BodyFile;
import io.github.whatsapp360.camel.internal.media.DownloadedBody;
import io.github.whatsapp360.camel.internal.media.ReceivedFile;
import io.github.whatsapp360.camel.internal.media.SpooledFiles;
import io.github.whatsapp360.client.DownloadedMedia;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.media.MediaUpload;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The media operations. Files are buffered on disk, never in the heap. */
final class MediaOperations {

    private MediaOperations() {}

    static Map<Whatsapp360Operations, Operation> of() {
        return Map.of(
                Whatsapp360Operations.uploadMedia,
                MediaOperations::upload,
                Whatsapp360Operations.downloadMedia,
                (exchange, client) ->
                        client.downloadMedia(id(exchange)).thenApply(media -> message -> take(media, message)),
                Whatsapp360Operations.getMedia,
                (exchange, client) -> client.getMedia(id(exchange)).thenApply(OperationResult::body),
                Whatsapp360Operations.deleteMedia,
                (exchange, client) -> client.deleteMedia(id(exchange)).thenApply(done -> OperationResult.none()));
    }

    private static String id(Exchange exchange) {
        return OperationInput.of(exchange).headerOrBody(Whatsapp360Constants.MEDIA_ID);
    }

    private static CompletableFuture<OperationResult> upload(Exchange exchange, Whatsapp360Client client) {
        SpooledFiles files = new SpooledFiles();
        try {
            return client.uploadMedia(file(exchange.getMessage(), files))
                    .whenComplete((id, problem) -> files.close())
                    .thenApply(id -> OperationResult.body(id).header(Whatsapp360Constants.MEDIA_ID, id));
        } catch (RuntimeException unfit) {
            files.close();
            throw unfit;
        }
    }

    private static MediaUpload file(Message message, SpooledFiles files) {
        BodyFile body = BodyFile.read(ApiJson.unwrapped(message.getBody()), message, files);
        MediaUpload file = body == null ? null : body.upload();
        if (file == null) {
            throw new InvalidMessageException(
                    "The operation needs a file, bytes or a stream as body, and its type: by the" + " header "
                            + Whatsapp360Constants.MEDIA_TYPE + ", by a file name, or by its first bytes");
        }
        return file;
    }

    /** Transfers ownership of the file to the exchange and its copies. */
    private static void take(DownloadedMedia media, Message message) {
        message.setBody(DownloadedBody.of(media, message.getExchange()));
        String given = message.getHeader(Whatsapp360Constants.MEDIA_FILE_NAME, String.class);
        message.setHeader(Whatsapp360Constants.MEDIA_ID, media.id());
        message.setHeader(Whatsapp360Constants.MIME_TYPE, media.mimeType());
        message.setHeader(Exchange.CONTENT_TYPE, media.mimeType());
        message.setHeader(Exchange.FILE_LENGTH, media.size());
        message.setHeader(Exchange.FILE_NAME, ReceivedFile.name(media, given));
    }
}
