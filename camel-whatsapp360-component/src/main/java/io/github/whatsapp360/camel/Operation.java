package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * One thing that a producer can do.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
interface Operation {

    /**
     * Begins it and does not wait for it.
     *
     * @param client stays open until the operation has completed
     * @return completes, on any thread, with what it leaves on the message, or with why it failed
     * @throws RuntimeException if it cannot even begin
     */
    CompletableFuture<Effect> begin(Exchange exchange, Whatsapp360Client client);
}
