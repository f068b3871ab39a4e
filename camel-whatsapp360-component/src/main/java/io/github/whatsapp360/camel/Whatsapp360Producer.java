package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.json.TemplateReader;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Sends what an exchange holds. The body stays as it was; headers say what became of it.
 *
 * <p>Thread-safe. No thread waits for the API: the route goes on in a pool of Camel's when the answer is there.
 */
public class Whatsapp360Producer extends DefaultAsyncProducer {

    private final Account account;
    private final Whatsapp360Configuration options;
    private final WindowGate gate;

    Whatsapp360Producer(Whatsapp360Endpoint endpoint, Account account) {
        super(endpoint);
        this.account = account;
        this.options = endpoint.getConfiguration();
        this.gate = new WindowGate(account.windows(), options, this::template);
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
            List<Part> parts = OutgoingParts.of(exchange.getMessage(), options);
            CompletableFuture<?> unused = gate.admit(parts)
                    .thenCompose(admitted -> sendFrom(admitted, SendProgress.of(exchange, this, admitted)))
                    .whenCompleteAsync((done, failure) -> settle(exchange, parts, failure, callback), pool());
            return false;
        } catch (RuntimeException notSent) {
            exchange.getMessage().setHeader(Whatsapp360Constants.SEND_OUTCOME, SendOutcome.notSent.name());
            exchange.setException(notSent);
            callback.done(true);
            return true;
        }
    }

    private CompletableFuture<@Nullable Void> sendFrom(List<Part> parts, SendProgress progress) {
        if (progress.accepted() == parts.size()) {
            return CompletableFuture.completedFuture(null);
        }
        Part next = parts.get(progress.accepted());
        Instant begun = gate.begin();
        return account.client()
                .sendJson(next.json())
                .whenComplete((receipt, problem) -> gate.ended(next, begun, receipt, problem))
                .thenCompose(receipt -> {
                    progress.accept(next, receipt);
                    return sendFrom(parts, progress);
                });
    }

    private void settle(Exchange exchange, List<Part> parts, @Nullable Throwable failure, AsyncCallback callback) {
        try {
            Message message = exchange.getMessage();
            gate.describe(message, parts);
            SendProgress progress = SendProgress.in(exchange);
            List<SendReceipt> receipts = progress == null ? List.of() : progress.receipts();
            if (!receipts.isEmpty()) {
                SendReceipt last = receipts.get(receipts.size() - 1);
                message.setHeader(Whatsapp360Constants.SENT_MESSAGE_ID, last.messageId());
                message.setHeader(
                        Whatsapp360Constants.SENT_MESSAGE_IDS,
                        receipts.stream().map(SendReceipt::messageId).toList());
                if (last.recipientId() != null) {
                    message.setHeader(Whatsapp360Constants.RECIPIENT_ID, last.recipientId());
                }
            }
            if (failure == null) {
                if (progress != null) {
                    progress.forget(exchange);
                }
                message.setHeader(Whatsapp360Constants.SEND_OUTCOME, SendOutcome.accepted.name());
            } else {
                Whatsapp360Exception problem = Whatsapp360Exception.in(failure);
                message.setHeader(
                        Whatsapp360Constants.SEND_OUTCOME, problem.outcome().name());
                exchange.setException(problem);
            }
        } catch (RuntimeException ownFault) {
            exchange.setException(ownFault);
        } finally {
            callback.done(false);
        }
    }

    private CompletableFuture<Optional<TemplateDefinition>> template(String name, String language) {
        String path = "/message_templates?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return account.client().call("GET", path, null).thenApply(answer -> TemplateReader.read(answer).stream()
                .filter(found -> found.name().equals(name) && found.language().equals(language))
                .findFirst());
    }

    private ExecutorService pool() {
        return account.callbacks();
    }
}
