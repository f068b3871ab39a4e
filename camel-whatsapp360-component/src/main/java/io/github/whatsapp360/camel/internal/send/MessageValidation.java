/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.json.MessageCheck;
import io.github.whatsapp360.json.MessageCheck.Violation;
import io.github.whatsapp360.json.RequestTree;
import io.github.whatsapp360.message.OutboundMessage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks messages against WhatsApp's limits before they are sent.
 *
 * @param on the endpoint's option {@code validate}
 */
record MessageValidation(boolean on) {

    /**
     * Checks a message.
     *
     * @throws InvalidMessageException that names each field, its limit and what it would get, and none of the text
     */
    void check(OutboundMessage message) {
        if (on) {
            refuse(MessageCheck.violations(message));
        }
    }

    /** Checks the limits of messages with a one-time password. */
    void checkCode(OutboundMessage message) {
        if (on) {
            refuse(MessageCheck.violationsOfCode(message));
        }
    }

    /** Checks a complete request. */
    void check(RequestTree request) {
        if (on) {
            refuse(request.violations());
        }
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new InvalidMessageException("The message violates WhatsApp's limits and was not sent: "
                    + violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        }
    }
}
