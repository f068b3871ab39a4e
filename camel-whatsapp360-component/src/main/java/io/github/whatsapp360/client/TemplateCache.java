package io.github.whatsapp360.client;

import io.github.whatsapp360.message.template.TemplateDefinition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the definitions of templates, so that a message can be checked before it is sent. It only ever helps: where a
 * definition cannot be had it says so by an empty answer, and the API decides.
 *
 * <p>A definition is kept for an hour, the fact that there is none for a minute. Thread-safe.
 */
final class TemplateCache {

    private static final Duration FOUND = Duration.ofHours(1);
    private static final Duration MISSED = Duration.ofMinutes(1);

    /** What was fetched a moment ago is not what a refusal is due to: a route in a loop must not ask each time. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Names come from routes: a wrong one must not cost memory for ever. */
    private static final int MOST = 10_000;

    private final BiFunction<String, String, CompletableFuture<Optional<TemplateDefinition>>> fetch;
    private final Clock clock;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    private record Key(String name, String language) {}

    private record Entry(Instant since, CompletableFuture<Optional<TemplateDefinition>> definition) {

        boolean isOver(Instant now) {
            boolean missed = definition.isDone() && definition.join().isEmpty();
            return now.isAfter(since.plus(missed ? MISSED : FOUND));
        }
    }

    TemplateCache(BiFunction<String, String, CompletableFuture<Optional<TemplateDefinition>>> fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /** Never fails; empty if there is no such template or it cannot be fetched. */
    CompletableFuture<Optional<TemplateDefinition>> find(String name, String language) {
        Instant now = clock.instant();
        if (entries.size() > MOST) {
            entries.clear();
        }
        return entries.compute(
                        new Key(name, language),
                        (key, old) -> old == null || old.isOver(now) ? new Entry(now, ask(name, language)) : old)
                .definition();
    }

    private CompletableFuture<Optional<TemplateDefinition>> ask(String name, String language) {
        return fetch.apply(name, language).exceptionally(cannotTell -> Optional.empty());
    }

    /** Forgets a template in all languages, because it is known to have changed; all of them if it is not known which. */
    void invalidate(@Nullable String name) {
        entries.keySet().removeIf(key -> name == null || key.name().equals(name));
    }

    /**
     * Forgets a template, because a message did not fit it.
     *
     * @return whether it was forgotten, so that asking again may give another answer
     */
    boolean suspect(String name) {
        Instant before = clock.instant().minus(FRESH);
        return entries.entrySet()
                .removeIf(entry -> entry.getKey().name().equals(name)
                        && entry.getValue().since().isBefore(before));
    }
}
