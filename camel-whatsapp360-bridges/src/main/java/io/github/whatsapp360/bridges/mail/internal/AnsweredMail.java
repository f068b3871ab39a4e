/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a mail while its answer is sent, to tell its author about a failure.
 *
 * @param authors their addresses; may be empty
 * @param subject may be empty
 * @param id with its brackets; may be empty
 */
public record AnsweredMail(List<String> authors, String subject, String id) {

    private static final String PROPERTY = "Whatsapp360AnsweredMail";

    public AnsweredMail {
        authors = List.copyOf(authors);
    }

    public static AnsweredMail of(SpooledMail mail) {
        return new AnsweredMail(mail.authors(), mail.subject(), mail.id());
    }

    /** Keeps it in the exchange. */
    public void keep(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** What was kept; null if the mail could not even be copied. */
    public static @Nullable AnsweredMail kept(Exchange exchange) {
        return exchange.getProperty(PROPERTY, AnsweredMail.class);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "AnsweredMail[" + id + "]";
    }
}
