/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program that starts a consumer and ends. It says {@code started}, or the message of the failure that ended the
 * start.
 *
 * <p>Arguments: the directory of the inbox, the port, and the options of the endpoint.
 */
final class ConsumerWithoutSqlite {

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
            server.setBindHost("127.0.0.1");
            server.setBindPort(Integer.parseInt(arguments[1]));
            context.addService(new VertxPlatformHttpServer(server));
            Whatsapp360Component component = new Whatsapp360Component();
            component.setInboxDirectory(arguments[0]);
            component.getConfiguration().setWebhookSecret("secret");
            context.addComponent("whatsapp360", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:a?" + arguments[2]).to("log:a");
                }
            });
            context.start();
            ChildJvm.say("started");
        } catch (Exception refused) {
            Throwable cause = refused;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            ChildJvm.say(String.valueOf(cause.getMessage()));
        }
    }

    private ConsumerWithoutSqlite() {}
}
