/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.WindowLookup;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.internal.IdentityEvidence;
import io.github.whatsapp360.identity.internal.IdentityUpdater;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.identity.internal.MemoryIdentityTable;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.internal.LruMap;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The customers of one account: in the database of its inbox if it has one, otherwise in memory.
 *
 * <p>Thread-safe.
 */
public final class AccountIdentities {

    private static final Logger LOG = LoggerFactory.getLogger(AccountIdentities.class);

    private static final int MAXIMUM_CUSTOMERS_IN_MEMORY = 50_000;
    private static final int MAXIMUM_KNOWN = 50_000;

    /** What was learned so recently is not written again for an event that nobody wants. */
    private static final Duration RELEARN_INTERVAL = Duration.ofDays(1);

    private static final String CONVERSATION_OF_USER = "user:";

    private final String account;
    private final Supplier<Clock> clock;
    private final Supplier<Meters> meters;
    private final IdentityEvents events;
    private final IdentityEvidenceMapper mapper = new IdentityEvidenceMapper();
    private final MemoryIdentityTable table = new MemoryIdentityTable(MAXIMUM_CUSTOMERS_IN_MEMORY);
    private final IdentityUpdater<RuntimeException> memory = new IdentityUpdater<>(table);
    private final Map<PersonIds, Instant> learned = new LruMap<>(MAXIMUM_KNOWN);
    private volatile @Nullable DatabaseStore databaseStore;
    private volatile @Nullable Inbox inbox;
    private final Map<String, CompletableFuture<?>> learning = new ConcurrentHashMap<>();
    private volatile boolean failed;

    /** The customers in a database, and the inbox of that database. */
    private record DatabaseStore(IdentityStore identities, Inbox inbox) {}

    /**
     * Creates the customers of an account.
     *
     * @param subscriptions the subscriptions that take events of a family and name
     */
    public AccountIdentities(
            String account,
            Supplier<Clock> clock,
            Supplier<Meters> meters,
            BiFunction<String, String, List<String>> subscriptions) {
        this.account = account;
        this.clock = clock;
        this.meters = meters;
        this.events = new IdentityEvents(subscriptions);
    }

    /** Uses the customers of the account's inbox, if its database has them. */
    public void useStore(AccountStore store) {
        IdentityStore identities = store.identities();
        databaseStore = identities == null ? null : new DatabaseStore(identities, store.inbox());
        inbox = store.inbox();
    }

    /** Uses memory only, because the inbox was closed. */
    public void keepInMemory() {
        databaseStore = null;
        inbox = null;
    }

    /**
     * Learns from the events of a delivery, including those without a subscription, and stores the wanted ones.
     *
     * @return as {@link Inbox#store}
     */
    public CompletableFuture<?> store(
            Inbox inbox, List<EventElement> all, List<InboxEvent> wanted, AccountWindows windows) {
        Instant now = clock.get().instant();
        List<IdentityEvidence> evidence = new ArrayList<>();
        Map<String, PersonIds> persons = new HashMap<>();
        for (EventElement element : all) {
            IdentityEvidence told = mapper.map(element, now);
            if (told != null && !(wanted.isEmpty() && isLearned(told, now))) {
                evidence.add(told);
            }
            if (told != null && element.conversation().startsWith(CONVERSATION_OF_USER)) {
                persons.put(element.dedupeKey(), told.ids());
            }
        }
        if (evidence.isEmpty()) {
            return windows.store(inbox, all, wanted, null);
        }
        IdentityBatch batch = new IdentityBatch(evidence, persons, wanted, events);
        DatabaseStore store = databaseStore;
        if (store == null || store.inbox() != inbox) {
            return windows.store(inbox, all, learnInMemory(batch), null);
        }
        return store.identities()
                .store(batch, (prepared, entry) -> windows.store(inbox, all, prepared, entry))
                .whenComplete((stored, failure) -> {
                    if (failure == null) {
                        onLearned(batch, evidence, now);
                    }
                });
    }

    private void onLearned(IdentityBatch batch, List<IdentityEvidence> evidence, Instant now) {
        synchronized (learned) {
            evidence.stream().filter(AccountIdentities::isSimple).forEach(each -> learned.put(each.ids(), now));
        }
        reportConflicts(batch);
    }

