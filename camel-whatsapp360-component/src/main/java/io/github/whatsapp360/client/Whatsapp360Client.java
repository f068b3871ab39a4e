/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.client.internal.calls.AccountCalls;
import io.github.whatsapp360.client.internal.calls.ContactCalls;
import io.github.whatsapp360.client.internal.calls.FlowCalls;
import io.github.whatsapp360.client.internal.calls.GroupCalls;
import io.github.whatsapp360.client.internal.calls.MediaCalls;
import io.github.whatsapp360.client.internal.calls.MediaDownloader;
import io.github.whatsapp360.client.internal.calls.MediaInfoCache;
import io.github.whatsapp360.client.internal.calls.MessageCalls;
import io.github.whatsapp360.client.internal.calls.SendFeedback;
import io.github.whatsapp360.client.internal.calls.TemplateCache;
import io.github.whatsapp360.client.internal.calls.TemplateCalls;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.rate.DelayScheduler;
import io.github.whatsapp360.client.internal.rate.NumberRate;
import io.github.whatsapp360.client.internal.rate.RateLimiter;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.client.internal.rate.SendingGate;
import io.github.whatsapp360.client.internal.rate.TimeSource;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.delivery.WaitFor;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.json.CallbackData;
import io.github.whatsapp360.json.MessageHeadReader;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.media.MediaUpload;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of 360dialog's Messaging API for one number, with one method per call. Usable with and without Camel.
 *
 * <pre>{@code
 * try (Whatsapp360Client client = new Whatsapp360Client(ClientSettings.of(apiKey))) {
 *     SendReceipt receipt = client.send(message).join();
 * }
 * }</pre>
 *
 * <p>Messages are rate-limited per number and per recipient. Calls that certainly had no effect and may succeed later
 * are retried ({@link ClientLimits}) without blocking a thread. A free-form message to a user whose customer service
 * window is known to be closed ({@link WindowLookup}) is not sent and fails with {@link WindowClosedException}.
 *
 * <p>Every returned future completes: an attempt at the latest after the connect time-out and twice the request
 * time-out (and a second for each 64 KB of a file); when the client closes, what still waits fails as not sent. It
 * fails with nothing but a {@link Whatsapp360Exception}. Futures complete on a thread of the HTTP client or on the
 * timer's: do not block there.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging-api/api-reference">API reference</a>
 */
public final class Whatsapp360Client extends ManagementClient implements AutoCloseable {

    private final ApiConnection api;
    private final WindowLookup windows;
    private final Supplier<? extends DeadLetterStore> deadLetters;
    private final DeliveryTracker deliveries;
    private final DelayScheduler delays;
    private final @Nullable ScheduledExecutorService ownTimer;
    private final NumberRate numberRate;
    private final RateLimiter rateLimiter;
    private final SendingGate gate = new SendingGate();
    private final MessageCalls messages;
    private final MediaCalls media;
    private final MediaDownloader downloader;
    private final TemplateCalls templates;
    private final TemplateCache templateCache;
    private final AccountCalls account;
    private final ContactCalls contacts;
    private final GroupCalls groups;
    private final FlowCalls flows;

    /** Creates a client with its own connections and timer, and without service windows. */
    public Whatsapp360Client(ClientSettings settings) {
        this(settings, WindowLookup.NONE, () -> DeadLetterStore.NONE, Clock.systemUTC(), null);
    }

    /**
     * Creates a client with its own connections, and without service windows.
     *
     * @param clock used for dates; rate limits use {@link System#nanoTime}
     * @param timer used for delays; owned by the caller, and must run tasks without delay
     */
    public Whatsapp360Client(ClientSettings settings, Clock clock, ScheduledExecutorService timer) {
        this(settings, WindowLookup.NONE, clock, timer);
    }

    /**
     * Creates a client with service windows.
     *
     * @param windows the service windows of the users
     * @param clock used for dates; rate limits use {@link System#nanoTime}
     * @param timer used for delays; owned by the caller, and must run tasks without delay
     */
    public Whatsapp360Client(
            ClientSettings settings, WindowLookup windows, Clock clock, ScheduledExecutorService timer) {
        this(settings, windows, () -> DeadLetterStore.NONE, clock, timer);
    }

