package io.github.whatsapp360.camel;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.EventHandler;
import io.github.whatsapp360.json.EventReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one event at every consumer that takes it, and calls it done when all of them have completed. A redelivery goes only
 * to those that have not.
 *
 * <p>Thread-safe.
 */
final class EventRunner implements EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventRunner.class);

    /** Between the ids of the consumers that have completed; in no id of a route that anybody would choose. */
    private static final String SEPARATOR = "\n";

    private final EventReader reader;
    private final Takers takers;
    private final DeadLetterSender deadLetters;
    private final Meters meters;

    EventRunner(EventReader reader, Takers takers, DeadLetterSender deadLetters, Meters meters) {
        this.reader = reader;
        this.takers = takers;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    @Override
    public void handle(Claim claim, Consumer<Result> done) {
        InboundEvent event = reader.read(claim.event().body());
        Set<String> completed = completed(claim.progress());
        List<Whatsapp360Consumer> wanting = takers.of(event.family(), event.name());
        wanting.removeIf(consumer -> completed.contains(consumer.id()));
        if (wanting.isEmpty()) {
            done.accept(takers.mayComeBack(event.family(), event.name()) ? Result.postponed() : Result.done());
            return;
        }
        for (Whatsapp360Consumer consumer : wanting) {
            if (consumer.taking() == Whatsapp360Consumer.Taking.SUSPENDED) {
                done.accept(Result.postponed());
                return;
            }
        }
        if (claim.attempts() > 0) {
            meters.count("whatsapp360.redeliveries");
        }
        new Run(claim, completed, wanting.size(), done).begin(event, wanting);
    }

    @Override
    public Set<String> postponedKinds() {
        return takers.postponedFamilies();
    }

    @Override
    public void buried(Claim claim, String problem) {
        deadLetters.send(reader.read(claim.event().body()), claim, problem);
    }

    private static Set<String> completed(@Nullable String progress) {
        return progress == null ? Set.of() : Set.of(progress.split(SEPARATOR, -1));
    }

    /** One event at all who want it. */
    private static final class Run {

        private final Claim claim;
        private final Consumer<Result> done;
        private final AtomicInteger open;
        private final Set<String> completed = ConcurrentHashMap.newKeySet();
        private final AtomicReference<@Nullable FailureReason> problem = new AtomicReference<>();

        Run(Claim claim, Set<String> completed, int wanting, Consumer<Result> done) {
            this.claim = claim;
            this.done = done;
            this.open = new AtomicInteger(wanting);
            this.completed.addAll(completed);
        }

        void begin(InboundEvent event, List<Whatsapp360Consumer> wanting) {
            for (Whatsapp360Consumer consumer : wanting) {
                try {
                    consumer.run(event, claim, failure -> ended(consumer, failure));
                } catch (RuntimeException failure) {
                    ended(consumer, failure);
                }
            }
        }

        private void ended(Whatsapp360Consumer consumer, @Nullable Throwable failure) {
            if (failure == null) {
                completed.add(consumer.id());
            } else {
                FailureReason reason = FailureReason.of(failure, consumer.id());
                problem.updateAndGet(before -> before == null || before.incurable() ? reason : before);
                LOG.debug("Event {} failed in {}", claim.id(), consumer.id(), failure);
            }
            if (open.decrementAndGet() == 0) {
                done.accept(result(problem.get()));
            }
        }

        private Result result(@Nullable FailureReason failed) {
            if (failed == null) {
                return Result.done();
            }
            return failed.incurable()
                    ? Result.incurable(failed.text())
                    : Result.failed(failed.text(), String.join(SEPARATOR, new HashSet<>(completed)));
        }
    }
}
