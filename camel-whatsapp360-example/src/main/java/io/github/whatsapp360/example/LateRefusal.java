/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import org.apache.camel.builder.RouteBuilder;

/** Sends what was refused late again as a template: {@code routes/late-refusal.yaml} in Java. */
public final class LateRefusal extends RouteBuilder {

    @Override
    public void configure() {
        // Where the window is known to be closed, a template goes in the place of the text.
        from("direct:notify")
                .routeId("notify")
                .setHeader("CamelWhatsapp360CallbackData", simple("${body}"))
                .to("whatsapp360:support?whenWindowClosed=template&windowTemplate=new_message/en");

        // Where WhatsApp says so late, the same text goes again as a template, once.
        from("whatsapp360:support?events=status:failed")
                .routeId("late-refusal")
                .choice()
                .when(simple("${header.CamelWhatsapp360ErrorCode} == 131047 && ${body.callbackData} != null"))
                .setHeader("CamelWhatsapp360To", simple("${header.CamelWhatsapp360RecipientId}"))
                .setBody(simple("${body.callbackData}"))
                .to("whatsapp360:support?templateName=new_message&templateLanguage=en");
    }
}
