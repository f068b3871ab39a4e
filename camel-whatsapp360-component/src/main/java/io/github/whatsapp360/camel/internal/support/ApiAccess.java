package io.github.whatsapp360.camel.internal.support;

import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.util.concurrent.Executor;

/**
 * An account as the user of the API that it is: its client, and where work goes on after an answer.
 *
 * <p>Implementations are thread-safe.
 */
public interface ApiAccess {

    /** The account's short name, as in {@code whatsapp360:name}. */
    String name();

    /**
     * The client with the options that are in force. It may be closed when they change.
     *
     * @throws IllegalArgumentException if the account has no {@code apiKey}
     * @throws IllegalStateException if the component has stopped
     */
    Whatsapp360Client client();

    /** Runs what follows on an answer of the API: never on a thread of the HTTP client. */
    Executor callbacks();

    /** The exception with the account's name in its message, if it came from the API or from the way to it. */
    Whatsapp360Exception named(Whatsapp360Exception problem);
}
