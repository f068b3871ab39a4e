package io.github.whatsapp360.camel;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.inbox.Claim;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells {@code deadLetterUri} of an event that was given up. The event itself stays in the inbox's dead letters, so an
 * endpoint that fails loses nothing.
 *
 * <p>Thread-safe.
 */
final class DeadLetterSender extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);

    private final CamelContext context;
    private final String account;
    private final @Nullable String uri;
    private @Nullable ProducerTemplate template;

    DeadLetterSender(CamelContext context, String account, @Nullable String uri) {
        this.context = context;
        this.account = account;
        this.uri = uri;
    }

    @Override
    protected void doStart() {
        if (uri != null) {
            template = context.createProducerTemplate();
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (template != null) {
            template.close();
            template = null;
        }
    }

    void send(InboundEvent event, Claim claim, String problem) {
        ProducerTemplate sender = template;
        if (sender == null || uri == null) {
            return;
        }
        Exchange exchange = sender.send(uri, ExchangePattern.InOnly, prepared -> {
            prepared.getIn().setBody(event);
            EventHeaders.set(prepared.getIn(), event, account, claim);
        });
        if (exchange.isFailed()) {
            LOG.warn(
                    "Dead letter {} of account {} could not be sent to deadLetterUri; it stays in the inbox",
                    claim.id(),
                    account,
                    exchange.getException());
        }
    }
}