    private void reportConflicts(IdentityBatch batch) {
        for (String customers : batch.conflicts()) {
            meters.get().count("whatsapp360.identity.conflicts");
            LOG.warn(
                    "Account {}: the customers {} have a history under different phone numbers and were kept apart,"
                            + " although an event links them",
                    account,
                    customers);
        }
    }

    private boolean isLearned(IdentityEvidence evidence, Instant now) {
        synchronized (learned) {
            Instant before = learned.get(evidence.ids());
            return isSimple(evidence) && before != null && now.isBefore(before.plus(RELEARN_INTERVAL));
        }
    }

    private static boolean isSimple(IdentityEvidence evidence) {
        return evidence.before() == null && evidence.writtenAs() == null;
    }

    private List<InboxEvent> learnInMemory(IdentityBatch batch) {
        List<InboxEvent> events;
        synchronized (table) {
            events = batch.learn(memory);
        }
        reportConflicts(batch);
        return events;
    }

    /** Learns from the answer to a send; see {@link #learningFrom}. */
    public void accepted(Recipient recipient, SendReceipt receipt) {
        Instant now = clock.get().instant();
        IdentityEvidence told = IdentityEvidenceMapper.accepted(recipient, receipt, now);
        if (told == null || isLearned(told, now)) {
            return;
        }
        String key = recipient.key();
        CompletableFuture<?> storing = learn(new IdentityBatch(List.of(told), Map.of(), List.of(), events), told);
        learning.put(key, storing);
        CompletableFuture<?> unused = storing.whenComplete((stored, none) -> learning.remove(key, storing));
    }

    /** Never fails. */
    private CompletableFuture<?> learn(IdentityBatch batch, IdentityEvidence told) {
        Instant now = clock.get().instant();
        DatabaseStore store = databaseStore;
        Inbox opened = inbox;
        if (store != null) {
            return settled(
                    store.identities().learn(batch, store.inbox()).thenRun(() -> onLearned(batch, List.of(told), now)));
        }
        List<InboxEvent> changes = learnInMemory(batch);
        return changes.isEmpty() || opened == null
                ? CompletableFuture.completedFuture(null)
                : settled(opened.store(changes));
    }

    private CompletableFuture<?> settled(CompletableFuture<?> storing) {
        return storing.handle((stored, failure) -> {
            if (failure != null) {
                LOG.debug("Account {}: a customer was not learned", account, failure);
            }
            return true;
        });
    }

    /** Completes when the ids in the response to a send to this recipient are stored; never fails. */
    public CompletableFuture<?> learningFrom(Recipient recipient) {
        return learning.getOrDefault(recipient.key(), CompletableFuture.completedFuture(null));
    }

    /** Returns the customer with any of these ids; null if there is none or the store cannot be read. May block. */
    public @Nullable KnownCustomer find(PersonIds ids) {
        if (ids.isEmpty() && ids.username() == null) {
            return null;
        }
        DatabaseStore store = databaseStore;
        try {
            KnownCustomer found =
                    store == null ? findInMemory(ids) : store.identities().find(ids);
            failed = false;
            return found;
        } catch (InboxException unreadable) {
            if (!failed) {
                LOG.warn(
                        "Account {}: cannot read the customers; events and sends have no customer id: {}",
                        account,
                        unreadable.getMessage());
            }
            failed = true;
            return null;
        }
    }

    private @Nullable KnownCustomer findInMemory(PersonIds ids) {
        synchronized (table) {
            String customer = memory.find(ids);
            return customer == null ? null : memory.customer(customer);
        }
    }

    /** Returns the customer of a recipient; null for a group, and as {@link #find(PersonIds)}. May block. */
    public @Nullable CustomerIdentity customer(Recipient recipient) {
        KnownCustomer found =
                recipient instanceof Recipient.Group ? null : find(PersonIds.of(recipient.key(), null, null, null));
        return found == null ? null : found.identity();
    }

    /** Returns the customer whom an event concerns; null if there is none. May block. */
    public @Nullable KnownCustomer find(InboundEvent event) {
        return find(IdentityEvidenceMapper.idsOf(event));
    }

    /**
     * What is to be learned from an event before it runs, because its customer is not known: an earlier version stored
     * it, or the customer was forgotten since. Null if the event concerns nobody, or the store cannot be read.
     */
    public @Nullable IdentityEvidence unlearned(InboundEvent event, @Nullable KnownCustomer customer) {
        return customer != null || failed
                ? null
                : IdentityEvidenceMapper.ofStored(event, clock.get().instant());
    }

