package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.internal.rate.TimeSource;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the definitions of templates, so that a message can be checked before it is sent. It only ever helps: where a
 * definition cannot be had it says so by an empty answer, and the API decides.
 *
 * <p>A definition is kept for an hour, the fact that there is none for a minute. Nobody waits for one longer than two
 * seconds after it was first asked for; it is fetched on meanwhile. Thread-safe.
 */
public final class TemplateCache {

    private static final Duration FOUND_LIFETIME = Duration.ofHours(1);
    private static final Duration MISSING_LIFETIME = Duration.ofMinutes(1);

    /** What was fetched a moment ago is not what a refusal is due to: a route in a loop must not ask each time. */
    private static final Duration MINIMUM_REFRESH_INTERVAL = Duration.ofSeconds(10);

    /** Longer than a page of templates takes, shorter than a customer waits for a code. */
    static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);

    /** Names come from routes: a wrong one must not cost memory for ever. */
    private static final int MAXIMUM_ENTRIES = 10_000;

    private final BiFunction<String, String, CompletableFuture<Optional<TemplateDefinition>>> fetch;
    private final TimeSource time;
    private final ScheduledExecutorService timer;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    private record Key(String name, String language) {}

    /**
     * A look-up.
     *
     * @param fetched what the API says in the end
     * @param inTime the same, or empty if that takes too long
     */
    private record Entry(
            TimeSource.Moment since,
            CompletableFuture<Optional<TemplateDefinition>> fetched,
            CompletableFuture<Optional<TemplateDefinition>> inTime) {

        boolean isOver(TimeSource time) {
            boolean missed = fetched.isDone() && fetched.join().isEmpty();
            return time.hasPassed(missed ? MISSING_LIFETIME : FOUND_LIFETIME, since);
        }

        CompletableFuture<Optional<TemplateDefinition>> definition() {
            return fetched.isDone() ? fetched : inTime;
        }
    }

    /** @param timer by which waiting ends */
    public TemplateCache(
            BiFunction<String, String, CompletableFuture<Optional<TemplateDefinition>>> fetch,
            TimeSource time,
            ScheduledExecutorService timer) {
        this.fetch = fetch;
        this.time = time;
        this.timer = timer;
    }

    /** Never fails; empty if there is no such template or it cannot be fetched within two seconds. */
    public CompletableFuture<Optional<TemplateDefinition>> find(String name, String language) {
        if (entries.size() > MAXIMUM_ENTRIES) {
            entries.clear();
        }
        return entries.compute(
                        new Key(name, language),
                        (key, old) -> old == null || old.isOver(time) ? ask(name, language) : old)
                .definition();
    }

    private Entry ask(String name, String language) {
        TimeSource.Moment now = time.now();
        CompletableFuture<Optional<TemplateDefinition>> fetched =
                fetch.apply(name, language).exceptionally(cannotTell -> Optional.empty());
        return new Entry(now, fetched, fetched.isDone() ? fetched : inTime(fetched));
    }

    private CompletableFuture<Optional<TemplateDefinition>> inTime(
            CompletableFuture<Optional<TemplateDefinition>> fetched) {
        CompletableFuture<Optional<TemplateDefinition>> answer = fetched.copy();
        try {
            Future<?> unused = timer.schedule(
                    () -> answer.complete(Optional.empty()), LOOKUP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException timerClosed) {
            answer.complete(Optional.empty());
        }
        return answer;
    }

    /** Forgets a template in all languages, because it is known to have changed; all of them if it is not known which. */
    public void invalidate(@Nullable String name) {
        entries.keySet().removeIf(key -> name == null || key.name().equals(name));
    }

    /**
     * Forgets a template, because a message did not fit it.
     *
     * @return whether it was forgotten, so that asking again may give another answer
     */
    public boolean suspect(String name) {
        return entries.entrySet()
                .removeIf(entry -> entry.getKey().name().equals(name)
                        && time.hasPassed(
                                MINIMUM_REFRESH_INTERVAL, entry.getValue().since()));
    }
}
