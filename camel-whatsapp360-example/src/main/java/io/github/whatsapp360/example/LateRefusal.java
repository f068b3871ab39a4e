/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import io.github.whatsapp360.client.WindowClosedException;
import org.apache.camel.builder.RouteBuilder;

/** Sends what was refused late again as a template: {@code routes/late-refusal.yaml} in Java. */
public final class LateRefusal extends RouteBuilder {

    @Override
    public void configure() {
        // If the window is known to be closed, a template is sent instead of the text. If WhatsApp reports it late,
        // the same text is sent again as a template, once.
        from("direct:notify")
                .routeId("notify")
                .doTry()
                .to("whatsapp360:support?whenWindowClosed=template&windowTemplate=new_message/en&waitFor=delivered")
                .doCatch(WindowClosedException.class)
                .to("whatsapp360:support?templateName=new_message&templateLanguage=en")
                .end();

        // What became of a message arrives at the webhook of a consumer, whatever it takes.
        from("whatsapp360:support")
                .routeId("messages")
                .log("A message has arrived: ${header.CamelWhatsapp360MessageType}");
    }
}
