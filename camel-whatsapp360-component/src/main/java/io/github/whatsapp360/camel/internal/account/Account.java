/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.delivery.SentMessageLog;
import io.github.whatsapp360.camel.internal.receive.AccountDirectory;
import io.github.whatsapp360.camel.internal.receive.Receiver;
import io.github.whatsapp360.camel.internal.receive.ReceivingAccount;
import io.github.whatsapp360.camel.internal.receive.Subscriptions;
import io.github.whatsapp360.camel.internal.send.SendingAccount;
import io.github.whatsapp360.camel.internal.send.SendingHealthCheck;
import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.camel.internal.store.AccountPhoneNumberId;
import io.github.whatsapp360.camel.internal.store.AccountWindows;
import io.github.whatsapp360.camel.internal.store.BilledMessages;
import io.github.whatsapp360.camel.internal.support.LeasedClient;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.client.DeadLetterStore;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.inbox.internal.MemoryInbox;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * One WhatsApp number, shared by all endpoints of a Camel context: its options, its client and its receiver. Each part
 * is created on first use: a route that only receives opens no connection to the API.
 *
 * <p>Thread-safe.
 */
public final class Account implements SendingAccount, ReceivingAccount {

    /** The rate limiter of a recipient can be in effect for this long and must be kept meanwhile. */
    private static final Duration IDLE_PERIOD = Duration.ofMinutes(5);

    private final String name;
    private final CamelContext context;
    private final Path inboxDirectory;
    private final AccountRegistry registry;
    private final AccountPhoneNumberId number;
    private final Supplier<Clock> clock;
    private final Supplier<SharedResources> shared;
    private final AccountOptions options;
    private final TemplateCacheInvalidator templateCacheInvalidator = new TemplateCacheInvalidator();
    private final ReportedLimits reportedLimits;
    private final BilledMessages billed;
    private final AccountIdentities identities;
    private final SentMessageLog sentMessages;
    private final Subscriptions subscriptions;
    private final SendingPause sendingPause = new SendingPause();
    private final AccountClient client;

    private @Nullable Receiver receiver;
    private @Nullable MemoryInbox memoryInbox;
    private @Nullable AccountWindows windows;
    private @Nullable Meters meters;
    private volatile @Nullable Tracing tracing;
    private @Nullable SendingHealthCheck sendingCheck;
    private long unusedSince;

