/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.identity.CustomerIdentity;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The headers that tell the customer of a message. */
public final class CustomerHeaders {

    private CustomerHeaders() {}

    /** Sets the headers of a customer, and removes those of another one. */
    public static void set(Message message, @Nullable CustomerIdentity identity) {
        put(message, Whatsapp360Constants.CUSTOMER_ID, identity == null ? null : identity.customerId());
        put(message, Whatsapp360Constants.USER_ID, identity == null ? null : identity.userId());
        put(message, Whatsapp360Constants.PARENT_USER_ID, identity == null ? null : identity.parentUserId());
        put(message, Whatsapp360Constants.USERNAME, identity == null ? null : identity.username());
    }

    private static void put(Message message, String header, @Nullable String value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
