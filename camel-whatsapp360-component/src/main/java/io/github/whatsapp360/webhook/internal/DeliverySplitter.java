/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * Splits a delivery into its events. Supports three envelopes: Meta's {@code {"entry":[…]}}, 360dialog's {@code
 * {"id":…,"event":…,"data":…}} or an array of those, or the bare on-premises {@code {"messages":[…]}}.
 *
 * <p>Runs while the sender waits for the response: one pass, no tree; elements are copied byte by byte. Members may
 * have any order. An unknown element is an event, too; only a delivery that is not JSON, or has no known envelope, is
 * refused.
 *
 * <p>Limits: nesting depth 100, strings 1,000,000 characters, numbers 1,000 digits, member names 10,000 characters,
 * 1,000,000 tokens, 50,000 events, 64 MB of events in stored form. A delivery beyond a limit is refused. Meta promises
 * at most 3 MB and 1,000 updates. Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications">Event
 *     notifications</a>
 */
public final class DeliverySplitter {

    private static final int MAXIMUM_TOKENS = 1_000_000;

    private final Clock clock;

    private static final JsonFactory JSON = factory(MAXIMUM_TOKENS);

    /** Counting tokens takes 5 % of the time, and a delivery has at most as many tokens as bytes. */
    private static final JsonFactory SHORT_JSON = factory(-1);

    /** Uses the system clock. */
    public DeliverySplitter() {
        this(Clock.systemUTC());
    }

    /**
     * Uses a clock.
     * @param clock determines the day of arrival; see {@link EventElement#dedupeKey}
     */
    public DeliverySplitter(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the events in the order of the delivery; empty if a known envelope contains none.
     *
     * @param body the body as received, with or without a byte order mark; neither retained nor changed
     * @throws UnreadableDeliveryException if the body is not UTF-8, is not JSON, exceeds a limit, or has no known
     *     envelope
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
            throw new UnreadableDeliveryException("JSON, but no known envelope");
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
                throw new UnreadableDeliveryException("JSON followed by more data");
            }
            return envelopes;
        } catch (StreamConstraintsException beyondLimit) {
            // The parser's message may quote customer data, so only the position is used, and no cause.
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
