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
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.camel.internal.support.ByteSize;
import io.github.whatsapp360.camel.internal.support.LeasedClient;
import io.github.whatsapp360.camel.internal.support.MessageRate;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.client.ApiKey;
import io.github.whatsapp360.client.ClientLimits;
import io.github.whatsapp360.client.ClientSettings;
import io.github.whatsapp360.client.DeadLetterStore;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.inbox.internal.MemoryInbox;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WhatsApp number, shared by all endpoints of a Camel context: its options, its client and its receiver. Each part
 * is created on first use: a route that only receives opens no connection to the API.
 *
 * <p>Thread-safe.
 */
public final class Account implements SendingAccount, ReceivingAccount {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    /** The rate limiter of a recipient can be in effect for this long and must be kept meanwhile. */
    private static final Duration IDLE_PERIOD = Duration.ofMinutes(5);

    private final String name;
    private final CamelContext context;
    private final Path inboxDirectory;
    private final Set<String> trimmed = ConcurrentHashMap.newKeySet();
    private final AccountRegistry registry;
    private final AccountPhoneNumberId number;
    private final Supplier<Clock> clock;
    private final Supplier<SharedResources> shared;
    private final AccountOptions options;
    private final TemplateCacheInvalidator templateCacheInvalidator = new TemplateCacheInvalidator();
    private final ReportedThroughput throughput;
    private final BilledMessages billed;
    private final AccountIdentities identities;
    private final SentMessageLog sentMessages;
    private final Subscriptions subscriptions;
    private final SendingPause sendingPause = new SendingPause();

