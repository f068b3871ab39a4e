/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import io.github.whatsapp360.camel.Whatsapp360Component;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/** The component {@code whatsapp360-flow}: the data endpoint of WhatsApp Flows. */
@Component("whatsapp360-flow")
public class Whatsapp360FlowComponent extends HealthCheckComponent {

    private final Map<String, String> paths = new ConcurrentHashMap<>();

    @Metadata(description = "Default values of the options of all endpoints.")
    private Whatsapp360FlowConfiguration configuration = new Whatsapp360FlowConfiguration();

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "Clock for the expiry of flow tokens. The default is the system clock. Tests can set a clock "
                    + "that they control.")
    private @Nullable Clock clock;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (remaining.isBlank() || !remaining.equals(remaining.strip()) || remaining.contains("/")) {
            throw new IllegalArgumentException(
                    "The URI requires the name of an account after the colon, without slashes, for example "
                            + "whatsapp360-flow:support");
        }
        Whatsapp360FlowEndpoint endpoint = new Whatsapp360FlowEndpoint(uri, this, remaining, configuration.copy());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // In OSGi, Camel finds the converters of a bundle some time after its component.
        Whatsapp360FlowConverterLoader converters = new Whatsapp360FlowConverterLoader();
        converters.setCamelContext(getCamelContext());
        converters.load(getCamelContext().getTypeConverterRegistry());
    }

    /**
     * Reserves a path for one consumer.
     *
     * @throws IllegalArgumentException if another one, or a webhook of messages, is served there
     */
    void claimPath(String httpComponent, String path, String account) {
        String owner = paths.putIfAbsent(httpComponent + ":" + path, account);
        if (owner != null) {
            throw new IllegalArgumentException("Two flow endpoints (accounts '" + owner + "' and '" + account
                    + "') have the same webhookPath " + path + ": set a different one for each");
        }
        Whatsapp360Component messages =
                getCamelContext().hasComponent("whatsapp360") instanceof Whatsapp360Component it ? it : null;
        if (messages != null && messages.servesWebhook(httpComponent, path)) {
            paths.remove(httpComponent + ":" + path);
            throw new IllegalArgumentException("The webhook of an account is served at " + path
                    + ": set a different webhookPath for the flow endpoint of account '" + account + "'");
        }
    }

    void releasePath(String httpComponent, String path) {
        paths.remove(httpComponent + ":" + path);
    }

    Clock clockInUse() {
        Clock set = clock;
        return set == null ? Clock.systemUTC() : set;
    }

    public @Nullable Clock getClock() {
        return clock;
    }

    public void setClock(@Nullable Clock clock) {
        this.clock = clock;
    }

    public Whatsapp360FlowConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Whatsapp360FlowConfiguration configuration) {
        this.configuration = configuration;
    }
}
