/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import io.github.whatsapp360.client.ClientLimits;

/**
 * A value of the option {@code messagesPerSecond}.
 *
 * @param messagesPerSecond 0 for no limit
 * @param adaptive whether it is only where the rate begins
 */
public record MessageRate(int messagesPerSecond, boolean adaptive) {

    private static final String AUTO = "auto";

    /**
     * Reads the option's text.
     *
     * @throws IllegalArgumentException if it is neither a whole number from 0 nor {@code auto}; names account and text
     */
    public static MessageRate parse(String account, String text) {
        String value = text.strip();
        if (value.equalsIgnoreCase(AUTO)) {
            return new MessageRate(ClientLimits.DEFAULT.messagesPerSecond(), true);
        }
        if (!value.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account, "messagesPerSecond is a whole number from 0 or " + AUTO + ", actual is " + text));
        }
        return new MessageRate(Integer.parseInt(value), false);
    }
}
