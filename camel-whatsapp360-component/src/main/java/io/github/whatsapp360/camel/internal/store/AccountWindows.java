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
    private static final int MAXIMUM_ROWS_IN_MEMORY = 200_000;

    private final Clock clock;
    private final BooleanSupplier templateOpens;
    private final WindowEventMapper events = new WindowEventMapper();
    private final WindowUpdater<RuntimeException> memory =
            new WindowUpdater<>(new MemoryWindowTable(MAXIMUM_ROWS_IN_MEMORY));
    private volatile @Nullable DatabaseStore databaseStore;

    /** Where windows are kept, if they are, and beside which inbox. */
    private record DatabaseStore(WindowStore windows, Inbox inbox) {}

    public AccountWindows(Clock clock, BooleanSupplier templateOpens) {
        this.clock = clock;
        this.templateOpens = templateOpens;
    }

    /** From now on windows are kept where the account's inbox has a database. */
    public void useStore(AccountStore store) {
        WindowStore windows = store.windows();
        databaseStore = windows == null ? null : new DatabaseStore(windows, store.inbox());
    }

    /** The inbox beside which windows were kept is closed. */
    public void keepInMemory() {
        databaseStore = null;
    }

    /** Stores what a delivery brought, with what it does to windows, also by events that nobody takes. */
    public CompletableFuture<?> store(Inbox inbox, List<EventElement> all, List<InboxEvent> wanted) {
        List<WindowEvent> windowEvents = windowEvents(all);
        DatabaseStore store = databaseStore;
        if (windowEvents.isEmpty()) {
            return wanted.isEmpty() ? CompletableFuture.completedFuture(0) : inbox.store(wanted);
        }
        if (store != null && store.inbox() == inbox) {
            return stored(store.windows().store(wanted, windowEvents), windowEvents);
        }
        windowEvents.forEach(this::applyInMemory);
        return wanted.isEmpty() ? CompletableFuture.completedFuture(0) : inbox.store(wanted);
    }

    /** Who was met under number and id need not be entered again for a while. */
    private CompletableFuture<?> stored(CompletableFuture<?> answer, List<WindowEvent> windowEvents) {
        return answer.thenApply(stored -> {
            windowEvents.stream()
                    .filter(windowEvent -> windowEvent.effect() == Effect.IDENTIFIED && windowEvent.movedTo() == null)
                    .forEach(this::applyInMemory);
            return stored;
        });
    }

    private List<WindowEvent> windowEvents(List<EventElement> all) {
        Instant now = clock.instant();
        List<WindowEvent> windowEvents = new ArrayList<>();
        for (EventElement element : all) {
            WindowEvent windowEvent = events.map(element, now);
            if (windowEvent != null && !isKnownLink(windowEvent, now)) {
                windowEvents.add(windowEvent);
            }
        }
        return windowEvents;
    }

    /**
     * Most events name number and id of users that are known under both. Only the memory is asked: updater it once more costs
     * little, and nobody may wait here.
     */
    private boolean isKnownLink(WindowEvent windowEvent, Instant now) {
        String phone = windowEvent.owner().phone();
        String userId = windowEvent.owner().userId();
        if (windowEvent.effect() != Effect.IDENTIFIED
                || windowEvent.movedTo() != null
                || phone == null
                || userId == null) {
            return false;
        }
        return isLinked(phone, userId, now);
    }

    /** Enters what a send told. It is known from now on, and written to the disk soon. */
    private void apply(WindowEvent windowEvent) {
        applyInMemory(windowEvent);
        DatabaseStore store = databaseStore;
        if (store != null) {
            CompletableFuture<?> unused = store.windows().store(List.of(), List.of(windowEvent));
        }
    }

    @Override
    public boolean isClosed(Recipient recipient) {
        return window(recipient).state() == ServiceWindow.State.closed;
    }

    @Override
    public ServiceWindow window(Recipient recipient) {
        return windowOf(WindowOwners.of(recipient));
    }

    @Override
    public void refused(Recipient recipient, Instant begun) {
        apply(new WindowEvent(WindowOwners.of(recipient), Effect.SEEN_CLOSED, begun));
    }

    /** The answer to a send tells that a number and an id are one user, or that the API has a number under other digits. */
    @Override
    public void accepted(Recipient recipient, SendReceipt receipt) {
        String number = receipt.recipientId();
        String userId = receipt.userId();
        if (recipient instanceof Recipient.Phone phone) {
            String known = userId == null ? number : userId;
            if (known != null && !known.isBlank() && !known.equals(phone.key())) {
                linkIdentities(phone.key(), known);
            }
        } else if (recipient instanceof Recipient.UserId && number != null && !number.isBlank()) {
            linkIdentities(number, recipient.key());
        }
    }

    /** Told often, entered once. */
    private void linkIdentities(String phone, String userId) {
        Instant now = clock.instant();
        WindowEvent link = new WindowEvent(new WindowOwner(phone, userId), Effect.IDENTIFIED, now);
        if (!isKnownLink(link, now)) {
            apply(link);
        }
    }

    private synchronized void applyInMemory(WindowEvent windowEvent) {
        memory.apply(windowEvent);
    }

    private synchronized boolean isLinked(String phone, String userId, Instant now) {
        return memory.isLinked(phone, userId, now);
    }

    private synchronized WindowFacts findInMemory(WindowOwner owner, Instant now) {
        return memory.find(owner, now);
    }

    /** The window of a user or group, now. */
    public ServiceWindow windowOf(WindowOwner owner) {
        Instant now = clock.instant();
        WindowFacts found = findInMemory(owner, now);
        DatabaseStore store = databaseStore;
        if (store != null) {
            found = found.and(store.windows().find(owner, now));
        }
        return found.at(now, templateOpens.getAsBoolean());
    }

    /** Sets the headers of a window. */
    public void describe(Message message, WindowOwner owner) {
        ServiceWindow window = windowOf(owner);
        message.setHeader(Whatsapp360Constants.WINDOW_STATE, window.state().name());
        if (window.expires() == null) {
            message.removeHeader(Whatsapp360Constants.WINDOW_EXPIRES);
        } else {
            message.setHeader(Whatsapp360Constants.WINDOW_EXPIRES, window.expires());
        }
    }

    /** Sets the headers of the window of whoever an event concerns. */
    public void describe(Message message, InboundEvent event) {
        WindowOwner owner = WindowOwners.of(event);
        if (owner != null) {
            describe(message, owner);
        }
    }
}
