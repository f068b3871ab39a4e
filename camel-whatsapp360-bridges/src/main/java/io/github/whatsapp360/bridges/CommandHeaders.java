/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * The headers of a command that reach the component: those that say what is sent to whom. A header that would make
 * another operation of it does not.
 */
public final class CommandHeaders extends DefaultHeaderFilterStrategy {

    /** The header with the key of a command. */
    public static final String IDEMPOTENCY_KEY = "IdempotencyKey";

    private static final String OF_THE_COMPONENT =
            "CamelWhatsapp360(To|From|GroupId|RecipientType|ReplyToMessageId|Template(Name|Language|Parameters)"
                    + "|MediaType|FileName|Caption|PreviewUrl|CallbackData|Category|TimeToLive|CorrelationId)";

    /** With the headers that the reference of the bridges lists. */
    public CommandHeaders() {
        setFilterOnMatch(false);
        setOutFilterPattern(OF_THE_COMPONENT + "|JMSXGroupID|whatsapp360.+|" + IDEMPOTENCY_KEY);
        setInFilterPattern(OF_THE_COMPONENT + "|" + IDEMPOTENCY_KEY);
    }
}