    /**
     * Creates a client with service windows and dead letters.
     *
     * @param windows the service windows of the users
     * @param deadLetters supplies the store of the dead letter methods
     * @param clock used for dates; rate limits use {@link System#nanoTime}
     * @param timer used for delays; owned by the caller, and must run tasks without delay. Null to create one
     */
    public Whatsapp360Client(
            ClientSettings settings,
            WindowLookup windows,
            Supplier<? extends DeadLetterStore> deadLetters,
            Clock clock,
            @Nullable ScheduledExecutorService timer) {
        this(settings, windows, deadLetters, TimeSource.of(requireNonNull(clock, "clock")), timer);
    }

    /**
     * Creates a client with service windows, dead letters and a sent-message log.
     *
     * @param windows the service windows of the users
     * @param deadLetters supplies the store of the dead letter methods
     * @param deliveries knows what became of sent messages
     * @param clock used for dates; rate limits use {@link System#nanoTime}
     * @param timer used for delays; owned by the caller, and must run tasks without delay. Null to create one
     */
    public Whatsapp360Client(
            ClientSettings settings,
            WindowLookup windows,
            Supplier<? extends DeadLetterStore> deadLetters,
            DeliveryTracker deliveries,
            Clock clock,
            @Nullable ScheduledExecutorService timer) {
        this(settings, windows, deadLetters, deliveries, TimeSource.of(requireNonNull(clock, "clock")), timer);
    }

    /** Creates a client with a ticker that tests can control. */
    Whatsapp360Client(
            ClientSettings settings,
            WindowLookup windows,
            Supplier<? extends DeadLetterStore> deadLetters,
            TimeSource time,
            @Nullable ScheduledExecutorService timer) {
        this(settings, windows, deadLetters, DeliveryTracker.NONE, time, timer);
    }

    private Whatsapp360Client(
            ClientSettings settings,
            WindowLookup windows,
            Supplier<? extends DeadLetterStore> deadLetters,
            DeliveryTracker deliveries,
            TimeSource time,
            @Nullable ScheduledExecutorService timer) {
        ClientLimits limits = requireNonNull(settings, "settings").limits();
        int messagesPerSecond = limits.messagesPerSecond();
        int uploadsPerSecond = messagesPerSecond == 0 ? 0 : MediaCalls.UPLOADS_PER_SECOND;
        this.windows = requireNonNull(windows, "windows");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters");
        this.deliveries = requireNonNull(deliveries, "deliveries");
        this.api = new ApiConnection(settings, time.clock());
        ScheduledExecutorService scheduler = timer == null ? DelayScheduler.newTimer() : timer;
        this.ownTimer = timer == null ? scheduler : null;
        this.delays = new DelayScheduler(scheduler);
        RetryExecutor retries = new RetryExecutor(limits.maximumRetries(), delays);
        this.templates = new TemplateCalls(api, retries);
        this.templateCache = new TemplateCache(templates::find, time, scheduler);
        this.numberRate = new NumberRate(messagesPerSecond, limits.adaptiveRate());
        this.rateLimiter = new RateLimiter(numberRate, time.ticker(), delays);
        this.messages = new MessageCalls(
                api, gate, rateLimiter, retries, new SendFeedback(windows, templateCache, time.clock()));
        this.media = new MediaCalls(api, new RateLimiter(uploadsPerSecond, time.ticker(), delays), retries);
        this.downloader = new MediaDownloader(api, settings, retries, new MediaInfoCache(media::lookUp, time));
        this.account = new AccountCalls(api, retries);
        this.contacts = new ContactCalls(api, retries);
        this.groups = new GroupCalls(api, retries);
        this.flows = new FlowCalls(api, retries);
    }

    @Override
    TemplateCalls templates() {
        return templates;
    }

    @Override
    TemplateCache templateCache() {
        return templateCache;
    }

    @Override
    AccountCalls account() {
        return account;
    }

    @Override
    ContactCalls contacts() {
        return contacts;
    }

    @Override
    GroupCalls groups() {
        return groups;
    }

    @Override
    FlowCalls flows() {
        return flows;
    }

