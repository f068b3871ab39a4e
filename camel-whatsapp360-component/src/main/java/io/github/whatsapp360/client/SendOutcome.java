package io.github.whatsapp360.client;

/** What became of a send. The names are values of the header {@code CamelWhatsapp360SendOutcome}. */
public enum SendOutcome {
    /** The API answered 2xx with a message id. Not <em>delivered</em>: that comes as a status event. */
    accepted,
    /** Refused, or failed before the request left. Sending it again cannot make two of it. */
    notSent,
    /** The request may have arrived and no answer says so. Sending it again may make two of it. */
    unknown
}
