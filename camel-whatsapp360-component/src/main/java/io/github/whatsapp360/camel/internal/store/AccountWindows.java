package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.WindowLookup;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.window.ServiceWindow;
import io.github.whatsapp360.window.internal.MemoryWindowTable;
import io.github.whatsapp360.window.internal.WindowEvent;
import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import io.github.whatsapp360.window.internal.WindowFacts;
import io.github.whatsapp360.window.internal.WindowOwner;
import io.github.whatsapp360.window.internal.WindowUpdater;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The customer service windows of one account: beside the inbox in its database if it has one, else in memory. What sends
 * tell is in memory at once, so that the next send knows it.
 *
 * <p>Thread-safe.
 */
public final class AccountWindows implements WindowLookup {

    /** Numbers and ids: some 50 MB at most. */
    private static final int MOST_IN_MEMORY = 200_000;

    private final Clock clock;
    private final BooleanSupplier templateOpens;
    private final SendTimes sent = new SendTimes();
    private final WindowEventMapper events = new WindowEventMapper(sent);
    private final WindowUpdater<RuntimeException> memory = new WindowUpdater<>(new MemoryWindowTable(MOST_IN_MEMORY));
    private volatile @Nullable Kept kept;

    /** Where windows are kept, if they are, and beside which inbox. */
    private record Kept(WindowStore windows, Inbox inbox) {}

    public AccountWindows(Clock clock, BooleanSupplier templateOpens) {
        this.clock = clock;
        this.templateOpens = templateOpens;
    }

    /** From now on windows are kept where the account's inbox has a database. */
    public void keptIn(AccountStore store) {
        WindowStore windows = store.windows();
        kept = windows == null ? null : new Kept(windows, store.inbox());
    }

    /** The inbox beside which windows were kept is closed. */
    public void keepInMemory() {
        kept = null;
    }

    /** Stores what a delivery brought, with what it does to windows, also by events that nobody takes. */
    public CompletableFuture<?> store(Inbox inbox, List<EventElement> all, List<InboxEvent> wanted) {
        List<WindowEvent> movements = movements(all);
        Kept keeping = kept;
        if (movements.isEmpty()) {
            return wanted.isEmpty() ? CompletableFuture.completedFuture(0) : inbox.store(wanted);
        }
        if (keeping != null && keeping.inbox() == inbox) {
            return stored(keeping.windows().store(wanted, movements), movements);
        }
        movements.forEach(this::remember);
        return wanted.isEmpty() ? CompletableFuture.completedFuture(0) : inbox.store(wanted);
    }

    /** Who was met under number and id need not be entered again for a while. */
    private CompletableFuture<?> stored(CompletableFuture<?> answer, List<WindowEvent> movements) {
        return answer.thenApply(stored -> {
            movements.stream()
                    .filter(movement -> movement.effect() == Effect.IDENTIFIED && movement.movedTo() == null)
                    .forEach(this::remember);
            return stored;
        });
    }

    private List<WindowEvent> movements(List<EventElement> all) {
        Instant now = clock.instant();
        List<WindowEvent> movements = new ArrayList<>();
        for (EventElement element : all) {
            WindowEvent movement = events.of(element, now);
            if (movement != null && !isOldNews(movement, now)) {
                movements.add(movement);
            }
        }
        return movements;
    }

    /**
     * Most events name number and id of users that are known under both. Only the memory is asked: entering it once more costs
     * little, and nobody may wait here.
     */
    private boolean isOldNews(WindowEvent movement, Instant now) {
        String phone = movement.owner().phone();
        String userId = movement.owner().userId();
        if (movement.effect() != Effect.IDENTIFIED || movement.movedTo() != null || phone == null || userId == null) {
            return false;
        }
        return knows(phone, userId, now);
    }

    /** Enters what a send told. It is known from now on, and written to the disk soon. */
    private void enter(WindowEvent movement) {
        remember(movement);
        Kept keeping = kept;
        if (keeping != null) {
            CompletableFuture<?> unused = keeping.windows().store(List.of(), List.of(movement));
        }
    }

    @Override
    public boolean isClosed(Recipient recipient) {
        return window(recipient).state() == ServiceWindow.State.closed;
    }

    @Override
    public ServiceWindow window(Recipient recipient) {
        return of(WindowOwners.of(recipient));
    }

    @Override
    public void refused(Recipient recipient, Instant begun) {
        enter(new WindowEvent(WindowOwners.of(recipient), Effect.SEEN_CLOSED, begun));
    }

    /** The answer to a send tells that a number and an id are one user, or that the API has a number under other digits. */
    @Override
    public void accepted(Recipient recipient, SendReceipt receipt) {
        sent.accepted(receipt.messageId(), clock.instant());
        String number = receipt.recipientId();
        String userId = receipt.userId();
        if (recipient instanceof Recipient.Phone phone) {
            String known = userId == null ? number : userId;
            if (known != null && !known.isBlank() && !known.equals(phone.key())) {
                met(phone.key(), known);
            }
        } else if (recipient instanceof Recipient.UserId && number != null && !number.isBlank()) {
            met(number, recipient.key());
        }
    }

    /** Told often, entered once. */
    private void met(String phone, String userId) {
        Instant now = clock.instant();
        WindowEvent met = new WindowEvent(new WindowOwner(phone, userId), Effect.IDENTIFIED, now);
        if (!isOldNews(met, now)) {
            enter(met);
        }
    }

    private synchronized void remember(WindowEvent movement) {
        memory.enter(movement);
    }

    private synchronized boolean knows(String phone, String userId, Instant now) {
        return memory.knows(phone, userId, now);
    }

    private synchronized WindowFacts remembered(WindowOwner party, Instant now) {
        return memory.look(party, now);
    }

    /** The window of a user or group, now. */
    public ServiceWindow of(WindowOwner party) {
        Instant now = clock.instant();
        WindowFacts found = remembered(party, now);
        Kept keeping = kept;
        if (keeping != null) {
            found = found.and(keeping.windows().look(party, now));
        }
        return found.at(now, templateOpens.getAsBoolean());
    }

    /** Sets the headers of a window. */
    public void describe(Message message, WindowOwner party) {
        ServiceWindow window = of(party);
        message.setHeader(Whatsapp360Constants.WINDOW_STATE, window.state().name());
        if (window.expires() == null) {
            message.removeHeader(Whatsapp360Constants.WINDOW_EXPIRES);
        } else {
            message.setHeader(Whatsapp360Constants.WINDOW_EXPIRES, window.expires());
        }
    }

    /** Sets the headers of the window of whoever an event concerns. */
    public void describe(Message message, InboundEvent event) {
        WindowOwner party = WindowOwners.of(event);
        if (party != null) {
            describe(message, party);
        }
    }
}