    /**
     * Sends a message.
     *
     * @param message with a recipient
     * @return completes with the receipt when the API has accepted the message
     */
    public CompletableFuture<SendReceipt> send(OutboundMessage message) {
        byte[] json;
        try {
            json = MessageWriter.write(message);
        } catch (IllegalArgumentException unwritable) {
            return CompletableFuture.failedFuture(
                    new InvalidMessageException(String.valueOf(unwritable.getMessage()), unwritable));
        }
        return messages.send(json);
    }

    /**
     * Sends a message and waits, without a thread, until a state is reported. Needs a client of the component, whose
     * account has a consumer: {@code Whatsapp360Component.client}.
     *
     * @param message with a recipient; callback data of up to 490 characters
     * @param target {@code sent}, {@code delivered} or {@code read}
     * @param timeout maximum time of the wait after the message was accepted; above 0, up to 24 hours
     * @return completes with what is known of the message, once it has reached the state; fails as a refusal would have
     *     failed if WhatsApp reports the message as failed, and with {@link DeliveryTimeoutException} after the time
     */
    public CompletableFuture<SentMessage> sendAndAwait(OutboundMessage message, WaitFor target, Duration timeout) {
        if (target == WaitFor.reply || timeout.isNegative() || timeout.isZero()) {
            return CompletableFuture.failedFuture(
                    new InvalidMessageException("Expected sent, delivered or read, and a time above 0"));
        }
        MessageHead head;
        try {
            head = MessageHeadReader.read(message);
        } catch (IllegalArgumentException unwritable) {
            return CompletableFuture.failedFuture(
                    new InvalidMessageException(String.valueOf(unwritable.getMessage()), unwritable));
        }
        return deliveries.send(head, target, timeout, prefix -> send(CallbackData.prefixed(message, prefix)));
    }

    /**
     * Returns what is known of a message that was sent with {@link #sendAndAwait}, {@code waitFor} or {@code
     * trackDelivery}.
     *
     * @param id its message id, correlation id or key
     * @return completes with null if it is not known
     */
    public CompletableFuture<@Nullable SentMessage> sentMessage(String id) {
        return deliveries.sentMessage(id);
    }

    /**
     * Sends a message in the JSON format of the API.
     *
     * @param message the complete request body, UTF-8
     */
    public CompletableFuture<SendReceipt> sendJson(byte[] message) {
        return messages.send(message);
    }

    /** The same without checking the service window. */
    public CompletableFuture<SendReceipt> sendAnyway(byte[] message) {
        return messages.sendAnyway(MessageHeadReader.read(message), message);
    }

    /**
     * The same with a head that was already read from the message.
     *
     * @param head the head of this message
     */
    public CompletableFuture<SendReceipt> sendAnyway(MessageHead head, byte[] message) {
        return messages.sendAnyway(head, message);
    }

    /**
     * Marks a received message and all earlier messages of its chat as read.
     *
     * @param messageId id of a message that is at most 30 days old
     */
    public CompletableFuture<@Nullable Void> markAsRead(String messageId) {
        return messages.sendReadReceipt(MessageWriter.markAsRead(messageId));
    }

    /** Marks a received message as read and shows the typing indicator to its sender for up to 25 seconds. */
    public CompletableFuture<@Nullable Void> showTyping(String messageId) {
        return messages.sendReadReceipt(MessageWriter.typing(messageId));
    }

    /**
     * Uploads a file. Its size and type are checked first.
     *
     * @param upload owned by the caller, who closes it after the future has completed
     * @return completes with the media id, which is valid for 30 days
     */
    public CompletableFuture<String> uploadMedia(MediaUpload upload) {
        return media.upload(upload);
    }

    /**
     * Returns the metadata of a file. Never retried, because 360dialog locks this call for half an hour after 20
     * failures in an hour.
     */
    public CompletableFuture<MediaInfo> getMedia(String mediaId) {
        return media.lookUp(mediaId);
    }

    /**
     * Downloads a file, verifies its SHA-256 and checks its size against {@link ClientLimits#maximumMediaSize}.
     *
     * @return completes with the file, which the caller closes; if the future was completed or cancelled before, the
     *     file is deleted
     */
    public CompletableFuture<DownloadedMedia> downloadMedia(String mediaId) {
        return downloader.download(mediaId);
    }

    /** Deletes a file from WhatsApp's servers. */
    public CompletableFuture<@Nullable Void> deleteMedia(String mediaId) {
        return media.delete(mediaId);
    }

