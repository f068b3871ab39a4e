package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.SendReceipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * How far a send of several parts has come. It stays with an exchange whose send failed, so that a redelivery goes on at the
 * part that failed, never repeats one that was accepted, and uploads no file twice.
 *
 * <p>Confined to one send at a time; what one attempt leaves, the next one finds.
 */
final class SendProgress {

    private static final String PROPERTY = "CamelWhatsapp360SendProgress";

    private final Object sender;
    private final List<Part> sent = new ArrayList<>();
    private final List<SendReceipt> receipts = new ArrayList<>();
    private final Map<Part, String> mediaIds = new HashMap<>();

    private SendProgress(Object sender) {
        this.sender = sender;
    }

    /** What an earlier attempt left, if it was this sender's and for the same parts; else a new beginning. */
    static SendProgress of(Exchange exchange, Object sender, List<Part> parts) {
        SendProgress earlier = earlier(exchange, sender, parts);
        if (earlier != null) {
            return earlier;
        }
        SendProgress progress = new SendProgress(sender);
        exchange.setProperty(PROPERTY, progress);
        return progress;
    }

    /** What this sender has sent of these parts in earlier attempts. */
    static List<SendReceipt> receipts(Exchange exchange, Object sender, List<Part> parts) {
        SendProgress earlier = earlier(exchange, sender, parts);
        return earlier == null ? List.of() : earlier.receipts;
    }

    private static @Nullable SendProgress earlier(Exchange exchange, Object sender, List<Part> parts) {
        return exchange.getProperty(PROPERTY) instanceof SendProgress earlier
                        && earlier.sender == sender
                        && earlier.sent.size() <= parts.size()
                        && earlier.sent.equals(parts.subList(0, earlier.sent.size()))
                ? earlier
                : null;
    }

    int accepted() {
        return sent.size();
    }

    void accept(Part part, @Nullable SendReceipt receipt) {
        sent.add(part);
        if (receipt != null) {
            receipts.add(receipt);
        }
    }

    List<SendReceipt> receipts() {
        return receipts;
    }

    /** As what a file was uploaded before; null if it was not. */
    @Nullable
    String mediaId(Part file) {
        return mediaIds.get(file);
    }

    void keepMediaId(Part file, String id) {
        mediaIds.put(file, id);
    }

    void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }
}
