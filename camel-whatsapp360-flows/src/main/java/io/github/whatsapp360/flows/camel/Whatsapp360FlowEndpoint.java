/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Answer the screens of WhatsApp Flows. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "whatsapp360-flow",
        title = "WhatsApp 360dialog Flows",
        syntax = "whatsapp360-flow:account",
        category = {Category.CHAT, Category.MESSAGING, Category.CLOUD},
        headersClass = Whatsapp360FlowConstants.class)
@Metadata(annotations = {"protocol=http"})
@ManagedResource(description = "WhatsApp Flows endpoint")
public class Whatsapp360FlowEndpoint extends DefaultEndpoint {

    @UriPath(description = "Your own short name of one WhatsApp number at 360dialog, as in whatsapp360:account.")
    @Metadata(required = true)
    private final String account;

    @UriParam
    private final Whatsapp360FlowConfiguration configuration;

    public Whatsapp360FlowEndpoint(
            String uri,
            Whatsapp360FlowComponent component,
            String account,
            Whatsapp360FlowConfiguration configuration) {
        super(uri, component);
        this.account = account;
        this.configuration = configuration;
        setExchangePattern(ExchangePattern.InOut);
    }

    @Override
    public Producer createProducer() {
        return new Whatsapp360FlowProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Whatsapp360FlowConsumer consumer = new Whatsapp360FlowConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Whatsapp360FlowComponent getComponent() {
        return (Whatsapp360FlowComponent) super.getComponent();
    }

    @ManagedAttribute(description = "Name of the account")
    public String getAccount() {
        return account;
    }

    public Whatsapp360FlowConfiguration getConfiguration() {
        return configuration;
    }
}
