/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.util.concurrent.Executor;

/**
 * Access of an account to the API: its client and the executor of its callbacks.
 *
 * <p>Implementations are thread-safe.
 */
public interface ApiAccess {

    /** The name of the account, as in {@code whatsapp360:name}. */
    String name();

    /**
     * The client with the current options. It is closed when they change.
     *
     * @throws IllegalArgumentException if the account has no {@code apiKey}
     * @throws IllegalStateException if the component has stopped
     */
    Whatsapp360Client client();

    /** The executor of callbacks after a response of the API; never uses a thread of the HTTP client. */
    Executor callbacks();

    /** Adds the name of the account to the message of an exception, unless the component itself refused the message. */
    Whatsapp360Exception named(Whatsapp360Exception problem);
}
