package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * One thing that a producer can do.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Operation {

    /**
     * Begins it and does not wait for it.
     *
     * @param client stays open until the operation has completed
     * @return completes, on any thread, with what it leaves on the message, or with why it failed
     * @throws RuntimeException if it cannot even begin
     */
    CompletableFuture<OperationResult> begin(Exchange exchange, Whatsapp360Client client);
}
