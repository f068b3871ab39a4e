package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * Tells the customer service window of the recipient. Asks nobody but what is known here.
 *
 * <p>Thread-safe.
 *
 * @param windows of the account
 * @param options of the endpoint, which may name the recipient
 */
record WindowOperation(AccountWindows windows, Whatsapp360Configuration options) implements Operation {

    @Override
    public CompletableFuture<Effect> begin(Exchange exchange, Whatsapp360Client client) {
        var party = Parties.of(OutgoingParts.recipient(exchange.getMessage(), options));
        return CompletableFuture.completedFuture(message -> {
            windows.describe(message, party);
            message.setBody(windows.of(party));
        });
    }
}
