/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import io.github.whatsapp360.flows.camel.internal.MediaDownload;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Downloads the files of forms. Blocks until a file is complete and verified.
 *
 * <p>Thread-safe.
 */
public class Whatsapp360FlowProducer extends DefaultProducer {

    private final MediaDownload download;

    Whatsapp360FlowProducer(Whatsapp360FlowEndpoint endpoint) {
        super(endpoint);
        this.download = new MediaDownload(endpoint.getAccount(), endpoint.getConfiguration());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        download.process(exchange);
    }
}
