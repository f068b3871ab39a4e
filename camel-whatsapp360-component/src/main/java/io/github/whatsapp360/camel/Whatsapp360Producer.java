package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Does with an exchange what its operation says.
 *
 * <p>Thread-safe. No thread waits for the API: the route goes on in a pool of Camel's when the answer is there.
 */
public class Whatsapp360Producer extends DefaultAsyncProducer {

    private final Account account;
    private final OperationTable operations;

    Whatsapp360Producer(Whatsapp360Endpoint endpoint, Account account) {
        super(endpoint);
        this.account = account;
        this.operations = new OperationTable(account, endpoint.getConfiguration());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // Here, so that a missing key is told at start and not at the first message.
        Whatsapp360Client unused = account.client();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            CompletableFuture<?> unused = operations
                    .of(exchange.getMessage())
                    .begin(exchange)
                    .whenCompleteAsync(
                            (effect, failure) -> settle(exchange, effect, failure, callback), account.callbacks());
            return false;
        } catch (RuntimeException notBegun) {
            exchange.setException(notBegun);
            callback.done(true);
            return true;
        }
    }

    private static void settle(
            Exchange exchange, @Nullable Effect effect, @Nullable Throwable failure, AsyncCallback callback) {
        try {
            if (failure != null) {
                exchange.setException(Whatsapp360Exception.in(failure));
            } else if (effect != null) {
                effect.on(exchange.getMessage());
            }
        } catch (RuntimeException ownFault) {
            exchange.setException(ownFault);
        } finally {
            callback.done(false);
        }
    }
}
