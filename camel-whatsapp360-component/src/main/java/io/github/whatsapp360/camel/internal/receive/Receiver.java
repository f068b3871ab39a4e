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
 * The receiving side of one account: one webhook, one inbox and one dispatcher for all its consumers.
 *
 * <p>It lives as long as the account has an endpoint: when the last consumer has stopped, the webhook still answers, 503, so
 * that 360dialog keeps what nobody takes at the moment. Events are handed out once the Camel context has started, so that no
 * consumer misses what was waiting.
 *
 * <p>Thread-safe.
 */
public final class Receiver extends ServiceSupport implements WebhookRuntime.Admission, DeadLetterStore {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** From the removal of a route until another one of its name has come in its place. */
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

    /** Whether there are consumers, also suspended ones: what they were opened with stays as it is. */
    public boolean isTaken() {
        return subscriptions.anyAttached();
    }

    /**
     * A consumer starts; with the first one the webhook opens. It opens anew if the first one after a while comes with other
     * options.
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

    /** What nothing keeps for a removed route is refused while that may be about to be replaced, and then nobody's. */
    @Override
    public List<String> subscriptionsOf(String family, String name) {
        return StoreFactory.keepsNothing(account.configuration())
                ? subscriptions.taking(family, name, account.clock().instant().minus(MAXIMUM_REPLACEMENT_TIME))
                : subscriptions.taking(family, name);
    }

    /** What receives at present; null before the first consumer has started and after the component has stopped. */
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
