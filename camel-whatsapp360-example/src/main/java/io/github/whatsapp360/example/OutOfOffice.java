/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** Tells who writes at night that nobody is there: {@code routes/out-of-office.yaml} in Java. */
public final class OutOfOffice extends RouteBuilder {

    @Override
    public void configure() {
        // Everything goes on to the people. Who writes while nobody is there is told so, once a day.
        from("whatsapp360:support")
                .routeId("out-of-office")
                .to("{{desk:file:desk}}")
                .setVariable(
                        "time",
                        simple("${date-with-timezone:header.CamelMessageTimestamp:{{zone:Europe/Berlin}}:HHmm}"))
                .setVariable(
                        "weekday",
                        simple("${date-with-timezone:header.CamelMessageTimestamp:{{zone:Europe/Berlin}}:u}"))
                .filter(simple("${variable.weekday} > 5 || ${variable.time} < {{open:0900}}"
                        + " || ${variable.time} >= {{close:1800}}"))
                .idempotentConsumer(
                        simple("${header.CamelWhatsapp360From} ${date-with-timezone:header.CamelMessageTimestamp"
                                + ":{{zone:Europe/Berlin}}:yyyy-MM-dd}"),
                        MemoryIdempotentRepository.memoryIdempotentRepository())
                .setBody(constant("We are here Monday to Friday from 9 to 18 o'clock, and will answer you then."))
                .to("whatsapp360:support");
    }
}
