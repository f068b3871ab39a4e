package io.github.whatsapp360.camel;

/** What a producer does. The names are values of the option {@code operation}. */
public enum Whatsapp360Operations {
    /** Sends the body as a message. */
    send
}
