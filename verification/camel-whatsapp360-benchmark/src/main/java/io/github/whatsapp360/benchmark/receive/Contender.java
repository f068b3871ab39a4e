/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

/** Who receives. Immutable. */
public enum Contender {
    /** A Vert.x server that reads the body and answers 200: the limit. */
    VERTX("bare Vert.x", "", false),
    /** Camel's platform-http with a route that does nothing. */
    PLATFORM_HTTP("platform-http", "", false),
    /** The usual way by hand: unmarshal, hand over to seda, answer; the route behind seda reads text and sender. */
    SEDA("platform-http + json + seda", "", true),
    /** camel-whatsapp through camel-webhook; the route runs before the answer. */
    CAMEL_WHATSAPP("camel-whatsapp", "", false),
    /** Ours, with the route before the answer. */
    NONE("whatsapp360 none", "none", true),
    /** Ours, in memory. */
    MEMORY("whatsapp360 memory", "memory", true),
    /** Ours, on disk. */
    EMBEDDED("whatsapp360 embedded", "embedded", true),
    /** Ours, in PostgreSQL. */
    JDBC("whatsapp360 jdbc", "jdbc", true);

    private final String title;
    private final String inbox;
    private final boolean countsEvents;

    Contender(String title, String inbox, boolean countsEvents) {
        this.title = title;
        this.inbox = inbox;
        this.countsEvents = countsEvents;
    }

    /** As the report calls it. */
    public String title() {
        return title;
    }

    boolean isOurs() {
        return !inbox.isEmpty();
    }

    String inbox() {
        return inbox;
    }

    /** Whether its route runs for each event; else for each delivery. */
    boolean countsEvents() {
        return countsEvents;
    }
}
