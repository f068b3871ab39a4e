/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example.mail;

import org.apache.camel.builder.RouteBuilder;

/** The bridge of {@code routes/mail-to-whatsapp.yaml} in Java. */
public class MailToWhatsapp extends RouteBuilder {

    @Override
    public void configure() {
        templatedRoute("mail-to-whatsapp360")
                .routeId("mail-to-whatsapp")
                .parameter("account", "support")
                .parameter("mailbox", "{{mail.imap}}")
                .parameter("smtp", "{{mail.smtp}}")
                .parameter("username", "{{mail.username}}")
                .parameter("password", "{{mail.password}}")
                .parameter("address", "{{mail.address}}")
                .parameter("secret", "{{mail.secret}}")
                .parameter("delay", "{{mail.delay}}")
                .parameter("redeliveryDelay", "{{mail.patience}}")
                .parameter("journalDirectory", "{{mail.journal}}");
    }
}
