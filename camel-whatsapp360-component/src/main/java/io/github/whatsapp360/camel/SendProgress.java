package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.SendReceipt;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * How far a send of several parts has come. It stays with an exchange whose send failed, so that a redelivery goes on at the
 * part that failed and never repeats one that was accepted.
 *
 * <p>Confined to one send at a time; what one attempt leaves, the next one finds.
 */
final class SendProgress {

    private static final String PROPERTY = "CamelWhatsapp360SendProgress";

    private final Whatsapp360Producer producer;
    private final List<Part> sent = new ArrayList<>();
    private final List<SendReceipt> receipts = new ArrayList<>();

    private SendProgress(Whatsapp360Producer producer) {
        this.producer = producer;
    }

    /** What an earlier attempt left, if it was this producer's and for the same parts; else a new beginning. */
    static SendProgress of(Exchange exchange, Whatsapp360Producer producer, List<Part> parts) {
        if (exchange.getProperty(PROPERTY) instanceof SendProgress earlier
                && earlier.producer == producer
                && earlier.sent.size() <= parts.size()
                && earlier.sent.equals(parts.subList(0, earlier.sent.size()))) {
            return earlier;
        }
        SendProgress progress = new SendProgress(producer);
        exchange.setProperty(PROPERTY, progress);
        return progress;
    }

    /** What the attempt that has just ended left; null if it did not come so far as to begin. */
    static @Nullable SendProgress in(Exchange exchange) {
        return exchange.getProperty(PROPERTY, SendProgress.class);
    }

    int accepted() {
        return sent.size();
    }

    void accept(Part part, SendReceipt receipt) {
        sent.add(part);
        receipts.add(receipt);
    }

    List<SendReceipt> receipts() {
        return receipts;
    }

    void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }
}
