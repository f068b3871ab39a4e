/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.json.CallbackData;
import io.github.whatsapp360.json.MessageHeadReader;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.MediaUpload;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.part.MediaRef;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A file that is uploaded and then sent according to its type. A redelivery does not upload it again.
 *
 * @param caption omitted for audio and stickers, which have none
 * @param sample the message with a placeholder for the media id
 */
record OutgoingFile(MediaUpload file, @Nullable String caption, OutboundMessage sample) implements OutgoingMessage {

    /**
     * Creates a message for this file.
     *
     * @param complete adds the recipient and other values of headers
     */
    static OutgoingFile of(MediaUpload file, @Nullable String caption, UnaryOperator<OutboundMessage> complete) {
        OutboundContent content = content(file, caption, MediaRef.id("0"));
        return new OutgoingFile(file, caption, complete.apply(OutboundMessage.of(content)));
    }

    @Override
    public CompletableFuture<@Nullable SendReceipt> send(
            Whatsapp360Client client, SendProgress progress, String callbackPrefix) {
        String uploaded = progress.mediaId(this);
        CompletableFuture<String> id = uploaded == null
                ? client.uploadMedia(file).whenComplete((fresh, problem) -> {
                    if (fresh != null) {
                        progress.keepMediaId(this, fresh);
                    }
                })
                : CompletableFuture.completedFuture(uploaded);
        return id.thenCompose(known -> client.sendAnyway(message(known, callbackPrefix)))
                .thenApply(receipt -> receipt);
    }

    private byte[] message(String mediaId, String callbackPrefix) {
        OutboundMessage message = sample.withContent(content(file, caption, MediaRef.id(mediaId)));
        return MessageWriter.write(CallbackData.prefixed(message, callbackPrefix));
    }

    private static OutboundContent content(MediaUpload file, @Nullable String caption, MediaRef media) {
        return content(file.kind(), file.fileName(), caption, media);
    }

    /**
     * The content for this kind of media.
     *
     * @param fileName of a document
     */
    static OutboundContent content(MediaKind kind, String fileName, @Nullable String caption, MediaRef media) {
        return switch (kind) {
            case IMAGE -> OutboundContent.image(media).withCaption(caption);
            case VIDEO -> OutboundContent.video(media).withCaption(caption);
            case AUDIO -> OutboundContent.audio(media);
            case STICKER -> OutboundContent.sticker(media);
            case DOCUMENT -> OutboundContent.document(media, fileName).withCaption(caption);
        };
    }

    @Override
    public MessageHead head() {
        return MessageHeadReader.read(sample);
    }

    @Override
    public String toString() {
        return "OutgoingFile[" + file + "]";
    }
}
