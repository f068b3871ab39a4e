package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.ApiKey;
import io.github.whatsapp360.client.ClientLimits;
import io.github.whatsapp360.client.ClientSettings;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.webhook.EventElement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WhatsApp number as all endpoints of a Camel context share it: its options, its client, its receiving side. What is not
 * needed is not made: a route that only receives opens no connection to the API.
 *
 * <p>Thread-safe.
 */
final class Account extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    private final String name;
    private final CamelContext context;
    private final Path inboxDirectory;
    private final Map<String, Object> given = new HashMap<>();
    private final Set<String> trimmed = new HashSet<>();
    private final Neighbours neighbours;
    private final AccountNumber number;
    private final Supplier<Clock> clock;
    private final TemplateNews templateNews = new TemplateNews();
    private final Subscriptions subscriptions = new Subscriptions();

    private @Nullable Whatsapp360Configuration effective;
    private volatile @Nullable Whatsapp360Client client;
    private @Nullable ScheduledExecutorService timer;
    private volatile @Nullable ExecutorService callbacks;
    private @Nullable Receiver receiver;
    private @Nullable AccountWindows windows;
    private @Nullable Meters meters;
    private volatile @Nullable Meters sendingMeters;
    private @Nullable SendingHealthCheck sendingCheck;
    private volatile boolean stopped;

    /**
     * An account.
     *
     * @param inboxDirectory where embedded inboxes keep their files
     * @param neighbours what all accounts share
     * @param clock what tells the time, once the component is configured
     */
    Account(String name, CamelContext context, Path inboxDirectory, Neighbours neighbours, Supplier<Clock> clock) {
        this.clock = clock;
        this.name = name;
        this.neighbours = neighbours;
        this.number = new AccountNumber(name);
        this.context = context;
        this.inboxDirectory = inboxDirectory;
    }

    String name() {
        return name;
    }

    Path inboxDirectory() {
        return inboxDirectory;
    }

    /**
     * Takes over what an endpoint gives of the shared options.
     *
     * @param inherited what the endpoint began with
     * @param configuration what it has now
     * @throws IllegalArgumentException if another endpoint gave something else, or if it comes too late
     */
    synchronized void join(Whatsapp360Configuration inherited, Whatsapp360Configuration configuration) {
        trimSecrets(inherited);
        trimSecrets(configuration);
        Whatsapp360Configuration mine = effective;
        if (mine == null) {
            mine = inherited.copy();
            effective = mine;
        }
        for (SharedOption<?> option : SharedOption.all()) {
            Object value = option.of(configuration);
            if (value != null && !value.equals(option.of(inherited))) {
                give(option, value, configuration, mine);
            }
        }
    }

    private void trimSecrets(Whatsapp360Configuration configuration) {
        for (SharedOption<?> option : SharedOption.all()) {
            if (option.trim(configuration) && trimmed.add(option.name())) {
                LOG.info("Account {}: white space around {} is left out", name, option.name());
            }
        }
    }

    private void give(
            SharedOption<?> option, Object value, Whatsapp360Configuration from, Whatsapp360Configuration mine) {
        boolean inUse = client != null || receiver != null;
        boolean sameAsNow = Objects.equals(value, option.of(mine));
        if ((given.containsKey(option.name()) || inUse) && !sameAsNow) {
            throw new IllegalArgumentException("Account '" + name + "' has " + option.name() + "=" + option.shown(mine)
                    + " and an endpoint gives " + option.name() + "=" + option.shown(from)
                    + ". All endpoints of an account share this option: give it once, or alike everywhere");
        }
        given.put(option.name(), value);
        option.copy(from, mine);
    }

    /** The shared options as they are in force. */
    synchronized Whatsapp360Configuration configuration() {
        return Objects.requireNonNull(effective, "No endpoint has joined the account yet");
    }

    synchronized @Nullable String baseUrl() {
        return effective == null ? null : effective.getBaseUrl();
    }

    /**
     * The client, made when it is first needed.
     *
     * @throws IllegalArgumentException if there is no key
     * @throws IllegalStateException if the component has been stopped
     */
    Whatsapp360Client client() {
        Whatsapp360Client made = client;
        return made == null ? newClient() : made;
    }

    private synchronized Whatsapp360Client newClient() {
        Whatsapp360Client made = client;
        if (made == null) {
            refuseAfterStop();
            ClientSettings settings = clientSettings();
            timer = context.getExecutorServiceManager().newScheduledThreadPool(this, "Whatsapp360Timer-" + name, 1);
            made = new Whatsapp360Client(settings, windows(), this::receiver, clock(), timer);
            client = made;
            sendingMeters().gauge("whatsapp360.waiting", null, made::waiting);
        }
        return made;
    }

    /** Where routes go on after an answer of the API: a pool of Camel's, never a thread of the HTTP client. */
    ExecutorService callbacks() {
        ExecutorService made = callbacks;
        return made == null ? newCallbacks() : made;
    }

    private synchronized ExecutorService newCallbacks() {
        ExecutorService made = callbacks;
        if (made == null) {
            refuseAfterStop();
            made = context.getExecutorServiceManager().newDefaultThreadPool(this, "Whatsapp360Callback-" + name);
            callbacks = made;
        }
        return made;
    }

    /** Who takes which events of this number. */
    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** The receiving side, made when the first consumer needs it. */
    synchronized Receiver receiver() {
        if (receiver == null) {
            receiver = new Receiver(this, context);
        }
        return receiver;
    }

    /** The windows of this number's users. */
    synchronized AccountWindows windows() {
        if (windows == null) {
            windows = new AccountWindows(clock(), () -> configuration().isTemplateOpensWindow());
        }
        return windows;
    }

    /** Which number it is. */
    AccountNumber number() {
        return number;
    }

    /** The other accounts of the component. */
    Neighbours neighbours() {
        return neighbours;
    }

    /** Hears of every event that was delivered, also of those that nobody takes. */
    void hear(List<EventElement> delivery) {
        Whatsapp360Client sending = client;
        if (sending != null) {
            templateNews.tell(delivery, sending);
        }
    }

    /** What tells the time. */
    Clock clock() {
        return clock.get();
    }

    /** The receiving side if there is one already: looking at it must not make it. */
    synchronized @Nullable Receiver receiverIfAny() {
        return receiver;
    }

    /**
     * Takes a path for this account's webhook. HTTP servers let two consumers have one path, and give the first one everything.
     *
     * @throws IllegalArgumentException if another account has it
     */
    void claim(String path) {
        String owner = neighbours.paths().putIfAbsent(path, name);
        if (owner != null && !owner.equals(name)) {
            throw new IllegalArgumentException("Accounts '" + owner + "' and '" + name + "' have the same webhookPath "
                    + path + ": put {account} into it, or give each its own");
        }
    }

    /** Gives the path back. */
    void unclaim() {
        neighbours.paths().values().remove(name);
    }

    /** What sends are measured with. */
    Meters sendingMeters() {
        Meters made = sendingMeters;
        return made == null ? newSendingMeters() : made;
    }

    private synchronized Meters newSendingMeters() {
        Meters made = sendingMeters;
        if (made == null) {
            made = Meters.of(context, name);
            sendingMeters = made;
        }
        return made;
    }

    /** What receiving is measured with. */
    synchronized Meters meters() {
        if (meters == null) {
            meters = Meters.of(context, name);
        }
        return meters;
    }

    /** Adds the check of the producers to Camel's, once. */
    synchronized void checkSending() {
        if (sendingCheck == null) {
            sendingCheck = SendingHealthCheck.register(this, context);
        }
    }

    /** What were made now nobody would close. */
    private void refuseAfterStop() {
        if (stopped) {
            throw new IllegalStateException("The component whatsapp360 has been stopped: nothing can be sent");
        }
    }

    /** Not under the lock: what is ending, and is waited for, may still ask for options, windows and the client. */
    @Override
    protected void doStop() {
        stopped = true;
        endings().forEach(Runnable::run);
        forget();
    }

    private synchronized List<Runnable> endings() {
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        List<Runnable> endings = new ArrayList<>();
        ifMade(sendingCheck, check -> endings.add(check::unregister));
        ifMade(receiver, made -> endings.add(() -> ServiceHelper.stopAndShutdownService(made)));
        ifMade(client, made -> endings.add(made::close));
        ifMade(sendingMeters, made -> endings.add(made::close));
        ifMade(timer, made -> endings.add(() -> threads.shutdownNow(made)));
        ifMade(callbacks, made -> endings.add(() -> threads.shutdownGraceful(made)));
        return endings;
    }

    private static <T> void ifMade(@Nullable T part, Consumer<T> then) {
        if (part != null) {
            then.accept(part);
        }
    }

    private synchronized void forget() {
        sendingCheck = null;
        receiver = null;
        client = null;
        sendingMeters = null;
        timer = null;
        callbacks = null;
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
                new ClientLimits(
                        options.getMessagesPerSecond(),
                        options.getMaximumRetries(),
                        ByteSize.parse(options.getMaximumMediaSize())));
    }

    private javax.net.ssl.@Nullable SSLContext tls(@Nullable SSLContextParameters parameters) {
        if (parameters == null) {
            return null;
        }
        try {
            return parameters.createSSLContext(context);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("Account '" + name + "': sslContextParameters cannot be used", unusable);
        }
    }

    private static ClientSettings.@Nullable Proxy proxy(Whatsapp360Configuration options) {
        String host = options.getProxyHost();
        if (host == null) {
            return null;
        }
        Integer port = options.getProxyPort();
        if (port == null) {
            throw new IllegalArgumentException("proxyHost needs proxyPort");
        }
        return new ClientSettings.Proxy(host, port, options.getProxyAuthUsername(), options.getProxyAuthPassword());
    }
}
