/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.SendingHistory.Route;
import io.github.whatsapp360.client.UnknownOutcomeException;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.CamelInternalProcessor;
import org.apache.camel.impl.engine.CamelInternalProcessor.UnitOfWorkProcessorAdvice;

/** One route for each way in which a send is embedded, and Camel's redelivery as a history wants it. */
final class SendingRoutes extends RouteBuilder {

    /** Exchanges that go on by themselves; between a queue and its consumer they are not in flight for Camel. */
    static final AtomicInteger UNDER_WAY = new AtomicInteger();

    private static final String TO = "CamelWhatsapp360To";

    private final Processor told;

    /** @param told is shown each attempt when it has ended */
    SendingRoutes(Processor told) {
        this.told = told;
    }

    @Override
    public void configure() {
        onException(Exception.class)
                .onExceptionOccurred(told)
                .retryWhile(exchange -> {
                    boolean isUnsure = exchange.getException() instanceof UnknownOutcomeException
                            || exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof UnknownOutcomeException;
                    int done = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
                    return done < exchange.getProperty("redeliveries", 0, Integer.class)
                            && !(isUnsure && exchange.getProperty("careful", false, Boolean.class));
                })
                .redeliveryDelay(0)
                .logExhausted(false)
                .logStackTrace(false);
        single();
        copies();
        byThemselves();
    }

    private String in(Route route) {
        return SendingWorld.uri(route);
    }

    private void single() {
        from(in(Route.PLAIN)).to("whatsapp360:account0").process(told);
        from(in(Route.DYNAMIC)).toD("whatsapp360:${header.account}").process(told);
        from(in(Route.EVICTED)).toD("whatsapp360:${header.account}", 1).process(told);
        from(in(Route.PROTOTYPE)).toD("whatsapp360:${header.account}", -1).process(told);
        from(in(Route.ENRICH))
                .enrich("whatsapp360:account0", (old, fresh) -> fresh)
                .process(told);
        from(in(Route.CAUGHT_AND_SENT_AGAIN))
                .doTry()
                .to("whatsapp360:account1")
                .process(told)
                .doCatch(Exception.class)
                .process(told)
                .process(exchange -> exchange.setException(null))
                .toD("whatsapp360:account1?validate=${header.validate}")
                .process(told)
                .end();
        from(in(Route.SENDS_AGAIN_INSIDE))
                .to("whatsapp360:account0")
                .process(told)
                .process(exchange -> {
                    try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
                        template.send(in(Route.PLAIN), inner -> {
                            inner.getMessage().setBody("part-0");
                            inner.getMessage()
                                    .setHeader(TO, exchange.getMessage().getHeader("other"));
                        });
                    }
                });
    }

    private void copies() {
        from(in(Route.MULTICAST)).multicast().to(in(Route.PLAIN), "direct:other");
        from(in(Route.PARALLEL_MULTICAST)).multicast().parallelProcessing().to(in(Route.PLAIN), "direct:other");
        from(in(Route.RECIPIENT_LIST))
                .recipientList(constant(in(Route.PROTOTYPE) + ",direct:other"))
                .cacheSize(-1);
        // Each element is a message of its own; to tell them apart, the first one only.
        from(in(Route.SPLIT))
                .split(body())
                .filter(simple("${exchangeProperty.CamelSplitIndex} == 0"))
                .to(in(Route.PLAIN));
        from("direct:other").setHeader(TO, header("other")).to(in(Route.PLAIN));
    }

    private void byThemselves() {
        from(in(Route.WIRETAP))
                .process(exchange -> UNDER_WAY.incrementAndGet())
                .wireTap("direct:tapped")
                .end()
                .to(in(Route.PLAIN));
        from("direct:tapped")
                .onCompletion()
                .process(exchange -> UNDER_WAY.decrementAndGet())
                .end()
                .to("direct:other");
        from(in(Route.SEDA))
                .process(exchange -> UNDER_WAY.incrementAndGet())
                .to("seda:inner?waitForTaskToComplete=Never");
        from("seda:inner?concurrentConsumers=3")
                .onCompletion()
                .process(exchange -> UNDER_WAY.decrementAndGet())
                .end()
                .to(in(Route.PLAIN));
    }

    static void attach(Exchange exchange, String name, byte[] content) {
        exchange.getMessage(AttachmentMessage.class).addAttachment(name, new DataHandler(new DataSource() {
            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public OutputStream getOutputStream() {
                throw new UnsupportedOperationException();
            }

            @Override
            public String getContentType() {
                return "application/pdf";
            }

            @Override
            public String getName() {
                return name;
            }
        }));
    }

    /** As a consumer runs a route. */
    static AsyncProcessor inUnitOfWork(AsyncProcessor route, CamelContext context) {
        CamelInternalProcessor whole = new CamelInternalProcessor(context, route);
        whole.addAdvice(new UnitOfWorkProcessorAdvice(null, context));
        return whole;
    }
}
