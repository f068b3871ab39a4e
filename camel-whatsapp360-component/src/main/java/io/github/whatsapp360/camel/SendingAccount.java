package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.KnownDeadLetters;

/**
 * What the producer's operations need of an account.
 *
 * <p>Implementations are thread-safe.
 */
interface SendingAccount extends ApiAccess {

    /** The metrics of sends. */
    Meters sendingMeters();

    /** The service windows of the account's users. */
    AccountWindows windows();

    /** The dead letters of the account's inbox. */
    KnownDeadLetters deadLetters();
}