    /** Returns the customer service window of a user or group as known locally; the API has no such call. */
    public ServiceWindow serviceWindow(Recipient recipient) {
        return windows.window(recipient);
    }

    /**
     * Returns what is known of a customer; null if nobody is known by that name. May read a database.
     *
     * @param name a customer id, phone number, user id or user name
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    public @Nullable CustomerIdentity identity(String name) {
        return windows.customers().identity(name);
    }

    /**
     * Deletes what is stored about a customer: names, service window, marketing opt-out, sent messages, waiting events
     * and dead letters.
     *
     * @param name as for {@link #identity}
     * @param remote whether to delete the customer from the contact book of the business, too, which Meta keeps; if
     *     that fails, nothing is deleted here
     * @return completes with what was known; with null if nobody is known by that name
     */
    public CompletableFuture<@Nullable CustomerIdentity> forget(String name, boolean remote) {
        CustomerIdentity known = identity(name);
        if (known == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?> begun = CompletableFuture.completedFuture(null);
        for (CustomerIdentity.Alias alias : remote ? known.aliases() : List.<CustomerIdentity.Alias>of()) {
            if (alias.kind() == CustomerIdentity.Kind.userId) {
                begun = begun.thenCompose(before -> contacts().deleteIfKnown(alias.value()));
            }
        }
        return begun.thenCompose(done -> windows.customers().forget(known, deliveries::forget))
                .thenApply(done -> known);
    }

    /** Lists the first 50 dead letters of the number, oldest first and without bodies; see {@link #deadLetters}. */
    public List<DeadLetter> listDeadLetters() {
        return deadLetters().deadLetters(0, 50);
    }

    /** Replays the dead letters with these ids and returns their number; an empty list selects none. */
    public int replayDeadLetters(Set<Long> ids) {
        return deadLetters().replayDeadLetters(DeadLetterSelection.of(ids));
    }

    /** Deletes the dead letters with these ids and returns their number; an empty list selects none. */
    public int purgeDeadLetters(Set<Long> ids) {
        return deadLetters().purgeDeadLetters(DeadLetterSelection.of(ids));
    }

    /** Returns the dead letter store, for pages, single dead letters with their bodies, and operations on all. */
    public DeadLetterStore deadLetters() {
        return deadLetters.get();
    }

    /**
     * Makes any other call of the API.
     *
     * @param path with a leading slash, and encoded as in a URL
     * @param json the request body; null for none
     * @return completes with the response body
     */
    public CompletableFuture<byte[]> call(String method, String path, byte @Nullable [] json) {
        return call(method, path, json, Map.of());
    }

    /** The same with additional headers. */
    public CompletableFuture<byte[]> call(
            String method, String path, byte @Nullable [] json, Map<String, String> headers) {
        return account.anyCall(method, path, json, headers);
    }

    /**
     * Sets the rate that WhatsApp allows this number, as an event reports it. Ignored unless {@link
     * ClientLimits#adaptiveRate} is set.
     *
     * @param messagesPerSecond above 0
     */
    public void reportRate(int messagesPerSecond) {
        numberRate.report(messagesPerSecond);
    }

    /** The rate in force at present, in messages a second; 0 if there is no limit. */
    public int messagesPerSecond() {
        return rateLimiter.messagesPerSecond();
    }

    /**
     * Pauses the sending of messages, until {@link #resumeSending}. Messages wait meanwhile, and keep their order; more
     * than 10,000 fail with a {@link ThrottledException}. Requests that were sent before, and all other calls, are not
     * affected.
     */
    public void pauseSending() {
        gate.pause();
    }

    /** Ends {@link #pauseSending}: the messages that wait are sent, in order and within the rate limit. */
    public void resumeSending() {
        gate.resume();
    }

    /** Whether the sending of messages is paused. */
    public boolean isSendingPaused() {
        return gate.isPaused();
    }

    /** The number of messages and other calls that wait for the rate limit, a retry or the end of a pause. */
    public int waiting() {
        return delays.size() + gate.size();
    }

    /** Closes the client: waiting calls fail as not sent, and calls in flight fail. */
    @Override
    public void close() {
        gate.close();
        delays.close();
        if (ownTimer != null) {
            ownTimer.shutdownNow();
        }
        api.close();
    }
}
