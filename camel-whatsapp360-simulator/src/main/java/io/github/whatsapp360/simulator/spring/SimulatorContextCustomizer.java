/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.spring;

import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts the simulator before the context does, and closes it after it. Equal ones share a context. Thread-safe.
 *
 * @param account of the component
 * @param webhookPath may be empty
 * @param inbox may be empty
 * @param scenario may be empty
 */
record SimulatorContextCustomizer(String account, String webhookPath, String inbox, String scenario)
        implements ContextCustomizer {

    private static final String NAME = "whatsapp360Simulator";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        Whatsapp360Simulator.Builder builder = Whatsapp360Simulator.builder();
        if (!scenario.isEmpty()) {
            builder.scenario(Path.of(scenario));
        }
        Whatsapp360Simulator simulator = builder.start();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(NAME, properties(simulator)));
        context.getBeanFactory().registerSingleton(NAME, simulator);
        if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
            registry.registerDisposableBean(NAME, simulator::close);
        }
    }

    private Map<String, Object> properties(Whatsapp360Simulator simulator) {
        String prefix = "camel.component.whatsapp360.accounts." + account + ".";
        String path = webhookPath.isEmpty() ? "/whatsapp360/" + account : webhookPath;
        int port = freePort();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.port", port);
        properties.put(prefix + "base-url", simulator.baseUrl());
        properties.put(prefix + "api-key", simulator.apiKey());
        properties.put(prefix + "webhook-url", "http://127.0.0.1:" + port + path);
        properties.put(prefix + "register-webhook", true);
        if (!inbox.isEmpty()) {
            properties.put(prefix + "inbox", inbox);
        }
        return properties;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
