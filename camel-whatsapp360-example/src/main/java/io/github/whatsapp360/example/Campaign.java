/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import java.io.File;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** Sends a template to everybody in a file: {@code routes/campaign.yaml} in Java. */
public final class Campaign extends RouteBuilder {

    @Override
    public void configure() {
        // Whoever is in the file of the sent ones is passed over, so a campaign that was stopped goes on where it
        // stood.
        FileIdempotentRepository sent = new FileIdempotentRepository();
        sent.setFileStore(new File(getContext().resolvePropertyPlaceholders("{{campaign.sent:campaign/sent.txt}}")));
        sent.setCacheSize(1_000_000);
        sent.setMaxFileStoreSize(1L << 30);

        // One line for each recipient: {"to": "491701234567", "parameters": ["Lena", "SPRING"]}
        from("file:{{campaign.folder:campaign}}?antInclude=*.jsonl&charset=UTF-8&delay={{campaign.delay:60000}}")
                .routeId("campaign")
                .split(body().tokenize("\n"))
                .streaming()
                .stopOnException()
                .unmarshal()
                .json()
                .idempotentConsumer(simple("${header.CamelFileName} ${body[to]}"), sent)
                .setHeader("CamelWhatsapp360To", simple("${body[to]}"))
                .setHeader("CamelWhatsapp360TemplateParameters", simple("${body[parameters]}"))
                .doTry()
                .to("whatsapp360:support?templateName=spring_sale&templateLanguage=en&messagesPerSecond=20")
                // Of these no repetition helps. Everything else stops the campaign until the next look into the folder.
                .doCatch(InvalidMessageException.class, UndeliverableException.class, UnknownOutcomeException.class)
                .log(
                        LoggingLevel.WARN,
                        "Campaign ${header.CamelFileName}, line ${exchangeProperty.CamelSplitIndex}: "
                                + "${exception.message}")
                .end();
    }
}
