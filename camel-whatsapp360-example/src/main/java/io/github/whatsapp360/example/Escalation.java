/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import io.github.whatsapp360.client.Whatsapp360Exception;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Mails the people on duty when one is needed: {@code routes/escalation.yaml} in Java. */
public final class Escalation extends RouteBuilder {

    @Override
    public void configure() {
        // A customer who asks for a person: the people on duty get a mail, and then the customer a word.
        from("whatsapp360:support")
                .routeId("customer-asks-for-a-person")
                .filter(simple("${body.text} regex '(?is).*\\b(human|person|urgent)\\b.*'"))
                .setVariable("text", simple("${body.text}"))
                .setVariable("subject", constant("A customer asks for a person"))
                .setBody(simple("${header.CamelWhatsapp360ContactName}, +${header.CamelWhatsapp360From}, "
                        + "wrote:\n\n${variable.text}"))
                .to("direct:mail")
                .doTry()
                .setBody(constant("A colleague will write to you soon."))
                .to("whatsapp360:support")
                .doCatch(Whatsapp360Exception.class)
                .log(LoggingLevel.WARN, "The mail went, the answer did not: ${exception.message}")
                .end();

        // A message of ours that did not arrive.
        from("whatsapp360:support?events=status:failed")
                .routeId("message-failed")
                .setVariable("subject", simple("A message failed with ${header.CamelWhatsapp360ErrorCode}"))
                .setBody(simple(
                        "To +${header.CamelWhatsapp360RecipientId}, message ${body.id}: ${body.errors[0].title}"))
                .to("direct:mail");

        // The subject is an option: since Camel 4.22 a header Subject has no effect. No text of a customer may go
        // into an address.
        from("direct:mail")
                .routeId("mail")
                .toD("{{mail:smtp:localhost}}?subject=${variable.subject}&from=whatsapp@{{domain:example.com}}"
                        + "&to=duty@{{domain:example.com}}&contentType=text/plain; charset=UTF-8");
    }
}
