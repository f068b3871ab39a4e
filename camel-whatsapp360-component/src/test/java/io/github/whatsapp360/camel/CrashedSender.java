/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program that sends one tracked message and is killed, or halts. It says {@code ready}; {@code S} when the send has
 * returned; for a delivery event {@code D} with correlation id, outcome, event id and whether it is a repetition, when its
 * route begins, and {@code E} at the end of the route.
 *
 * <p>Arguments: the directory of the inbox, the port, the URL of the API, the {@link
 * DeliveryCrashTest.Point}, and the correlation id of the message.
 */
final class CrashedSender {

    public static void main(String[] arguments) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(Integer.parseInt(arguments[1]));
        context.addService(new VertxPlatformHttpServer(server));
        Whatsapp360Component component = new Whatsapp360Component();
        component.setInboxDirectory(arguments[0]);
        component.getConfiguration().setApiKey(TestBed.KEY);
        component.getConfiguration().setBaseUrl(arguments[2]);
        component.getConfiguration().setWhenWindowClosed(WhenWindowClosed.send);
        context.addComponent("whatsapp360", component);
        DeliveryCrashTest.Point point = DeliveryCrashTest.Point.valueOf(arguments[3]);
        // The event of a message that never left comes after this time; of the others long before.
        String timeout = point == DeliveryCrashTest.Point.ROW_WRITTEN ? "1s" : "1h";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:crash?events=delivery")
                        .routeId("deliveries")
                        .process(exchange -> {
                            ChildJvm.say("D " + describe(exchange));
                            halt(point == DeliveryCrashTest.Point.EVENT_RUN
                                    && arguments[4].equals(correlation(exchange)));
                        })
                        .process(exchange -> ChildJvm.say("E " + correlation(exchange)));
                from("direct:send").to("whatsapp360:crash?trackDelivery=true&deliveryTimeout=" + timeout);
            }
        });
        context.start();
        ChildJvm.say("ready");
        Exchange sent = context.createProducerTemplate().send("direct:send", exchange -> {
            exchange.getIn().setBody("Hello");
            exchange.getIn().setHeader(Whatsapp360Constants.TO, "+49 170 1234567");
            exchange.getIn().setHeader(Whatsapp360Constants.CORRELATION_ID, arguments[4]);
        });
        if (sent.isFailed()) {
            sent.getException().printStackTrace();
            System.exit(2);
        }
        halt(point == DeliveryCrashTest.Point.ANSWER_READ);
        ChildJvm.say("S " + arguments[4]);
        new CountDownLatch(1).await();
    }

    private static String describe(Exchange exchange) {
        return correlation(exchange) + " "
                + exchange.getMessage().getHeader(Whatsapp360Constants.DELIVERY) + " "
                + exchange.getMessage().getHeader(Whatsapp360Constants.EVENT_ID) + " "
                + exchange.getMessage().getHeader(Whatsapp360Constants.REDELIVERED);
    }

    private static String correlation(Exchange exchange) {
        return exchange.getMessage().getHeader(Whatsapp360Constants.CORRELATION_ID, String.class);
    }

    private static void halt(boolean condition) {
        if (condition) {
            Runtime.getRuntime().halt(1);
        }
    }

    private CrashedSender() {}
}
