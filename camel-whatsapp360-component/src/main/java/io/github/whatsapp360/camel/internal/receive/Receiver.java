/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.internal.store.StoreFactory;
import io.github.whatsapp360.client.DeadLetterStore;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.internal.PassThroughInbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the events of one account: one webhook, one inbox and one dispatcher for all its consumers.
 *
 * <p>Exists as long as the account has an endpoint. After the last consumer has stopped, the webhook answers 503, so
 * that 360dialog repeats the deliveries later. Events run once the Camel context has started, so that every consumer
 * gets the events that were waiting.
 *
 * <p>Thread-safe.
 */
public final class Receiver extends ServiceSupport implements WebhookRuntime.Admission, DeadLetterStore {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** Maximum time between the removal of a route and the start of its replacement with the same name. */
    private static final Duration MAXIMUM_REPLACEMENT_TIME = Duration.ofMinutes(1);

    private final ReceivingAccount account;
    private final CamelContext context;
    private final Subscriptions subscriptions;
    private volatile boolean contextStarted;
    private volatile @Nullable WebhookRuntime runtime;
    private List<@Nullable Object> openedWith = List.of();

    public Receiver(ReceivingAccount account, CamelContext context) {
        this.account = account;
        this.context = context;
        this.subscriptions = account.subscriptions();
    }

    /** Whether there are consumers, including suspended ones. The options do not change while there are. */
    public boolean isTaken() {
        return subscriptions.anyAttached();
    }

    /**
     * Adds a consumer that starts. The first consumer opens the webhook; it is reopened if the options have changed
     * while there was no consumer.
     */
    public synchronized void attach(SubscriptionConsumer consumer) throws Exception {
        if (runtime != null && !isTaken() && !openedWith.equals(account.optionValues())) {
            stop();
        }
        subscriptions.attach(consumer);
        boolean attached = false;
        try {
            if (runtime == null) {
                start();
            }
            changed();
            attached = true;
        } finally {
            if (!attached) {
                subscriptions.detach(consumer);
            }
        }
    }

    /** A consumer has stopped. */
    public void detach(SubscriptionConsumer consumer) {
        subscriptions.detach(consumer);
        changed();
    }

    /** A consumer was suspended, resumed or stopped. */
    public synchronized void changed() {
        WebhookRuntime current = runtime;
        if (current == null) {
            return;
        }
        Set<String> running = subscriptions.running();
        if (current.inbox() instanceof PassThroughInbox direct) {
            direct.setRunning(contextStarted ? running : Set.of());
        }
        if (running.isEmpty()) {
            current.dispatcher().stop();
        } else if (contextStarted) {
            current.dispatcher().start();
        }
    }

    @Override
    public boolean accepts() {
        boolean keeps = !StoreFactory.keepsNothing(account.configuration());
        return !context.isStopping() && (!subscriptions.running().isEmpty() || (keeps && subscriptions.anySuspended()));
    }

    /**
     * Without a store, the events of a removed route are refused while the route may be about to be replaced; after
     * that they belong to no subscription.
     */
    @Override
    public List<String> subscriptionsOf(String family, String name) {
        return StoreFactory.keepsNothing(account.configuration())
                ? subscriptions.taking(family, name, account.clock().instant().minus(MAXIMUM_REPLACEMENT_TIME))
                : subscriptions.taking(family, name);
    }

    /** The open runtime; null before the first consumer has started and after the component has stopped. */
    @Nullable
    public WebhookRuntime runtime() {
        return runtime;
    }

    @Override
    public List<DeadLetter> deadLetters(long after, int limit) {
        return mustBeOpen().inbox().deadLetters(after, limit);
    }

    @Override
    public Optional<DeadLetter> deadLetter(long id) {
        return Optional.ofNullable(mustBeOpen().inbox().deadLetter(id));
    }

    @Override
    public int replayDeadLetters(DeadLetterSelection selection) {
        int replayed = mustBeOpen().inbox().replay(selection, null);
        LOG.info("Account {}: {} dead letters were replayed", account.name(), replayed);
        return replayed;
    }

    @Override
    public int purgeDeadLetters(DeadLetterSelection selection) {
        int purged = mustBeOpen().inbox().purge(selection);
        LOG.info("Account {}: {} dead letters were purged", account.name(), purged);
        return purged;
    }

    Map<String, String> subscriptionStates() {
        return subscriptions.states();
    }

    /** As {@link OrphanedEvents#handOver}. */
    int handOverOrphaned(String from, String to) {
        return mustBeOpen().orphaned().handOver(from, to);
    }

    /** As {@link OrphanedEvents#purge}. */
    int purgeOrphaned(String subscription) {
        return mustBeOpen().orphaned().purge(subscription);
    }

    private WebhookRuntime mustBeOpen() {
        WebhookRuntime current = runtime;
        if (current == null) {
            throw new IllegalStateException("Account '" + account.name()
                    + "' has no open inbox in this application: none of its consumers has started");
        }
        return current;
    }

    @Override
    protected void doStart() throws Exception {
        WebhookRuntime opening = new WebhookRuntime(account, context, subscriptions);
        try {
            opening.open(this);
        } catch (Exception failed) {
            opening.close();
            throw failed;
        }
        runtime = opening;
        openedWith = account.optionValues();
        context.addStartupListener(new StartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
                contextStarted = true;
                changed();
            }
        });
    }

    @Override
    protected void doStop() {
        WebhookRuntime current = runtime;
        runtime = null;
        if (current != null) {
            current.close();
        }
    }
}
