/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.internal.delivery.SentMessageLog;
import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.camel.internal.store.AccountWindows;
import io.github.whatsapp360.camel.internal.support.ApiAccess;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.client.DeadLetterStore;

/**
 * The parts of an account that the operations of the producer use.
 *
 * <p>Implementations are thread-safe.
 */
public interface SendingAccount extends ApiAccess {

    /** The metrics of the producer. */
    Meters sendingMeters();

    /** The traces of the account. */
    Tracing tracing();

    /** The service windows of the account's users. */
    AccountWindows windows();

    /** The customers of the account. */
    AccountIdentities identities();

    /** What became of the messages that were sent. */
    SentMessageLog sentMessages();

    /** The dead letters of the account's inbox. */
    DeadLetterStore deadLetters();
}
