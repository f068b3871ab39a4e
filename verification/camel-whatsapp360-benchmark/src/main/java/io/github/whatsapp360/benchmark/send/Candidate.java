/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

/** Who sends. Immutable. */
public enum Candidate {
    /** Apache HttpClient 5 async used directly, with Jackson: what ours is built on. */
    HTTP_CLIENT("HttpClient 5 async", false),
    /**
     * camel-http with a body that is marshalled; its pool raised to 500 connections, because its default of 20 ends at
     * 200 messages/s.
     */
    CAMEL_HTTP("camel-http", true),
    /** camel-whatsapp. */
    CAMEL_WHATSAPP("camel-whatsapp", false),
    /** Ours without pace. */
    OURS("whatsapp360", false),
    /** Ours with a pace that is beyond reach, so that its cost is seen and not its limit. */
    OURS_PACED("whatsapp360 paced", false),
    /** Ours without pace, with each message in the sent-message log of an embedded inbox. */
    OURS_TRACKED("whatsapp360 tracked", false);

    private final String title;
    private final boolean blocking;

    Candidate(String title, boolean blocking) {
        this.title = title;
        this.blocking = blocking;
    }

    /** As the report calls it. */
    public String title() {
        return title;
    }

    /** Whether it is the component. */
    boolean isOurs() {
        return this == OURS || this == OURS_PACED || this == OURS_TRACKED;
    }

    /** Whether it keeps the thread that sends until the answer is there, so that 500 in flight need 500 threads. */
    boolean isBlocking() {
        return blocking;
    }
}
