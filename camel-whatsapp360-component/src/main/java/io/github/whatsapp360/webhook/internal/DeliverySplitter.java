package io.github.whatsapp360.webhook.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Takes a delivery apart into its events, whichever of the three envelopes it came in: Meta's {@code {"entry":[…]}},
 * 360dialog's {@code {"id":…,"event":…,"data":…}} or an array of those, or the bare on-premises {@code {"messages":[…]}}.
 *
 * <p>Runs while the sender waits for the answer: one pass, no tree, elements are copied byte by byte as they came. Members may
 * stand in any order. An element that cannot be understood is an event nevertheless; only what is no JSON, or no known
 * envelope, is refused.
 *
 * <p>Limits, beyond which a delivery is refused: nesting 100, a string 1,000,000 characters, a number 1,000 digits, a member
 * name 10,000 characters, 1,000,000 tokens, 50,000 events, 64 MB of events in stored form. Meta promises at most 3 MB and
 * 1,000 updates. Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications">Event
 *     notifications</a>
 */
public final class DeliverySplitter {

    private static final int MAXIMUM_TOKENS = 1_000_000;

    private final Clock clock;

    private static final JsonFactory JSON = factory(MAXIMUM_TOKENS);

    /** Counting costs a twentieth of the time, and no delivery has more tokens than bytes. */
    private static final JsonFactory SHORT_JSON = factory(-1);

    /** Tells arrivals apart by the computer's clock. */
    public DeliverySplitter() {
        this(Clock.systemUTC());
    }

    /** @param clock tells on which day a delivery arrives: see {@link EventElement#dedupeKey} */
    public DeliverySplitter(Clock clock) {
        this.clock = clock;
    }

    /**
     * The events in the order in which they stand in the delivery; none for a isKnown envelope that holds none.
     *
     * @param body the delivery as it came, with or without a byte order mark; not kept, not changed
     * @throws UnreadableDeliveryException if this is not UTF-8, not JSON, beyond a limit, or in no isKnown envelope
     */
    public List<EventElement> split(byte[] body) throws UnreadableDeliveryException {
        int malformed = Utf8.firstMalformed(body);
        if (malformed >= 0) {
            throw new UnreadableDeliveryException("Not UTF-8 at byte " + malformed);
        }
        List<Envelope> envelopes = scan(body);
        EventCollector events = new EventCollector(body, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        boolean isKnown = envelopes.isEmpty();
        for (Envelope envelope : envelopes) {
            isKnown |= envelope.isMeta() || envelope.isPartner() || envelope.isOnPremises();
        }
        if (!isKnown) {
            throw new UnreadableDeliveryException("JSON, but no isKnown envelope");
        }
        for (Envelope envelope : envelopes) {
            events.addEnvelope(envelope);
        }
        return events.events();
    }

    private static JsonFactory factory(long maximumTokens) {
        return new JsonFactoryBuilder()
                .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength(DeliveryScanner.MAXIMUM_STRING_LENGTH)
                        .maxNumberLength(1_000)
                        .maxNameLength(10_000)
                        .maxTokenCount(maximumTokens)
                        .build())
                .build();
    }

    private static List<Envelope> scan(byte[] body) throws UnreadableDeliveryException {
        int mark = Utf8.markLength(body);
        JsonFactory json = body.length <= MAXIMUM_TOKENS ? SHORT_JSON : JSON;
        try (JsonParser parser = json.createParser(body, mark, body.length - mark)) {
            DeliveryScanner scanner = new DeliveryScanner(parser, mark, body.length);
            List<Envelope> envelopes = scanner.envelopes();
            if (!scanner.isAtEnd()) {
                throw new UnreadableDeliveryException("JSON with something behind it");
            }
            return envelopes;
        } catch (StreamConstraintsException beyondLimit) {
            // Its message may quote, its place does not; the cause is left out for the same reason.
            throw new UnreadableDeliveryException("JSON beyond a limit" + position(beyondLimit));
        } catch (IOException notJson) {
            throw new UnreadableDeliveryException("Not JSON" + position(notJson));
        }
    }

    private static String position(IOException problem) {
        return problem instanceof JsonProcessingException located && located.getLocation() != null
                ? " at byte " + located.getLocation().getByteOffset()
                : "";
    }
}
