/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

/** Prefixes messages with the name of an account, because an application may have several. Stateless. */
public final class AccountMessage {

    private AccountMessage() {}

    /**
     * Returns the message with the account in front.
     *
     * @param account name of the account
     */
    public static String of(String account, String sentence) {
        return "Account '" + account + "': " + sentence;
    }
}
