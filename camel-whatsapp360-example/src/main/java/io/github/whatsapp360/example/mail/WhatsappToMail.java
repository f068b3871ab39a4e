/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example.mail;

import org.apache.camel.builder.RouteBuilder;

/** The bridge of {@code routes/whatsapp-to-mail.yaml} in Java. */
public class WhatsappToMail extends RouteBuilder {

    @Override
    public void configure() {
        templatedRoute("whatsapp360-to-mail")
                .routeId("whatsapp-to-mail")
                .parameter("account", "support")
                .parameter("smtp", "{{mail.smtp}}")
                .parameter("username", "{{mail.username}}")
                .parameter("password", "{{mail.password}}")
                .parameter("address", "{{mail.address}}")
                .parameter("team", "{{mail.team}}")
                .parameter("secret", "{{mail.secret}}");
    }
}
