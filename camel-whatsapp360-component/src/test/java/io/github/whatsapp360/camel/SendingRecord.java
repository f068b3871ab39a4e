/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.SendingHistory.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * What was done and told in one history, on both sides: what the API did with each message, and what each send was said
 * to have come to. A send is known by its recipient, which no other has.
 *
 * <p>Thread-safe.
 */
final class SendingRecord {

    private static final Pattern TO = Pattern.compile("\"to\":\"\\+?(\\d+)\"");
    private static final Pattern PART = Pattern.compile("part-(\\d)");
    private static final long SLOW_MILLIS = 15;

    private final Map<String, Sent> sends = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean silent;

    /** Everything about one send. */
    static final class Sent {

        private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
        private final Map<Integer, AtomicInteger> effects = new ConcurrentHashMap<>();
        private final Map<Integer, AtomicInteger> accepted = new ConcurrentHashMap<>();
        private final Queue<String> told = new ConcurrentLinkedQueue<>();
        private final AtomicInteger unknown = new AtomicInteger();
        private volatile int ids = -1;
    }

    /** A send that is about to begin. */
    void expect(String to, Collection<Fault> faults) {
        Sent sent = new Sent();
        sent.faults.addAll(faults);
        sends.put(to, sent);
    }

    int requests() {
        return requests.get();
    }

    /** Whether somebody waits for an answer that does not come. */
    boolean isSilent() {
        return silent;
    }

    /** What the API does with a request. */
    RawApi.Answer answer(RawApi.Request request) {
        if (request.path().contains("template")) {
            return RawApi.Answer.of(200, "{\"data\":[]}");
        }
        requests.incrementAndGet();
        boolean isUpload = request.path().endsWith("/media");
        Matcher part = PART.matcher(request.body());
        int number = part.find() ? Integer.parseInt(part.group(1)) : 0;
        Matcher to = TO.matcher(request.body());
        Sent sent = sends.get(to.find() ? to.group(1) : ownerOf(request.body()));
        Fault next = sent == null ? null : sent.faults.poll();
        Fault fault = next == null ? Fault.NONE : next;
        silent |= fault.isSilent();
        if (!isUpload && sent != null && (fault == Fault.NONE || fault == Fault.SLOW || fault.isAfterEffect())) {
            count(sent.effects, number);
        }
        if (!isUpload && sent != null && (fault == Fault.NONE || fault == Fault.SLOW)) {
            count(sent.accepted, number);
        }
        return answer(fault, isUpload ? "{\"id\":\"part-" + number + "\"}" : null, request.number());
    }

    /** A file names its send, because an upload has no recipient. */
    private static String ownerOf(String upload) {
        Matcher owner = Pattern.compile("for-(\\d+)").matcher(upload);
        return owner.find() ? owner.group(1) : "";
    }

    private static RawApi.Answer answer(Fault fault, String uploaded, int number) {
        RawApi.Answer fine =
                uploaded == null ? RawApi.Answer.accepted("wamid." + number) : RawApi.Answer.of(200, uploaded);
        return switch (fault) {
            case NONE -> fine;
            case SLOW -> later(fine);
            case REFUSED -> RawApi.Answer.refusal(400, 131026);
            case THROTTLED -> RawApi.Answer.refusal(429, 130429);
            case SERVER_ERROR -> RawApi.Answer.of(500, "");
            case UNREADABLE -> RawApi.Answer.of(200, "<html>");
            case RESET, RESET_AFTER_EFFECT -> RawApi.Answer.reset();
            case CUT_ANSWER -> fine.cut();
            case SILENCE, SILENCE_AFTER_EFFECT -> RawApi.Answer.silence();
        };
    }

    private static RawApi.Answer later(RawApi.Answer answer) {
        return CompletableFuture.supplyAsync(
                        () -> answer, CompletableFuture.delayedExecutor(SLOW_MILLIS, TimeUnit.MILLISECONDS))
                .join();
    }

    private static void count(Map<Integer, AtomicInteger> counts, int part) {
        counts.computeIfAbsent(part, first -> new AtomicInteger()).incrementAndGet();
    }

    /** An attempt has ended, well or not. */
    void told(Exchange exchange) {
        String to = exchange.getMessage().getHeader("CamelWhatsapp360To", String.class);
        Sent sent = to == null ? null : sends.get(to);
        if (sent == null) {
            return;
        }
        Object outcome = exchange.getMessage().getHeader("CamelWhatsapp360SendOutcome");
        Throwable problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        List<?> ids = exchange.getMessage().getHeader("CamelWhatsapp360SentMessageIds", List.class);
        if ("unknown".equals(outcome)) {
            sent.unknown.incrementAndGet();
        }
        sent.ids = ids == null ? 0 : ids.size();
        sent.told.add(outcome + (problem == null ? "" : " (" + problem + ")") + " with " + sent.ids + " ids");
    }

    /**
     * Holds what was told against what happened.
     *
     * @return what is wrong
     */
    List<String> contradictions() {
        List<String> wrong = new ArrayList<>();
        sends.forEach((to, sent) -> {
            for (int part : sent.effects.keySet()) {
                int effects = sent.effects.get(part).get();
                if (effects > 1 + sent.unknown.get()) {
                    wrong.add("part " + part + " to " + to + " was sent " + effects + " times, " + sent.unknown
                            + " outcomes were unknown: " + sent.told);
                }
            }
            int acceptedParts = sent.accepted.size();
            boolean isKnown = sent.unknown.get() == 0;
            if (sent.ids > acceptedParts) {
                wrong.add(sent.ids + " ids were told of " + acceptedParts + " parts to " + to + ": " + sent.told);
            }
            if (isKnown && sent.ids >= 0 && sent.effects.size() != sent.ids) {
                wrong.add(sent.effects.size() + " parts went to " + to + ", but told were " + sent.told);
            }
        });
        return wrong;
    }
}
