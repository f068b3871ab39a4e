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
import io.github.whatsapp360.client.internal.rate.TimeSource;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.json.MessageHeadReader;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.media.MediaUpload;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.template.TemplateDefinition;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of 360dialog's Messaging API for one number, one method each. Usable with Camel and without.
 *
 * <pre>{@code
 * try (Whatsapp360Client client = new Whatsapp360Client(ClientSettings.of(apiKey))) {
 *     SendReceipt receipt = client.send(message).join();
 * }
 * }</pre>
 *
 * <p>Messages go at the number's pace and at each recipient's; what certainly had no effect and may work later is repeated
 * ({@link ClientLimits}). No thread waits meanwhile. A free-form message to a user whose customer service window is known to be
 * closed ({@link WindowLookup}) stays here, as {@link WindowClosedException}.
 *
 * <p>Every returned future completes: an attempt at the latest after the connect time-out and twice the request time-out
 * (and a second for each 64 KB of a file); when the client closes, what still waits fails as not sent. It fails with
 * nothing but a {@link Whatsapp360Exception}. Futures complete on a thread of the HTTP client or on the timer's: do not
 * block there.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging-api/api-reference">API reference</a>
 */
public final class Whatsapp360Client extends ManagementClient implements AutoCloseable {

    private final ApiConnection api;
    private final WindowLookup windows;
    private final Supplier<? extends DeadLetterStore> deadLetters;
    private final DelayScheduler delays;
    private final @Nullable ScheduledExecutorService ownTimer;
    private final NumberRate numberRate;
    private final RateLimiter rateLimiter;
    private final MessageCalls messages;
    private final MediaCalls media;
    private final MediaDownloader downloader;
    private final TemplateCalls templates;
    private final TemplateCache templateCache;
    private final AccountCalls account;
    private final ContactCalls contacts;
    private final GroupCalls groups;
    private final FlowCalls flows;

    /** A client with connections and a timer of its own, until it is closed; knows of no windows. */
    public Whatsapp360Client(ClientSettings settings) {
        this(settings, WindowLookup.NONE, () -> DeadLetterStore.NONE, Clock.systemUTC(), null);
    }

    /**
     * A client with connections of its own; knows of no windows.
     *
     * @param clock by which it reads dates; its pace is kept by {@link System#nanoTime}
     * @param timer by which it waits; remains the caller's, and must run what it is given soon
     */
    public Whatsapp360Client(ClientSettings settings, Clock clock, ScheduledExecutorService timer) {
        this(settings, WindowLookup.NONE, clock, timer);
    }

    /**
     * The same with what is known of windows.
     *
     * @param windows what is known of the windows of its users
     * @param clock by which it reads dates; its pace is kept by {@link System#nanoTime}
     * @param timer by which it waits; remains the caller's, and must run what it is given soon
     */
    public Whatsapp360Client(
            ClientSettings settings, WindowLookup windows, Clock clock, ScheduledExecutorService timer) {
        this(settings, windows, () -> DeadLetterStore.NONE, clock, timer);
    }

    /**
     * The same with an inbox.
     *
     * @param windows what is known of the windows of its users
     * @param deadLetters asked whenever dead letters are
     * @param clock by which it reads dates; its pace is kept by {@link System#nanoTime}
     * @param timer by which it waits; remains the caller's, and must run what it is given soon. Null for one of its own
     */
    public Whatsapp360Client(
            ClientSettings settings,
            WindowLookup windows,
            Supplier<? extends DeadLetterStore> deadLetters,
            Clock clock,
            @Nullable ScheduledExecutorService timer) {
        this(settings, windows, deadLetters, TimeSource.of(requireNonNull(clock, "clock")), timer);
    }

