package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.DownloadedMedia;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.media.MediaUpload;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.converter.stream.FileInputStreamCache;

/** Files at WhatsApp's servers. They pass through the disk, never through the heap. */
final class MediaOperations {

    private MediaOperations() {}

    static Map<Whatsapp360Operations, Operation> of(Account account) {
        return Map.of(
                Whatsapp360Operations.uploadMedia,
                exchange -> upload(account, exchange),
                Whatsapp360Operations.downloadMedia,
                exchange -> account.client()
                        .downloadMedia(id(exchange))
                        .thenApply(media -> message -> take(media, message)),
                Whatsapp360Operations.getMedia,
                exchange -> account.client().getMedia(id(exchange)).thenApply(Effect::body),
                Whatsapp360Operations.deleteMedia,
                exchange -> account.client().deleteMedia(id(exchange)).thenApply(done -> Effect.none()));
    }

    private static String id(Exchange exchange) {
        return OperationInput.of(exchange).headerOrBody(Whatsapp360Constants.MEDIA_ID);
    }

    private static CompletableFuture<Effect> upload(Account account, Exchange exchange) {
        MediaUpload file = BodyFile.of(exchange.getMessage());
        if (file == null) {
            throw new InvalidMessageException(
                    "The operation needs a file, bytes or a stream as body, and its type: by the" + " header "
                            + Whatsapp360Constants.MEDIA_TYPE + ", by a file name, or by its first bytes");
        }
        return account.client()
                .uploadMedia(file)
                .whenComplete((id, problem) -> file.source().close())
                .thenApply(id -> Effect.body(id).header(Whatsapp360Constants.MEDIA_ID, id));
    }

    /** The file is the exchange's from here on, and goes with it. */
    private static void take(DownloadedMedia media, Message message) {
        String given = message.getHeader(Whatsapp360Constants.MEDIA_FILE_NAME, String.class);
        ReceivedFile file = ReceivedFile.of(media, given, message.getExchange());
        message.setBody(open(media));
        message.setHeader(Whatsapp360Constants.MEDIA_ID, media.id());
        message.setHeader(Whatsapp360Constants.MIME_TYPE, media.mimeType());
        message.setHeader(Exchange.CONTENT_TYPE, media.mimeType());
        message.setHeader(Exchange.FILE_LENGTH, media.size());
        message.setHeader(Exchange.FILE_NAME, file.name());
    }

    /** Opened now, so that who asked for an answer can read it when the exchange has ended and the file's name is gone. */
    private static FileInputStreamCache open(DownloadedMedia media) {
        FileInputStreamCache body = new FileInputStreamCache(media.file().toFile());
        try {
            int unused = body.available();
            return body;
        } catch (IOException gone) {
            throw new RuntimeCamelException("The downloaded file is gone", gone);
        }
    }
}
