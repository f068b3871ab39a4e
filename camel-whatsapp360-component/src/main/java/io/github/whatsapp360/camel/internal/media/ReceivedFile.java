/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.media;

import io.github.whatsapp360.client.DownloadedMedia;
import io.github.whatsapp360.media.MediaTypes;
import io.github.whatsapp360.media.SafeFileName;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A downloaded file of a customer. It exists until the exchange is done for which it was downloaded.
 *
 * @param name safe for any file system
 */
public record ReceivedFile(DownloadedMedia media, String name) {

    /**
     * Transfers ownership of the file to an exchange; the file is deleted when the exchange is done.
     *
     * @param given the file name sent by the customer; the media id is used if there is none
     */
    public static ReceivedFile of(DownloadedMedia media, @Nullable String given, Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                media.close();
            }
        });
        return new ReceivedFile(media, name(media, given));
    }

    /**
     * A safe file name.
     *
     * @param given the file name sent by the customer; the media id is used if there is none
     */
    public static String name(DownloadedMedia media, @Nullable String given) {
        return SafeFileName.of(given, media.id() + MediaTypes.extension(media.mimeType()));
    }
}
