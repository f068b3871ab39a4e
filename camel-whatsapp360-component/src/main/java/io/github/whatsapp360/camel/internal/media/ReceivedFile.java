package io.github.whatsapp360.camel.internal.media;

import io.github.whatsapp360.client.DownloadedMedia;
import io.github.whatsapp360.media.MediaTypes;
import io.github.whatsapp360.media.SafeFileName;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A file of a customer's, on our disk as long as the exchange that it was fetched for.
 *
 * @param name safe for any file system
 */
public record ReceivedFile(DownloadedMedia media, String name) {

    /**
     * Hands the file over to an exchange: when that has completed, the file is deleted.
     *
     * @param given the name that the customer's phone gave it; if there is none, its id is its name
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
     * A safe name for a file.
     *
     * @param given the name that the customer's phone gave it; if there is none, its id is its name
     */
    public static String name(DownloadedMedia media, @Nullable String given) {
        return SafeFileName.of(given, media.id() + MediaTypes.extension(media.mimeType()));
    }
}
