package io.github.whatsapp360.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Short words for what the tests of inboxes do all the time. */
public final class Events {

    private Events() {}

    public static InboxEvent event(String conversation, String key) {
        return event(conversation, key, "message");
    }

    public static InboxEvent event(String conversation, String key, String kind) {
        return new InboxEvent(key, conversation, kind, ("body of " + key).getBytes(UTF_8));
    }

    /** One delivery of one event per key, stored and answered. */
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
        return inbox.claim(limit, now, Set.of());
    }

    public static List<String> keys(List<Claim> claims) {
        return claims.stream().map(claim -> claim.event().key()).toList();
    }
}
