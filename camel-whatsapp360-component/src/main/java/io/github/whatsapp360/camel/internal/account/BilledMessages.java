package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.internal.LruMap;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the messages that statuses report as delivered with a price, each once, whether or not a route takes these
 * events; and the service messages of the month, of which WhatsApp gives each number 1,000 free. A message that was not
 * delivered costs nothing. Nothing is read unless there are metrics.
 *
 * <p>Limits: of the last {@value #MAXIMUM_MESSAGES} messages it knows which were counted. Counts are of this process: a
 * restart begins anew. Thread-safe.
 */
final class BilledMessages {

    private static final int FREE_SERVICE_MESSAGES = 1_000;
    private static final int MAXIMUM_MESSAGES = 100_000;
    private static final int MAXIMUM_WORD = 40;
    private static final Set<String> DELIVERED = Set.of("delivered", "read", "played");
    private static final String SERVICE = "service";
    private static final String ENTRY_POINT = "free_entry_point";

    private final Supplier<Clock> clock;
    private final EventReader reader = new EventReader(Whatsapp360Exception::of);
    private final Map<Long, Boolean> counted = new LruMap<>(MAXIMUM_MESSAGES);
    private @Nullable YearMonth month;
    private int serviceMessages;

    BilledMessages(Supplier<Clock> clock) {
        this.clock = clock;
    }

    /** Counts what a delivery reports. */
    void onDelivery(List<EventElement> delivery, Meters meters) {
        if (meters == Meters.NONE) {
            return;
        }
        for (EventElement element : delivery) {
            boolean concerns = element.family().equals(EventFamily.STATUS.word()) && DELIVERED.contains(element.name());
            MessageStatus status = concerns ? read(element) : null;
            if (status != null) {
                count(status, meters);
            }
        }
    }

    private @Nullable MessageStatus read(EventElement element) {
        try {
            InboundEvent event = reader.read(element.json());
            return event instanceof MessageStatus status ? status : null;
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** A price counts only if it came complete. */
    private void count(MessageStatus status, Meters meters) {
        MessageStatus.Pricing pricing = status.pricing();
        String category = pricing == null ? null : pricing.category();
        String type = pricing == null ? null : pricing.type();
        if (category == null || type == null || !isNew(status, category, type)) {
            return;
        }
        meters.count("whatsapp360.billed", "category", word(category), "type", word(type));
    }

    /** A group's message is reported once for each participant, and is one message of each. */
    private synchronized boolean isNew(MessageStatus status, String category, String type) {
        MessageStatus.Participant participant = status.participant();
        String key =
                participant == null ? status.id() : status.id() + '/' + participant.id() + '/' + participant.userId();
        if (counted.put(KeyHash.ofConversation(key), true) != null) {
            return false;
        }
        if (category.equals(SERVICE) && !type.equals(ENTRY_POINT)) {
            countService(status.timestamp());
        }
        return true;
    }

    private void countService(@Nullable Instant at) {
        Clock now = clock.get();
        YearMonth present = YearMonth.now(now);
        if (!present.equals(month)) {
            month = present;
            serviceMessages = 0;
        }
        if (at == null || YearMonth.from(at.atZone(now.getZone())).equals(present)) {
            serviceMessages++;
        }
    }

    /** How many of the month's free service messages are used, 0 to 1,000. */
    synchronized int freeServiceMessagesUsed() {
        return YearMonth.now(clock.get()).equals(month) ? Math.min(serviceMessages, FREE_SERVICE_MESSAGES) : 0;
    }

    private static String word(String wire) {
        return wire.length() <= MAXIMUM_WORD ? wire : wire.substring(0, MAXIMUM_WORD);
    }
}
