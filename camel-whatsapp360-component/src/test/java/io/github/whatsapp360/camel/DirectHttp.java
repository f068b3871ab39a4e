/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.camel.internal.http.CamelWebhookRequest;
import io.github.whatsapp360.camel.internal.http.WebhookProcessor;
import io.github.whatsapp360.camel.internal.http.WebhookRequest;
import io.github.whatsapp360.webhook.internal.WebhookResponse;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultExchange;

/** An HTTP component without a network: the test's thread is that of the request. It serves one path. */
final class DirectHttp extends DefaultComponent implements RestConsumerFactory {

    private volatile Consumer served;

    /** The status of the answer; 404 if no webhook is served. */
    int deliver(String secret, String body) throws Exception {
        Consumer current = served;
        if (current == null) {
            return 404;
        }
        Exchange exchange = exchange(secret, body.getBytes(UTF_8));
        current.getProcessor().process(exchange);
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    /** A delivery in two halves: {@link Upload#end} comes with the rest. The thread is not kept for the answer. */
    Upload begin(String secret, String body) {
        Consumer current = served;
        byte[] bytes = body.getBytes(UTF_8);
        WebhookRequest request = new CamelWebhookRequest(exchange(secret, bytes).getIn());
        if (current == null) {
            return () -> CompletableFuture.completedFuture(404);
        }
        WebhookProcessor webhook = (WebhookProcessor) current.getProcessor();
        WebhookResponse early = webhook.answerWithoutBody(request);
        return early == null
                ? () -> webhook.receive(request, bytes).thenApply(WebhookResponse::status)
                : () -> CompletableFuture.completedFuture(early.status());
    }

    /** A delivery whose head was read. */
    interface Upload {

        /** The body has come; the status of the answer. */
        CompletableFuture<Integer> end();
    }

    private Exchange exchange(String secret, byte[] body) {
        Exchange exchange = new DefaultExchange(getCamelContext());
        exchange.getIn().setHeader(Exchange.HTTP_METHOD, "POST");
        exchange.getIn().setHeader(WebhookSecurity.SECRET_HEADER, secret);
        exchange.getIn().setBody(body);
        return exchange;
    }

    @Override
    public Consumer createConsumer(
            CamelContext context,
            Processor processor,
            String verb,
            String basePath,
            String uriTemplate,
            String consumes,
            String produces,
            RestConfiguration configuration,
            Map<String, Object> parameters) {
        return new DefaultConsumer(new Path(basePath), processor) {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                served = this;
            }

            @Override
            protected void doStop() throws Exception {
                if (served == this) {
                    served = null;
                }
                super.doStop();
            }
        };
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        throw new UnsupportedOperationException();
    }

    private final class Path extends DefaultEndpoint {

        Path(String path) {
            super("direct-http:" + path, DirectHttp.this);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}
