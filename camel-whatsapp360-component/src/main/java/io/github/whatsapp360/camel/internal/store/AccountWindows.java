/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.WindowLookup;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
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
 * The customer service windows of one account: in the database of its inbox if it has one, otherwise in memory. A
 * window is read when it is asked for, so a restart loses none of a database and all in memory. The result of a send is
 * in memory at once, so that the next send uses it.
 *
 * <p>Thread-safe.
 */
public final class AccountWindows implements WindowLookup {

    /** Maximum number of rows; they take about 50 MB. */
    private static final int MAXIMUM_ROWS_IN_MEMORY = 200_000;

    private final Clock clock;
    private final BooleanSupplier templateOpens;
    private final SendTimes sent = new SendTimes();
    private final WindowEventMapper events = new WindowEventMapper(sent);
    private final MemoryWindowTable memoryTable = new MemoryWindowTable(MAXIMUM_ROWS_IN_MEMORY);
    private final WindowUpdater<RuntimeException> memory = new WindowUpdater<>(memoryTable);
    private final OptOuts optOuts;
    private volatile @Nullable DatabaseStore databaseStore;

    /** The window store in a database, and the inbox of that database. */
    private record DatabaseStore(WindowStore windows, Inbox inbox) {}

    public AccountWindows(Clock clock, BooleanSupplier templateOpens) {
        this.clock = clock;
        this.templateOpens = templateOpens;
        this.optOuts = new OptOuts(clock);
    }

    /** Which of the customers have opted out of marketing messages. */
    public OptOuts optOuts() {
        return optOuts;
    }

    /** Uses the window store of the account's inbox, if its database has one. */
    public void useStore(AccountStore store) {
        WindowStore windows = store.windows();
        databaseStore = windows == null ? null : new DatabaseStore(windows, store.inbox());
        optOuts.useStore(store.optOuts());
    }

    /** Uses memory only, because the inbox was closed. */
    public void keepInMemory() {
        databaseStore = null;
        optOuts.useStore(null);
    }

    /**
     * Stores the events of a delivery with their effects on windows and opt-outs, including those of events without a
     * subscription.
     *
     * @param entry to be written in the same transaction; null if there is none
     */
    CompletableFuture<?> store(
            Inbox inbox, List<EventElement> all, List<InboxEvent> wanted, CompanionTable.@Nullable Entry entry) {
        CompletableFuture<?> decided = optOuts.store(all);
        return decided == null
                ? storeEvents(inbox, all, wanted, entry)
                : decided.thenCompose(stored -> storeEvents(inbox, all, wanted, entry));
    }

    private CompletableFuture<?> storeEvents(
            Inbox inbox, List<EventElement> all, List<InboxEvent> wanted, CompanionTable.@Nullable Entry entry) {
        List<WindowEvent> windowEvents = windowEvents(all);
        DatabaseStore store = databaseStore;
        if (windowEvents.isEmpty() && entry == null) {
            return wanted.isEmpty() ? CompletableFuture.completedFuture(0) : inbox.store(wanted);
        }
        if (store != null && store.inbox() == inbox) {
            return stored(store.windows().store(wanted, windowEvents, entry), windowEvents);
        }
        windowEvents.forEach(this::applyInMemory);
        return wanted.isEmpty() ? CompletableFuture.completedFuture(0) : inbox.store(wanted);
    }

    /** Remembers stored links, so that they are not written again for a while. */
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
     * Most events contain a number and an id that are linked already. Only the memory is checked: writing a link again
     * is cheap, and this method must not block.
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

    /** Applies the result of a send: in memory at once, in the database shortly after. */
    private void apply(WindowEvent windowEvent) {
        applyInMemory(windowEvent);
        DatabaseStore store = databaseStore;
        if (store != null) {
            CompletableFuture<?> unused = store.windows().store(List.of(), List.of(windowEvent), null);
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

    /** The response to a send links a number and an id, or contains the API's form of a number. */
    @Override
    public void accepted(Recipient recipient, SendReceipt receipt) {
        sent.accepted(receipt.messageId(), clock.instant());
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

    /** Links a number and an id, unless they are linked already. */
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

    /** Returns the current window of a user or group. */
    public ServiceWindow windowOf(WindowOwner owner) {
        Instant now = clock.instant();
        WindowFacts found = findInMemory(owner, now);
        DatabaseStore store = databaseStore;
        if (store != null) {
            found = found.and(store.windows().find(owner, now));
        }
        return found.at(now, templateOpens.getAsBoolean());
    }

    /** Deletes the windows of numbers and ids, and whether their owner wants marketing messages. */
    CompletableFuture<?> forget(List<String> keys) {
        synchronized (this) {
            memoryTable.remove(keys);
        }
        CompletableFuture<?> optOutsForgotten = optOuts.forget(keys);
        DatabaseStore store = databaseStore;
        return store == null
                ? optOutsForgotten
                : optOutsForgotten.thenCompose(done -> store.windows().forget(keys));
    }

    /** Sets the headers of the current window of an owner. */
    public void describe(Message message, WindowOwner owner) {
        ServiceWindow window = windowOf(owner);
        message.setHeader(Whatsapp360Constants.WINDOW_STATE, window.state().name());
        if (window.expires() == null) {
            message.removeHeader(Whatsapp360Constants.WINDOW_EXPIRES);
        } else {
            message.setHeader(Whatsapp360Constants.WINDOW_EXPIRES, window.expires());
        }
    }

    /** Sets the headers of the current window of the user or group that an event concerns. */
    public void describe(Message message, InboundEvent event) {
        WindowOwner owner = WindowOwners.of(event);
        if (owner != null) {
            describe(message, owner);
        }
    }
}