    private volatile @Nullable LeasedClient client;
    private @Nullable Receiver receiver;
    private @Nullable MemoryInbox memoryInbox;
    private @Nullable AccountWindows windows;
    private @Nullable Meters meters;
    private volatile @Nullable Meters sendingMeters;
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
        this.throughput = new ReportedThroughput(name, this::applyThroughput);
        this.billed = new BilledMessages(name, clock);
        this.sentMessages = new SentMessageLog(
                name,
                clock,
                new SentMessageLog.Resources(
                        this::callbacks, () -> shared.get().timer(), this::sendingMeters, () -> configuration()
                                .getMaximumWaiting()));
        this.subscriptions = new Subscriptions(name);
        this.identities = new AccountIdentities(name, clock, subscriptions::taking);
        this.context = context;
        this.inboxDirectory = inboxDirectory;
        this.options = new AccountOptions(name, context);
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
            replaceOutdatedClient(endings);
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
            replaceOutdatedClient(endings);
            if (options.isUnused()) {
                endings.addAll(unusedEndings());
            }
        }
        endings.forEach(Runnable::run);
    }

    /** The next call creates a client with the current options. */
    private void replaceOutdatedClient(List<Runnable> endings) {
        LeasedClient current = client;
        if (current != null && !current.isMadeBy(options.values())) {
            client = null;
            endings.add(current::retire);
        }
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
            LeasedClient made = client;
            boolean isIdle = System.nanoTime() - unusedSince >= idle.toNanos();
            if (made == null || !options.isUnused() || made.isUsed() || !isIdle) {
                return;
            }
            endings.addAll(unusedEndings());
            endings.add(made::retire);
            ifMade(sendingMeters, gauges -> endings.add(gauges::close));
            client = null;
            sendingMeters = null;
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
        LeasedClient current = client;
        return current != null && current.acquire() ? current : leaseNew();
    }

    private synchronized LeasedClient leaseNew() {
        LeasedClient current = client;
        if (current != null && (current.acquire() || (shared.get().isEnding() && current.acquireClosed()))) {
            return current;
        }
        current = newClient();
        client = current.acquire() ? current : null;
        return current;
    }

    private LeasedClient newClient() {
        Whatsapp360Client made = new Whatsapp360Client(
                clientSettings(),
                identities.with(windows(), "userId".equals(configuration().getRecipientPreference())),
                this::receiver,
                sentMessages,
                clock(),
                shared.get().timer());
        throughput.applyTo(made);
        sendingPause.applyTo(made);
        sendingMeters();
        return new LeasedClient(made, options.values());
    }

    private int waiting() {
        LeasedClient made = client;
        return made == null ? 0 : made.client().waiting();
    }

    private int messagesPerSecond() {
        LeasedClient made = client;
        return made == null ? 0 : made.client().messagesPerSecond();
    }

    @Override
    public Executor callbacks() {
        return shared.get().continuations();
    }

    /** Trims white space around secrets, which secret files often contain. Logged once per option. */
    public void trimSecrets(Whatsapp360Configuration configuration) {
        for (SharedOption option : options.shared()) {
            if (option.trim(configuration) && trimmed.add(option.name())) {
                LOG.info("Account {}: white space around {} was trimmed", name, option.name());
            }
        }
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
        throughput.onDelivery(delivery, registry::throughputs);
        LeasedClient sending = client;
        if (sending != null) {
            templateCacheInvalidator.invalidate(delivery, sending.client());
        }
    }

    private void applyThroughput() {
        ifMade(client, sending -> throughput.applyTo(sending.client()));
    }

    ReportedThroughput throughput() {
        return throughput;
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
        Meters made = sendingMeters;
        return made == null ? newSendingMeters() : made;
    }

    private synchronized Meters newSendingMeters() {
        Meters made = sendingMeters;
        if (made == null) {
            made = Meters.of(context, name);
            made.gauge("whatsapp360.waiting", null, this::waiting);
            made.gauge("whatsapp360.delivery.waiting", null, sentMessages::waiting);
            made.gauge("whatsapp360.rate.limit", null, this::messagesPerSecond);
            sendingMeters = made;
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
        List<Runnable> sending = new ArrayList<>();
        synchronized (this) {
            ifMade(client, made -> sending.add(made::close));
            ifMade(sendingMeters, made -> sending.add(made::close));
            sendingMeters = null;
        }
        sending.forEach(Runnable::run);
    }

    private static <T> void ifMade(@Nullable T made, Consumer<T> then) {
        if (made != null) {
            then.accept(made);
        }
    }

    private ClientSettings clientSettings() {
        Whatsapp360Configuration options = configuration();
        String key = options.getApiKey();
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("Account '" + name
                    + "' has no apiKey: set camel.component.whatsapp360.api-key, "
                    + "or camel.component.whatsapp360.accounts." + name + ".api-key, or the endpoint's option apiKey");
        }
        return new ClientSettings(
                URI.create(options.getBaseUrl()),
                new ApiKey(key),
                Duration.ofMillis(options.getConnectTimeout()),
                Duration.ofMillis(options.getRequestTimeout()),
                options.getMaximumConnections(),
                tls(options.getSslContextParameters()),
                options.getX509HostnameVerifier(),
                proxy(options),
                limits(options));
    }

    private ClientLimits limits(Whatsapp360Configuration options) {
        MessageRate rate = MessageRate.parse(name, options.getMessagesPerSecond());
        return new ClientLimits(
                rate.messagesPerSecond(),
                options.getMaximumRetries(),
                ByteSize.parse(name, "maximumMediaSize", options.getMaximumMediaSize()),
                rate.adaptive());
    }

    private javax.net.ssl.@Nullable SSLContext tls(@Nullable SSLContextParameters parameters) {
        if (parameters == null) {
            return null;
        }
        try {
            return shared.get().tls(parameters);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(
                    AccountMessage.of(name, "sslContextParameters cannot be used"), unusable);
        }
    }

    private ClientSettings.@Nullable Proxy proxy(Whatsapp360Configuration options) {
        String host = options.getProxyHost();
        if (host == null) {
            return null;
        }
        Integer port = options.getProxyPort();
        if (port == null) {
            throw new IllegalArgumentException(AccountMessage.of(name, "proxyHost needs proxyPort"));
        }
        return new ClientSettings.Proxy(host, port, options.getProxyAuthUsername(), options.getProxyAuthPassword());
    }
}