    /** The same with a ticker, which tests move by hand. */
    Whatsapp360Client(
            ClientSettings settings,
            WindowLookup windows,
            Supplier<? extends DeadLetterStore> deadLetters,
            TimeSource time,
            @Nullable ScheduledExecutorService timer) {
        ClientLimits limits = requireNonNull(settings, "settings").limits();
        int messagesPerSecond = limits.messagesPerSecond();
        int uploadsPerSecond = messagesPerSecond == 0 ? 0 : MediaCalls.UPLOADS_PER_SECOND;
        this.windows = requireNonNull(windows, "windows");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters");
        this.api = new ApiConnection(settings, time.clock());
        ScheduledExecutorService scheduler = timer == null ? DelayScheduler.newTimer() : timer;
        this.ownTimer = timer == null ? scheduler : null;
        this.delays = new DelayScheduler(scheduler);
        RetryExecutor retries = new RetryExecutor(limits.maximumRetries(), delays);
        this.templates = new TemplateCalls(api, retries);
        this.templateCache = new TemplateCache(templates::find, time, scheduler);
        this.numberRate = new NumberRate(messagesPerSecond, limits.adaptiveRate());
        this.rateLimiter = new RateLimiter(numberRate, time.ticker(), delays);
        this.messages =
                new MessageCalls(api, rateLimiter, retries, new SendFeedback(windows, templateCache, time.clock()));
        this.media = new MediaCalls(api, new RateLimiter(uploadsPerSecond, time.ticker(), delays), retries);
        this.downloader = new MediaDownloader(api, settings, retries, new MediaInfoCache(media::lookUp, time));
        this.account = new AccountCalls(api, retries);
        this.contacts = new ContactCalls(api, retries);
        this.groups = new GroupCalls(api, retries);
        this.flows = new FlowCalls(api, retries);
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
     * Sends one message.
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
     * Sends a message that is JSON already, as the API takes it.
     *
     * @param message the whole request body, UTF-8
     */
    public CompletableFuture<SendReceipt> sendJson(byte[] message) {
        return messages.send(message);
    }

    /** The same without asking for the window: for who has asked, or knows better. */
    public CompletableFuture<SendReceipt> sendAnyway(byte[] message) {
        return messages.sendAnyway(MessageHeadReader.read(message), message);
    }

    /**
     * The same for who has read the message's head already.
     *
     * @param head of this very message
     */
    public CompletableFuture<SendReceipt> sendAnyway(MessageHead head, byte[] message) {
        return messages.sendAnyway(head, message);
    }

    /**
     * Marks a received message, and all before it in its chat, as read.
     *
     * @param messageId of a message at most 30 days old
     */
    public CompletableFuture<@Nullable Void> markAsRead(String messageId) {
        return messages.sendReadReceipt(MessageWriter.markAsRead(messageId));
    }

    /** Marks a received message as read, and shows its sender for up to 25 seconds that an answer is being written. */
    public CompletableFuture<@Nullable Void> showTyping(String messageId) {
        return messages.sendReadReceipt(MessageWriter.typing(messageId));
    }

    /**
     * Uploads a file. Its size and type are checked first.
     *
     * @param upload stays the caller's to close, after the future has completed
     * @return completes with the media id, which is good for 30 days
     */
    public CompletableFuture<String> uploadMedia(MediaUpload upload) {
        return media.upload(upload);
    }

    /**
     * Where a file is, of which type and size. Asked once and never again by itself: 360dialog locks this call for half an
     * hour after 20 failures in an hour.
     */
    public CompletableFuture<MediaInfo> getMedia(String mediaId) {
        return media.lookUp(mediaId);
    }

    /**
     * Fetches a file, checks it against its SHA-256 and its size against {@link ClientLimits#maximumMediaSize}.
     *
     * @return completes with the file, which the caller closes; of a future that ended before, the file is deleted
     */
    public CompletableFuture<DownloadedMedia> downloadMedia(String mediaId) {
        return downloader.download(mediaId);
    }

    /** Deletes a file from WhatsApp's servers. */
    public CompletableFuture<@Nullable Void> deleteMedia(String mediaId) {
        return media.delete(mediaId);
    }

    /** All templates of the account, in all languages and states. */
    public CompletableFuture<List<TemplateDefinition>> listTemplates() {
        return templates.list();
    }

    /** One template, by its id. */
    public CompletableFuture<TemplateDefinition> getTemplate(String id) {
        return templates.get(id);
    }

    /**
     * One template, by its name.
     *
     * @param language null for whichever comes first
     */
    public CompletableFuture<Optional<TemplateDefinition>> findTemplate(String name, @Nullable String language) {
        return templates.find(name, language);
    }

    /**
     * Asks for a new template.
     *
     * @param definition name, language, category and components, as the API takes them
     */
    public CompletableFuture<TemplateCreated> createTemplate(Map<String, ?> definition) {
        return templates.create(ApiJson.write(definition));
    }

    /**
     * Changes a template.
     *
     * @param change category, components or time to live, as the API takes them; components replace all that were there
     */
    public CompletableFuture<@Nullable Void> updateTemplate(String id, Map<String, ?> change) {
        return templates.update(id, ApiJson.write(change));
    }

    /**
     * Deletes a template.
     *
     * @param id of one translation; null for all of them
     */
    public CompletableFuture<@Nullable Void> deleteTemplate(String name, @Nullable String id) {
        invalidateTemplate(name);
        return templates.delete(name, id);
    }

    /**
     * Unpauses a template that was paused while WhatsApp tried it out; a pause because of low quality ends by itself.
     * Meta documents the call; no public text of 360dialog's names its path.
     *
     * @param id of one translation
     */
    public CompletableFuture<@Nullable Void> unpauseTemplate(String id) {
        invalidateTemplate(null);
        return templates.unpause(id);
    }

    /**
     * A template as it is known here: fetched when it is first asked for, and again after an hour, after a message that did
     * not fit it, or after {@link #invalidateTemplate}.
     *
     * @return completes within two seconds and never fails; empty if there is none, or it cannot be fetched so soon
     */
    public CompletableFuture<Optional<TemplateDefinition>> knownTemplate(String name, String language) {
        return templateCache.find(name, language);
    }

    /**
     * In which languages there was a template of this name when one was last looked up, for an error that has to say so.
     * Asks nobody.
     *
     * @return empty if none was, or none was looked up
     */
    public List<String> templateLanguages(String name) {
        return templates.languages(name);
    }

    /**
     * Tells that a template has changed, as template events say.
     *
     * @param name null if any may have
     */
    public void invalidateTemplate(@Nullable String name) {
        templateCache.invalidate(name);
    }

    /**
     * Tells that a message does not fit a template as it is known here.
     *
     * @return whether it is worth asking for the template again
     */
    public boolean suspectTemplate(String name) {
        return templateCache.suspect(name);
    }

    /** Where this number's events are delivered at present. */
    public CompletableFuture<WebhookSettings> getWebhook() {
        return account.webhook();
    }

    /**
     * Has this number's events delivered to a URL, instead of to whichever was set before.
     *
     * @param webhook an https URL without port and without underscore in its host; headers to be sent along
     */
    public CompletableFuture<WebhookSettings> setWebhook(WebhookSettings webhook) {
        return account.setWebhook(webhook);
    }

    /** The business profile. */
    public CompletableFuture<BusinessProfile> getProfile() {
        return account.profile();
    }

    /** Changes those parts of the business profile that are given. */
    public CompletableFuture<@Nullable Void> updateProfile(BusinessProfile profile) {
        return account.updateProfile(profile);
    }

    /** Blocks users, who must have written in the last 24 hours. */
    public CompletableFuture<BlockResult> blockUsers(List<Recipient> users) {
        return account.block("POST", users);
    }

    /** Unblocks users. */
    public CompletableFuture<BlockResult> unblockUsers(List<Recipient> users) {
        return account.block("DELETE", users);
    }

    /** All blocked users. */
    public CompletableFuture<List<BlockResult.User>> listBlockedUsers() {
        return account.blocked();
    }

    /** Whether the number can send, as 360dialog sees it. */
    public CompletableFuture<HealthStatus> healthStatus() {
        return account.health();
    }

    /** The customer service window of a user or group, by what is known here; the API has no such call. */
    public ServiceWindow serviceWindow(Recipient recipient) {
        return windows.window(recipient);
    }

    /** The first 50 dead letters of the number, oldest first and without bodies; see {@link #deadLetters}. */
    public List<DeadLetter> listDeadLetters() {
        return deadLetters().deadLetters(0, 50);
    }

    /** Has the dead letters of these ids run again, of no ids none; answers how many. */
    public int replayDeadLetters(Set<Long> ids) {
        return deadLetters().replayDeadLetters(DeadLetterSelection.of(ids));
    }

    /** Forgets the dead letters of these ids for ever, of no ids none; answers how many. */
    public int purgeDeadLetters(Set<Long> ids) {
        return deadLetters().purgeDeadLetters(DeadLetterSelection.of(ids));
    }

    /** All that can be done about the number's dead letters: page by page, one with its body, all at once. */
    public DeadLetterStore deadLetters() {
        return deadLetters.get();
    }

    /**
     * Any other call of the API.
     *
     * @param path with a slash in front, and encoded as in a URL
     * @param json the request's body; null for none
     * @return the answer's body
     */
    public CompletableFuture<byte[]> call(String method, String path, byte @Nullable [] json) {
        return call(method, path, json, Map.of());
    }

    /** The same with more headers. */
    public CompletableFuture<byte[]> call(
            String method, String path, byte @Nullable [] json, Map<String, String> headers) {
        return account.anyCall(method, path, json, headers);
    }

    /**
     * Reports the rate that WhatsApp allows this number, as an event tells it. Ignored unless {@link
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

    /** How many messages and other calls wait at present: for their turn, or for a repetition. */
    public int waiting() {
        return delays.size();
    }

    /** Fails what waits, as not sent, and ends the connections; calls under way fail. */
    @Override
    public void close() {
        delays.close();
        if (ownTimer != null) {
            ownTimer.shutdownNow();
        }
        api.close();
    }
}
