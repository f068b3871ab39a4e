/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program with one consumer, which runs until it is killed. It says {@code ready}, and for each event {@code B} and
 * {@code D} with conversation and number when its route begins and has done its work.
 *
 * <p>Arguments: the directory of the inbox, and the port.
 */
final class CrashedConsumer {

    public static void main(String[] arguments) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(Integer.parseInt(arguments[1]));
        context.addService(new VertxPlatformHttpServer(server));
        Whatsapp360Component component = new Whatsapp360Component();
        component.setInboxDirectory(arguments[0]);
        component.getConfiguration().setWebhookSecret(WebhookSecurity.derivedSecret(TestBed.KEY, "crash"));
        context.addComponent("whatsapp360", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:crash")
                        .process(exchange -> ChildJvm.say("B " + keyOf(exchange)))
                        .delay(1)
                        // Reported before the event is settled: the process may be killed in between, and a settled
                        // event
                        // never begins again.
                        .process(exchange -> ChildJvm.say("D " + keyOf(exchange)));
            }
        });
        context.start();
        ChildJvm.say("ready");
        new CountDownLatch(1).await();
    }

    private static String keyOf(Exchange exchange) {
        String id = exchange.getIn().getHeader(Whatsapp360Constants.MESSAGE_ID, String.class);
        return id.substring("wamid.".length());
    }

    private CrashedConsumer() {}
}
