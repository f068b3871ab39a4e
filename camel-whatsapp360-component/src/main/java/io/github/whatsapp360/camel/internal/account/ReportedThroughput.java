package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.RawJson;
import io.github.whatsapp360.event.change.AccountChange;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rate that events report of a number, whether or not a route takes these events: 1000 messages a second after
 * {@code THROUGHPUT_UPGRADE} or with a {@code throughput.level} of {@code HIGH}, 80 with {@code STANDARD}, 20 for a
 * number that is also used in the WhatsApp Business app, which no upgrade changes. A messaging limit is none of rate.
 *
 * <p>Thread-safe.
 */
final class ReportedThroughput {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedThroughput.class);

    private static final int STANDARD = 80;
    private static final int HIGH = 1_000;
    private static final int BUSINESS_APP = 20;

    private final String account;
    private final EventReader reader = new EventReader(Whatsapp360Exception::of);
    private int rate;

    ReportedThroughput(String account) {
        this.account = account;
    }

    /** Reads what a delivery reports; true if the rate has changed. */
    boolean onDelivery(List<EventElement> delivery) {
        boolean changed = false;
        for (EventElement element : delivery) {
            changed |= report(rateIn(element), element.name());
        }
        return changed;
    }

    /** Has the client follow. */
    synchronized void applyTo(Whatsapp360Client client) {
        if (rate > 0) {
            client.reportRate(rate);
        }
    }

    private synchronized boolean report(int reported, String event) {
        if (reported == 0 || reported == rate || rate == BUSINESS_APP) {
            return false;
        }
        LOG.info("Account {}: the number's throughput is {} messages/s, as reported by {}", account, reported, event);
        rate = reported;
        return true;
    }

    /** 0 if it says nothing of it. */
    private int rateIn(EventElement element) {
        if (element.family().equals(EventFamily.ACCOUNT.word())) {
            return ofAccount(element);
        }
        boolean ofBusinessApp = element.family().equals(EventFamily.ECHO.word())
                || element.name().startsWith("smb_app_state_sync");
        return ofBusinessApp ? BUSINESS_APP : 0;
    }

    private int ofAccount(EventElement element) {
        InboundEvent event;
        try {
            event = reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return 0;
        }
        if (!(event instanceof AccountEvent about)) {
            return 0;
        }
        boolean upgraded = about.change() instanceof AccountChange.NumberQuality quality
                && quality.event().equals("THROUGHPUT_UPGRADE");
        return upgraded ? HIGH : levelIn(about.raw());
    }

    private static int levelIn(RawJson value) {
        Object throughput;
        try {
            throughput = ApiJson.readObject(value.bytes()).get("throughput");
        } catch (IOException noObject) {
            return 0;
        }
        Object level = throughput instanceof Map<?, ?> members ? members.get("level") : throughput;
        return switch (String.valueOf(level).toUpperCase(Locale.ROOT)) {
            case "HIGH" -> HIGH;
            case "STANDARD" -> STANDARD;
            default -> 0;
        };
    }
}