    /** Whether a claimed event was deleted together with its customer. May block. */
    public boolean isForgotten(Claim claim) {
        Inbox opened = inbox;
        return opened != null && !opened.isStored(claim);
    }

    /** Learns, and returns the customer; null if that fails. Blocks. */
    public @Nullable KnownCustomer learn(IdentityEvidence told) {
        learn(new IdentityBatch(List.of(told), Map.of(), List.of(), events), told)
                .join();
        return find(told.ids());
    }

    /**
     * Returns the customer with a customer id, a number, an id or a user name.
     *
     * @throws InboxException if the store cannot be read
     */
    public @Nullable CustomerIdentity identity(String anyId) {
        DatabaseStore store = databaseStore;
        KnownCustomer found;
        if (store == null) {
            synchronized (table) {
                found = memory.customer(anyId);
            }
        } else {
            found = store.identities().find(anyId);
        }
        if (found == null) {
            String digits = anyId.replaceAll("^\\+", "");
            PersonIds ids = PersonIds.of(digits, digits, digits, null);
            PersonIds named = ids.isEmpty() ? PersonIds.of(null, null, null, anyId) : ids;
            found = store == null ? findInMemory(named) : store.identities().find(named);
        }
        return found == null ? null : found.identity();
    }

    /**
     * Deletes a customer: first the events and dead letters that name the customer, then what else is kept. What
     * arrives meanwhile and names the customer in a new way is deleted too.
     *
     * @param others deletes what others keep under numbers and ids
     * @return completes once everything is deleted
     */
    CompletableFuture<?> forget(CustomerIdentity customer, Function<List<String>, CompletableFuture<?>> others) {
        List<String> names = namesOf(customer);
        return forgetEvents(names).thenCompose(done -> others.apply(names)).thenCompose(done -> {
            CustomerIdentity present = present(customer);
            if (present == null) {
                return CompletableFuture.<@Nullable Object>completedFuture(null);
            }
            CompletableFuture<?> rest =
                    names.containsAll(namesOf(present)) ? forget(present.customerId()) : forget(present, others);
            return rest.thenApply(deleted -> deleted);
        });
    }

    private static List<String> namesOf(CustomerIdentity customer) {
        return customer.aliases().stream()
                .filter(alias -> alias.kind() != CustomerIdentity.Kind.username)
                .map(CustomerIdentity.Alias::value)
                .toList();
    }

    private CompletableFuture<?> forgetEvents(List<String> names) {
        Inbox opened = inbox;
        return opened == null || names.isEmpty()
                ? CompletableFuture.completedFuture(0)
                : opened.forget(names.stream().map(name -> '"' + name + '"').toList())
                        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                                failure instanceof UnsupportedOperationException
                                        ? new InvalidMessageException(String.valueOf(failure.getMessage()))
                                        : failure));
    }

    /** The customer with this customer id, or the one that it was merged into meanwhile; null if there is none. */
    private @Nullable CustomerIdentity present(CustomerIdentity customer) {
        CustomerIdentity same = identity(customer.customerId());
        String name = customer.reachableBy();
        return same == null && name != null ? identity(name) : same;
    }

    private CompletableFuture<?> forget(String customerId) {
        DatabaseStore store = databaseStore;
        if (store == null) {
            synchronized (table) {
                CustomerIdentity unused = memory.forget(customerId);
            }
            forgetLearned();
            return CompletableFuture.completedFuture(null);
        }
        return store.identities().forget(customerId).thenRun(this::forgetLearned);
    }

    private void forgetLearned() {
        synchronized (learned) {
            learned.clear();
        }
    }

    /**
     * Whether an event must wait: its customer's events of another conversation, from before it was known that both
     * are of one person, run first.
     */
    public boolean isHeld(InboxEvent event, KnownCustomer customer) {
        Inbox opened = inbox;
        return opened != null
                && customer.before(event.conversation()).stream()
                        .anyMatch(earlier -> opened.isWaiting(event.subscription(), earlier));
    }

    /**
     * Returns a lookup of windows that learns from the answers to sends, limits the rate by customer, and addresses
     * customers by the preferred id.
     *
     * @param byUserId whether the user id is preferred to the phone number
     */
    public WindowLookup with(AccountWindows windows, boolean byUserId) {
        return new CustomerWindows(windows, this, byUserId);
    }
}
