/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.client.CustomerStore;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.WindowLookup;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.internal.IdentityEvidence;
import io.github.whatsapp360.identity.internal.IdentityUpdater;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.identity.internal.MemoryIdentityTable;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.internal.LruMap;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.window.ServiceWindow;
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
import java.util.function.Supplier;
import org.apache.camel.Message;
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
        IdentityBatch batch = new IdentityBatch(List.of(told), Map.of(), List.of(), events);
        DatabaseStore store = databaseStore;
        Inbox opened = inbox;
        if (store == null) {
            List<InboxEvent> changes = learnInMemory(batch);
            if (!changes.isEmpty() && opened != null) {
                CompletableFuture<?> unused = settled(opened.store(changes));
            }
            return;
        }
        String key = recipient.key();
        CompletableFuture<?> storing = settled(
                store.identities().learn(batch, store.inbox()).thenRun(() -> onLearned(batch, List.of(told), now)));
        learning.put(key, storing);
        CompletableFuture<?> unused = storing.whenComplete((stored, none) -> learning.remove(key, storing));
    }

    private CompletableFuture<?> settled(CompletableFuture<?> storing) {
        return storing.handle((stored, failure) -> {
            if (failure != null) {
                LOG.debug("Account {}: the recipient of a send was not learned", account, failure);
            }
            return true;
        });
    }

    /** Completes once it is stored what the answer to a send has told of the recipient; never fails. */
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
     * Deletes a customer, and the events and dead letters that name the customer.
     *
     * @return completes once everything is deleted
     */
    public CompletableFuture<?> forget(CustomerIdentity customer) {
        synchronized (learned) {
            learned.clear();
        }
        Inbox opened = inbox;
        List<String> texts = customer.aliases().stream()
                .filter(alias -> alias.kind() != CustomerIdentity.Kind.username)
                .map(alias -> '"' + alias.value() + '"')
                .toList();
        CompletableFuture<?> events =
                opened == null || texts.isEmpty() ? CompletableFuture.completedFuture(null) : opened.forget(texts);
        DatabaseStore store = databaseStore;
        if (store != null) {
            return events.thenCompose(done -> store.identities().forget(customer.customerId()));
        }
        synchronized (table) {
            CustomerIdentity unused = memory.forget(customer.customerId());
        }
        return events;
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

    /** Sets the headers of a customer, and removes those of another one. */
    public static void describe(Message message, @Nullable CustomerIdentity identity) {
        put(message, Whatsapp360Constants.CUSTOMER_ID, identity == null ? null : identity.customerId());
        put(message, Whatsapp360Constants.USER_ID, identity == null ? null : identity.userId());
        put(message, Whatsapp360Constants.PARENT_USER_ID, identity == null ? null : identity.parentUserId());
        put(message, Whatsapp360Constants.USERNAME, identity == null ? null : identity.username());
    }

    private static void put(Message message, String header, @Nullable String value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
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

    private record CustomerWindows(AccountWindows windows, AccountIdentities identities, boolean byUserId)
            implements WindowLookup, CustomerStore {

        @Override
        public CustomerStore customers() {
            return this;
        }

        @Override
        public @Nullable CustomerIdentity identity(String name) {
            return identities.identity(name);
        }

        @Override
        public CompletableFuture<?> forget(CustomerIdentity customer) {
            return windows.forget(customer).thenCompose(done -> identities.forget(customer));
        }

        @Override
        public List<Recipient> addressesOf(Recipient recipient) {
            boolean isPhone = recipient instanceof Recipient.Phone;
            if (recipient instanceof Recipient.Group) {
                return List.of(recipient);
            }
            CustomerIdentity known = identities.customer(recipient);
            String other = known == null ? null : isPhone ? known.userId() : known.phone();
            if (other == null) {
                return List.of(recipient);
            }
            Recipient alternative = isPhone ? new Recipient.UserId(other) : new Recipient.Phone(other);
            return isPhone == byUserId ? List.of(alternative, recipient) : List.of(recipient, alternative);
        }

        @Override
        public boolean isClosed(Recipient recipient) {
            return windows.isClosed(recipient);
        }

        @Override
        public ServiceWindow window(Recipient recipient) {
            return windows.window(recipient);
        }

        @Override
        public void accepted(Recipient recipient, SendReceipt receipt) {
            windows.accepted(recipient, receipt);
            identities.accepted(recipient, receipt);
        }

        @Override
        public void refused(Recipient recipient, Instant begun) {
            windows.refused(recipient, begun);
        }
    }
}
