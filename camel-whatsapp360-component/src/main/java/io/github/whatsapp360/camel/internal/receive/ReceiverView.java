package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A receiving side as an operator may see it: numbers and ids, never what a customer wrote. Of one that is not open
 * everything is zero.
 *
 * <p>Thread-safe.
 */
public final class ReceiverView {

    private final ReceivingAccount account;
    private final @Nullable Receiver receiver;
    private final @Nullable WebhookRuntime open;

    public ReceiverView(ReceivingAccount account) {
        this.account = account;
        this.receiver = account.receiverIfAny();
        this.open = receiver == null ? null : receiver.open();
    }

    public long waiting() {
        return open == null ? 0 : open.inbox().state().waiting();
    }

    public Duration oldestAge() {
        return open == null ? Duration.ZERO : open.oldestAge();
    }

    public int inFlight() {
        return open == null ? 0 : open.dispatcher().inFlight();
    }

    public long deadLetters() {
        return open == null ? 0 : open.inbox().state().deadLetters();
    }

    public long orphaned() {
        return open == null ? 0 : open.orphaned().count();
    }

    /** What waits for each subscription, also for those that no route has, and for how the others are. */
    public Map<String, String> subscriptions() {
        Map<String, String> all = new TreeMap<>();
        if (receiver != null && open != null) {
            Map<String, Long> waiting = new TreeMap<>(open.inbox().waitingBySubscription());
            waiting.remove("");
            Map<String, String> states = receiver.subscriptionStates();
            states.forEach((name, state) -> all.put(name, state + ", " + waiting.getOrDefault(name, 0L) + " waiting"));
            waiting.forEach((name, count) -> all.putIfAbsent(name, "ORPHANED, " + count + " waiting"));
        }
        return all;
    }

    public int handOverOrphaned(String from, String to) {
        return mustBe().handOverOrphaned(from, to);
    }

    public int purgeOrphaned(String subscription) {
        return mustBe().purgeOrphaned(subscription);
    }

    public String condition() {
        return open == null ? "CLOSED" : open.inbox().state().condition().name();
    }

    public Map<Integer, Long> deliveries() {
        return open == null ? Map.of() : open.counts().byStatus();
    }

    public List<String> listDeadLetters(long afterId, int limit) {
        return mustBe().deadLetters(afterId, limit).stream()
                .map(ReceiverView::line)
                .toList();
    }

    public int replayDeadLetters(String ids) {
        return mustBe().replayDeadLetters(DeadLetterSelection.parse(ids));
    }

    public int purgeDeadLetters(String ids) {
        return mustBe().purgeDeadLetters(DeadLetterSelection.parse(ids));
    }

    private Receiver mustBe() {
        if (receiver == null) {
            throw new IllegalStateException(
                    AccountMessage.of(account.name(), "No route of this application consumes from this account"));
        }
        return receiver;
    }

    private static String line(DeadLetter letter) {
        return letter.id() + " " + letter.kind() + ", " + letter.size() + " bytes, " + letter.attempts()
                + " attempts, stored " + letter.storedAt() + ", given up " + letter.buriedAt() + ": "
                + letter.problem();
    }
}
