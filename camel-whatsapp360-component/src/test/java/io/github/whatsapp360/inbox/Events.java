/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.inbox.internal.EventHandler;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Helpers of the inbox tests. */
public final class Events {

    /** The subscriptions of the tests. */
    public static final Set<String> ALL = Set.of("message", "status", "kind0", "kind1", "kind2");

    /** A handler of all subscriptions. */
    @FunctionalInterface
    public interface Handler extends EventHandler {

        @Override
        default Set<String> runningSubscriptions() {
            return ALL;
        }
    }

    private Events() {}

    public static InboxEvent event(String conversation, String key) {
        return event(conversation, key, "message");
    }

    public static InboxEvent event(String conversation, String key, String subscription) {
        return new InboxEvent(key, conversation, subscription, "message", ("body of " + key).getBytes(UTF_8));
    }

    /** Stores one delivery with one event per key, and waits for the result. */
    public static int store(Inbox inbox, String conversation, String... keys) {
        return store(inbox, Stream.of(keys).map(key -> event(conversation, key)).toList());
    }

    public static int store(Inbox inbox, List<InboxEvent> delivery) {
        try {
            return inbox.store(delivery).get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failed) {
            if (failed.getCause() instanceof InboxException refused) {
                throw refused;
            }
            throw new AssertionError(failed);
        } catch (InterruptedException | java.util.concurrent.TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    public static List<Claim> claim(Inbox inbox, int limit, Instant now) {
        return inbox.claim(limit, now, ALL);
    }

    public static List<String> keys(List<Claim> claims) {
        return claims.stream().map(claim -> claim.event().key()).toList();
    }
}
