/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.client.DeliveryTimeoutException;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.WindowClosedException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Why an exchange failed, in a form for operators, and whether a redelivery can help.
 *
 * <p>Immutable and thread-safe.
 *
 * @param text the class of the exception, the route and, for the component's own exceptions, the message, which
 *     contains no customer data
 * @param incurable whether a redelivery would fail again, because a message was refused permanently
 */
public record FailureReason(String text, boolean incurable) {

    private static final int MAXIMUM_MESSAGE_LENGTH = 500;

    /**
     * Determines the reason of a failure.
     *
     * @param place the route in which it failed
     */
    public static FailureReason of(Throwable failure, String place) {
        Whatsapp360Exception own = ObjectHelper.getException(Whatsapp360Exception.class, failure);
        String text = (own == null ? failure : own).getClass().getName() + " in " + place;
        return own == null
                ? new FailureReason(text, false)
                : new FailureReason(text + message(own.getMessage()), isRefusal(own) && !own.retryable());
    }

    /**
     * A key can be fixed, and throttling ends; other refusals depend on the message, which does not change. A message
     * that was accepted must not be sent again.
     */
    private static boolean isRefusal(Whatsapp360Exception failure) {
        return failure instanceof InvalidMessageException
                || failure instanceof UndeliverableException
                || failure instanceof WindowClosedException
                || failure instanceof TemplateException
                || failure instanceof DeliveryTimeoutException;
    }

    private static String message(@Nullable String message) {
        if (message == null) {
            return "";
        }
        String line = message.replaceAll("\\s+", " ");
        return ": " + (line.length() > MAXIMUM_MESSAGE_LENGTH ? line.substring(0, MAXIMUM_MESSAGE_LENGTH) + "…" : line);
    }
}