    /**
     * Creates an account.
     *
     * @param inboxDirectory where embedded inboxes keep their files
     * @param registry the accounts of the component
     * @param clock supplies the clock, once the component is configured
     * @param shared supplies the resources of the component, once it has started
     */
    public Account(
            String name,
            CamelContext context,
            Path inboxDirectory,
            AccountRegistry registry,
            Supplier<Clock> clock,
            Supplier<SharedResources> shared) {
        this.clock = clock;
        this.shared = shared;
        this.name = name;
        this.registry = registry;
        this.number = new AccountPhoneNumberId(name);
        this.reportedLimits = new ReportedLimits(name, clock, this::applyThroughput);
        this.billed = new BilledMessages(name, clock);
        this.sentMessages = new SentMessageLog(
                name,
                clock,
                new SentMessageLog.Resources(
                        this::callbacks,
                        () -> shared.get().timer(),
                        this::sendingMeters,
                        this::tracing,
                        () -> configuration().getMaximumWaiting()));
        this.subscriptions = new Subscriptions(name);
        this.identities = new AccountIdentities(name, clock, this::meters, subscriptions::taking);
        this.context = context;
        this.inboxDirectory = inboxDirectory;
        this.options = new AccountOptions(name, context);
        this.client = new AccountClient(this, this::newClient, this::newSendingMeters, () -> shared.get()
                .isEnding());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path inboxDirectory() {
        return inboxDirectory;
    }

    /**
     * Adds an endpoint with its shared options.
     *
     * @throws IllegalArgumentException if another endpoint gave something else, or if it comes too late
     */
    public void join(AccountOptions.Member endpoint) {
        List<Runnable> endings = new ArrayList<>();
        synchronized (this) {
            options.join(endpoint, receiver != null && receiver.isTaken());
            endings.addAll(client.replaceUnless(options.values()));
        }
        endings.forEach(Runnable::run);
        registry.warnOfSharedKey(this);
    }

    /**
     * Removes an endpoint. After the last one the receiver is stopped at once, and the client later unless an endpoint
     * joins again.
     */
    public void leave(AccountOptions.Member endpoint) {
        List<Runnable> endings = new ArrayList<>();
        synchronized (this) {
            options.leave(endpoint);
            endings.addAll(client.replaceUnless(options.values()));
            if (options.isUnused()) {
                endings.addAll(unusedEndings());
            }
        }
        endings.forEach(Runnable::run);
    }

    @Override
    public synchronized List<@Nullable Object> optionValues() {
        return options.values();
    }

    private List<Runnable> unusedEndings() {
        unusedSince = System.nanoTime();
        List<Runnable> endings = new ArrayList<>();
        ifMade(sendingCheck, check -> endings.add(check::unregister));
        ifMade(receiver, made -> endings.add(() -> ServiceHelper.stopAndShutdownService(made)));
        ifMade(windows, made -> endings.add(made::keepInMemory));
        endings.add(identities::keepInMemory);
        sendingCheck = null;
        receiver = null;
        return endings;
    }

    /**
     * Closes the client if no endpoint of the account is left.
     *
     * @param idle minimum time since the last endpoint left
     */
    public void releaseIfUnused(Duration idle) {
        List<Runnable> endings = new ArrayList<>();
        synchronized (this) {
            boolean isOldEnough = System.nanoTime() - unusedSince >= idle.toNanos();
            if (!options.isUnused() || !client.isIdle() || !isOldEnough) {
                return;
            }
            endings.addAll(unusedEndings());
            endings.addAll(client.release());
        }
        endings.forEach(Runnable::run);
    }

    /** As {@link #releaseIfUnused(Duration)}, after the default idle time of five minutes. */
    public void releaseIfUnused() {
        releaseIfUnused(IDLE_PERIOD);
    }

    @Override
    public synchronized Whatsapp360Configuration configuration() {
        return Objects.requireNonNull(options.effective(), "No endpoint has joined the account yet");
    }

    /** Null before the first endpoint joins, or if there is no key. */
    synchronized @Nullable String apiKey() {
        Whatsapp360Configuration effective = options.effective();
        return effective == null ? null : effective.getApiKey();
    }

    public synchronized @Nullable String baseUrl() {
        Whatsapp360Configuration effective = options.effective();
        return effective == null ? null : effective.getBaseUrl();
    }

    @Override
    public Whatsapp360Client client() {
        LeasedClient lease = lease();
        lease.release();
        return lease.client();
    }

    /**
     * Leases the client for one operation, which must release it when it completes. After the component has stopped,
     * returns the last client, which is closed, so that remaining operations fail with an outcome.
     *
     * @throws IllegalArgumentException if there is no key
     * @throws IllegalStateException if the component has been stopped
     */
    public LeasedClient lease() {
        return client.lease();
    }

    private LeasedClient newClient() {
        Whatsapp360Client made = new Whatsapp360Client(
                new ClientSettingsFactory(name, configuration(), shared.get()).create(),
                identities.with(windows(), "userId".equals(configuration().getRecipientPreference())),
                this::receiver,
                sentMessages,
                clock(),
                shared.get().timer());
        reportedLimits.applyTo(made);
        sendingPause.applyTo(made);
        sendingMeters();
        return new LeasedClient(made, options.values());
    }

    @Override
    public Executor callbacks() {
        return shared.get().continuations();
    }

    /** Trims white space around secrets; see {@link AccountOptions#trimSecrets}. */
    public void trimSecrets(Whatsapp360Configuration configuration) {
        options.trimSecrets(configuration);
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public AccountPhoneNumberId number() {
        return number;
    }

    @Override
    public Whatsapp360Exception named(Whatsapp360Exception problem) {
        boolean isOwn = problem instanceof InvalidMessageException && problem.httpStatus() == 0;
        return isOwn ? problem : problem.ofAccount(name);
    }

    @Override
    public AccountDirectory accounts() {
        return registry;
    }

    @Override
    public DeadLetterStore deadLetters() {
        return receiver();
    }

    @Override
    public synchronized MemoryInbox memoryInbox(MemoryInbox made) {
        MemoryInbox kept = memoryInbox;
        if (kept == null || (kept.state().waiting() == 0 && kept.state().deadLetters() == 0)) {
            if (kept != null) {
                made.replace(kept);
            }
            memoryInbox = made;
            return made;
        }
        return kept;
    }

    /** The receiver, created on first use. */
    public synchronized Receiver receiver() {
        if (receiver == null) {
            receiver = new Receiver(this, context);
        }
        return receiver;
    }

    @Override
    public synchronized AccountWindows windows() {
        if (windows == null) {
            windows = new AccountWindows(clock(), () -> configuration().isTemplateOpensWindow());
        }
        return windows;
    }

    @Override
    public AccountIdentities identities() {
        return identities;
    }

    @Override
    public void onDelivery(List<EventElement> delivery) {
        billed.onDelivery(delivery, meters());
        reportedLimits.onDelivery(delivery, registry::reportedLimits);
        ifMade(client.current(), sending -> templateCacheInvalidator.invalidate(delivery, sending));
    }

    private void applyThroughput() {
        ifMade(client.current(), reportedLimits::applyTo);
    }

    ReportedLimits reportedLimits() {
        return reportedLimits;
    }

    SendingPause sendingPause() {
        return sendingPause;
    }

    @Override
    public SentMessageLog sentMessages() {
        return sentMessages;
    }

    @Override
    public BilledMessages billed() {
        return billed;
    }

    @Override
    public Clock clock() {
        return clock.get();
    }

    @Override
    public synchronized @Nullable Receiver receiverIfAny() {
        return receiver;
    }

    @Override
    public Meters sendingMeters() {
        return client.meters();
    }

    private Meters newSendingMeters() {
        Meters made = Meters.of(context, name);
        made.gauge("whatsapp360.waiting", null, () -> client.figure(Whatsapp360Client::waiting));
        made.gauge("whatsapp360.delivery.waiting", null, sentMessages::waiting);
        made.gauge("whatsapp360.rate.limit", null, () -> client.figure(Whatsapp360Client::messagesPerSecond));
        return made;
    }

    @Override
    public Tracing tracing() {
        Tracing made = tracing;
        if (made == null) {
            made = Tracing.of(context, name);
            tracing = made;
        }
        return made;
    }

    @Override
    public synchronized Meters meters() {
        if (meters == null) {
            meters = Meters.of(context, name);
        }
        return meters;
    }

    /** Registers the health check of the producers, once. */
    public synchronized void checkSending() {
        if (sendingCheck == null) {
            sendingCheck = SendingHealthCheck.register(this, context);
        }
    }

    /**
     * Stops the account because the component stops; calls in flight fail, each with its outcome. Does not hold the
     * lock while it waits, because tasks that are ending may still use options, windows and client. Parts are created
     * again on the next use.
     */
    public void stop() {
        sentMessages.endWaits();
        List<Runnable> receiving;
        synchronized (this) {
            receiving = unusedEndings();
        }
        receiving.forEach(Runnable::run);
        synchronized (this) {
            memoryInbox = null;
        }
        client.close();
    }

    private static <T> void ifMade(@Nullable T made, Consumer<T> then) {
        if (made != null) {
            then.accept(made);
        }
    }
}
