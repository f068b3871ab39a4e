/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import org.apache.camel.builder.RouteBuilder;

/** Files to a store and their claims to a queue: {@code routes/claim-check.yaml} in Java. */
public final class ClaimCheck extends RouteBuilder {

    @Override
    public void configure() {
        // A file is too large for a queue: it goes into a store, and the queue gets the claim for it.
        // Store first, claim last: a claim always has its file. The message's id keeps a repetition from making a
        // second file.
        from("whatsapp360:support")
                .routeId("files-to-store")
                .filter(simple("${header.CamelWhatsapp360MediaId} != null"))
                .setVariable("claim", simple("${body.raw.text}"))
                .to("whatsapp360:support?operation=downloadMedia")
                .setHeader(
                        "CamelFileName",
                        simple("${header.CamelWhatsapp360From}/${header.CamelWhatsapp360MessageId.replace('/', '_')}"
                                + "/${header.CamelFileName}"))
                .to("file:{{store:store}}?fileExist=Override&tempPrefix=.&forceWrites=true")
                .setHeader("storedAs", simple("${header.CamelFileNameProduced}"))
                .setBody(simple("${variable.claim}"))
                .to("jms:queue:whatsapp.files");
    }
}
