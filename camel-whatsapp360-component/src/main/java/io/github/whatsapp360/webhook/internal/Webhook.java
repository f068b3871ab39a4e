package io.github.whatsapp360.webhook.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.PassThroughInbox;
import io.github.whatsapp360.inbox.internal.RefusedDeliveryException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one account answers to deliveries. 200 means that every event of the delivery is as safe as the inbox can make it; no
 * route has run for that, unless the inbox is one that keeps nothing.
 *
 * <p>Thread-safe. {@link #receive} blocks its caller only where the inbox does.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/webhook">Receiving webhooks</a>
 */
public final class Webhook {

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private static final int MAXIMUM_CHALLENGE_LENGTH = 1024;

    /** Bytes, which take some tenths of a millisecond. */
    private static final int MAXIMUM_NON_BLOCKING_BYTES = 64 << 10;

    private final DeliverySplitter splitter;
    private final String account;
    private final WebhookSecurity security;
    private final Inbox inbox;
    private final boolean inboxIsNonBlocking;
    private final BiFunction<String, String, List<String>> subscriptions;
    private final Duration timeout;
    private final Storage storage;
    private final AtomicBoolean refusing = new AtomicBoolean();

    /** Keeps what a delivery brought. */
    @FunctionalInterface
    public interface Storage {

        /**
         * Keeps it, all or nothing.
         *
         * @param all every event of the delivery, also those that nobody takes
         * @param wanted what is for the inbox; may be empty
         * @return as {@link Inbox#store}
         */
        CompletableFuture<?> store(List<EventElement> all, List<InboxEvent> wanted);

        /**
         * Gives the events of a delivery to whom they are for: to the webhook that got it, unless an implementation
         * knows better.
         *
         * @param all every event of the delivery
         * @param here keeps events as this webhook's own, see {@link Webhook#take}
         * @return as {@link Inbox#store}, once all of them are kept somewhere
         */
        default CompletableFuture<?> distribute(
                List<EventElement> all, Function<List<EventElement>, CompletableFuture<?>> here) {
            return here.apply(all);
        }
    }

    /**
     * What a webhook goes by.
     *
     * <p>Immutable and thread-safe.
     *
     * @param clock tells when deliveries arrive
     * @param timeout after how long without a word from the inbox the sender is told to come again
     */
    public record Timing(Clock clock, Duration timeout) {

        public Timing {
            requireNonNull(clock, "clock");
            requireNonNull(timeout, "timeout");
        }
    }

    /**
     * A webhook.
     *
     * @param account whose it is, for the log
     * @param subscriptions who takes events of this family and name: one event is stored for each
     * @param storage fills the inbox, and whatever else changes with it
     */
    public Webhook(
            String account,
            WebhookSecurity security,
            Inbox inbox,
            BiFunction<String, String, List<String>> subscriptions,
            Timing timing,
            Storage storage) {
        this.account = requireNonNull(account, "account");
        this.storage = requireNonNull(storage, "storage");
        this.security = requireNonNull(security, "security");
        this.inbox = requireNonNull(inbox, "inbox");
        this.inboxIsNonBlocking = inbox.isNonBlocking();
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
        this.timeout = timing.timeout();
        this.splitter = new DeliverySplitter(timing.clock());
    }

    /** Whether a delivery is worth reading, see {@link WebhookSecurity#admitsSecret}. */
    public boolean admits(@Nullable String secret, @Nullable String authorization) {
        return security.admitsSecret(secret, authorization);
    }

    /**
     * The question that Meta's webhooks ask once, answered with its challenge when the token is the secret.
     */
    public WebhookResponse verify(@Nullable String token, @Nullable String challenge) {
        if (challenge == null || challenge.length() > MAXIMUM_CHALLENGE_LENGTH) {
            return WebhookResponse.METHOD_NOT_ALLOWED;
        }
        return security.isSecret(token) ? new WebhookResponse(200, challenge, null) : WebhookResponse.UNAUTHORIZED;
    }

    /** Whether {@link #receive} returns soon enough for a thread for which many others wait. */
    public boolean isNonBlocking(byte[] body) {
        return inboxIsNonBlocking && body.length <= MAXIMUM_NON_BLOCKING_BYTES;
    }

    /**
     * Takes one delivery whose secret was admitted.
     *
     * @param signature the {@link WebhookSecurity#SIGNATURE_HEADER}
     * @param body exactly the bytes that came
     * @return the answer, as soon as the inbox has stored the events; never fails. It may complete on a thread of the inbox: do not
     *     block there
     */
    public CompletableFuture<WebhookResponse> receive(@Nullable String signature, byte[] body) {
        if (!security.admitsSignature(signature, body)) {
            return CompletableFuture.completedFuture(WebhookResponse.UNAUTHORIZED);
        }
        try {
            return stored(storage.distribute(splitter.split(body), this::take));
        } catch (UnreadableDeliveryException unreadable) {
            String id = HexFormat.of().formatHex(sha256(body));
            LOG.warn(
                    "Account {}: delivery {} cannot be read and is {}: {}",
                    account,
                    id,
                    inbox instanceof PassThroughInbox
                            ? "not kept, because inbox=none keeps nothing"
                            : "kept as a dead letter",
                    unreadable.getMessage());
            InboxEvent unread = new InboxEvent(id, "", "", DeadLetter.UNREADABLE, body);
            return stored(inbox.quarantine(unread, String.valueOf(unreadable.getMessage())));
        }
    }

    /** Keeps events as this account's own, those that somebody takes; as {@link Inbox#store}. */
    public CompletableFuture<?> take(List<EventElement> all) {
        List<InboxEvent> events = new ArrayList<>(all.size());
        for (EventElement element : all) {
            for (String subscription : subscriptions.apply(element.family(), element.name())) {
                events.add(new InboxEvent(
                        element.dedupeKey(), element.conversation(), subscription, element.family(), element.json()));
            }
        }
        return storage.store(all, events);
    }

    private CompletableFuture<WebhookResponse> stored(CompletableFuture<?> commit) {
        CompletableFuture<WebhookResponse> answer =
                commit.handle((stored, failure) -> failure == null ? accepted() : refused(failure));
        return answer.isDone()
                ? answer
                : answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(this::late);
    }

    private WebhookResponse accepted() {
        if (refusing.get() && refusing.compareAndSet(true, false)) {
            LOG.info("Account {}: deliveries are taken again", account);
        }
        return WebhookResponse.OK;
    }

    private WebhookResponse late(Throwable timeout) {
        LOG.warn("Account {}: a delivery was not stored within {}; 360dialog is asked to repeat it", account, timeout);
        return WebhookResponse.UNAVAILABLE;
    }

    /** One line when it begins and one when it is over: a full inbox refuses thousands of deliveries. */
    private WebhookResponse refused(Throwable failure) {
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (why instanceof RefusedDeliveryException) {
            LOG.debug("Account {}: a delivery is refused, and repeated by 360dialog: {}", account, why.getMessage());
        } else if (!(why instanceof InboxException)) {
            LOG.error("Account {}: a delivery was not stored", account, why);
        } else if (refusing.compareAndSet(false, true)) {
            LOG.warn("Account {}: deliveries are refused, and repeated by 360dialog: {}", account, why.getMessage());
        }
        return WebhookResponse.UNAVAILABLE;
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
