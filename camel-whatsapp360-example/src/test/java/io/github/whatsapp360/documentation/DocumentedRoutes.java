/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Starts the routes of a page for real: our component against the simulator, an HTTP server, and in the place of mail
 * servers, brokers and folders Camel's stub, which takes any option.
 */
final class DocumentedRoutes {

    private static final Set<String> REAL =
            Set.of("whatsapp360", "platform-http", "direct", "seda", "log", "mock", "bean", "class", "kamelet");

    private DocumentedRoutes() {}

    /** @param fileName its ending says in which language */
    static void start(Whatsapp360Simulator simulator, String fileName, String routes) throws Exception {
        try (DefaultCamelContext context = context(simulator)) {
            RoutesLoader loader = PluginHelper.getRoutesLoader(context);
            loader.loadRoutes(ResourceHelper.fromString(fileName, routes));
            context.start();
        }
    }

    static void start(Whatsapp360Simulator simulator, RoutesBuilder routes) throws Exception {
        try (DefaultCamelContext context = context(simulator)) {
            context.addRoutes(routes);
            context.start();
        }
    }

    private static DefaultCamelContext context(Whatsapp360Simulator simulator) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        // A stub has none of the setters of the component whose name it bears.
        context.setAutowiredEnabled(false);
        ComponentResolver resolver = PluginHelper.getComponentResolver(context);
        context.getCamelContextExtension()
                .addContextPlugin(
                        ComponentResolver.class,
                        (name, of) -> REAL.contains(name) ? real(resolver, name, of) : new StubComponent());
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(freePort());
        context.addService(new VertxPlatformHttpServer(server));
        Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
        component.getConfiguration().setApiKey(simulator.apiKey());
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setInbox("memory");
        context.getShutdownStrategy().setTimeout(5);
        context.getPropertiesComponent().setLocation("classpath:routes/mail.properties");
        context.getPropertiesComponent().setOverrideProperties(environment());
        return context;
    }

    /** What the properties of the recipes take from there. */
    private static Properties environment() {
        Properties environment = new Properties();
        environment.setProperty("campaign.sent", "target/documented-campaign.txt");
        environment.setProperty("dead-letters.token", "a-long-token");
        environment.setProperty("camel.component.whatsapp360-flow.token-secret", "a secret of sixteen and more");
        environment.setProperty("flow.token.secret", "a secret of sixteen and more");
        environment.setProperty("mail.password", "secret");
        environment.setProperty("mail.secret", "a secret of sixteen and more");
        return environment;
    }

    private static Component real(ComponentResolver resolver, String name, CamelContext context) throws Exception {
        return resolver.resolveComponent(name, context);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
