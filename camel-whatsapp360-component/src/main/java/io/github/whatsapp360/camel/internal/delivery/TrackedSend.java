/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.camel.internal.delivery.WaitTimer.Deadline;
import io.github.whatsapp360.client.DeliveryTimeoutException;
import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.delivery.WaitFor;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.json.CallbackData;
import io.github.whatsapp360.message.MessageHead;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one send in the sent-message log. Each is written to the log before its request is sent, and carries
 * its key in front of its callback data.
 *
 * <p>Thread-safe. {@link #end} must be called once.
 */
public final class TrackedSend {

    private static final Predicate<SentMessage> FAILED = message -> message.state() == DeliveryState.failed;

    private final SentMessageLog log;
    private final Tracking tracking;
    private final List<PartWait> parts = new ArrayList<>();
    private final Set<String> recipients = new HashSet<>();
    private final CompletableFuture<@Nullable Void> expired = new CompletableFuture<>();
    private final CompletableFuture<InboundMessage> reply = new CompletableFuture<>();
    private @Nullable Deadline deadline;
    private boolean ended;

    /** What became of the messages of a send. */
    public record Outcome(
            List<SentMessage> parts,
            boolean timedOut,
            @Nullable InboundMessage reply) {

        public Outcome {
            parts = List.copyOf(parts);
        }

        /** The first message that failed; null if there is none. */
        public @Nullable SentMessage failed() {
            return parts.stream()
                    .filter(part -> part.state() == DeliveryState.failed)
                    .findFirst()
                    .orElse(null);
        }

        /** What a refusal of the message that failed would have been; null if none failed. */
        public @Nullable Whatsapp360Exception failure() {
            SentMessage failed = failed();
            if (failed == null) {
                return null;
            }
            return failed.error() == null
                    ? new UndeliverableException(
                            Failure.local("WhatsApp reported the message as failed, without a reason", false, null))
                    : Whatsapp360Exception.of(failed.error());
        }

        /** The failure, or that the time has passed; null if the state was reached. */
        public @Nullable Whatsapp360Exception problem() {
            Whatsapp360Exception failure = failure();
            return failure == null && timedOut
                    ? new DeliveryTimeoutException(Failure.local(
                            "The message was accepted, and the awaited state was not reported in time", false, null))
                    : failure;
        }

        @Override
        public String toString() {
            return "Outcome[" + parts + (timedOut ? ", timed out]" : "]");
        }
    }

    TrackedSend(SentMessageLog log, Tracking tracking) {
        this.log = log;
        this.tracking = tracking;
    }

    /**
     * Checks that our key fits in front of the callback data of a message.
     *
     * @throws InvalidMessageException if it does not
     */
    public static void check(MessageHead head) {
        String data = head.callbackData();
        int maximum = CallbackData.MAXIMUM_LENGTH - SendKeys.PREFIX_LENGTH;
        if (data != null && data.length() > maximum) {
            throw new InvalidMessageException("The callback data has " + data.length() + " characters; the maximum is "
                    + maximum + " with waitFor or trackDelivery, because " + SendKeys.PREFIX_LENGTH
                    + " characters identify the message");
        }
    }

    /**
     * Sends one message.
     *
     * @param send sends the message with this text in front of its callback data
     * @return completes with the receipt; also if there was no answer and a status proves in time that the message was
     *     sent
     */
    public CompletableFuture<SendReceipt> send(
            MessageHead head, Function<String, CompletableFuture<SendReceipt>> send) {
        SentRow row = log.newRow(head, tracking);
        PartWait part = join(row.message());
        return log.add(row)
                .thenComposeAsync(written -> send.apply(SendKeys.prefix(row.key())), log.callbacks())
                .handle(Answer::new)
                .thenCompose(answer -> answered(part, answer.receipt(), answer.failure()));
    }

    /** How a request ended. */
    private record Answer(
            @Nullable SendReceipt receipt, @Nullable Throwable failure) {}

    /** Waits for a message that an earlier attempt of the same exchange has sent. */
    public void rejoin(SentMessage message) {
        PartWait unused = join(message);
    }

    private synchronized PartWait join(SentMessage message) {
        PartWait part = new PartWait(message, log.callbacks());
        parts.add(part);
        addRecipient(message.customer());
        if (tracking.waitFor() != null) {
            log.waits().add(message.key(), part);
        }
        return part;
    }

    private synchronized void addRecipient(@Nullable String id) {
        if (id != null) {
            recipients.add(id);
        }
    }

    private CompletableFuture<SendReceipt> answered(
            PartWait part, @Nullable SendReceipt receipt, @Nullable Throwable failure) {
        String key = part.latest().key();
        if (receipt != null) {
            addRecipient(receipt.recipientId());
            addRecipient(receipt.userId());
            String customer = SentMessageLog.customerOf(receipt);
            part.update(SentRow.of(part.latest())
                    .accepted(receipt.messageId(), customer)
                    .message());
            return log.note(new SentChange.Accepted(key, receipt.messageId(), customer))
                    .thenApply(noted -> receipt);
        }
        Whatsapp360Exception problem = Whatsapp360Exception.in(
                failure == null ? new IllegalStateException("A send completed without a receipt") : failure);
        if (problem.outcome() != SendOutcome.unknown) {
            ErrorItem error = new ErrorItem(problem.code(), null, null, problem.details(), null);
            return log.note(new SentChange.Refused(key, problem.code() == 0 ? null : error))
                    .thenCompose(noted -> CompletableFuture.failedFuture(problem));
        }
        return log.note(new SentChange.Unanswered(key)).thenCompose(noted -> settled(part, problem));
    }

    /** Without a response, only a status can show that the message was sent. */
    private CompletableFuture<SendReceipt> settled(PartWait part, Whatsapp360Exception problem) {
        if (tracking.waitFor() == null) {
            return CompletableFuture.failedFuture(problem);
        }
        CompletableFuture<SentMessage> arrived =
                part.when(message -> message.state().isAccepted() && message.messageId() != null);
        startClock();
        return CompletableFuture.anyOf(arrived, expired).thenApply(first -> {
            SentMessage known = part.latest();
            if (!known.state().isAccepted() || known.messageId() == null) {
                throw new CompletionException(problem);
            }
            return new SendReceipt(known.messageId(), known.customer(), null, null);
        });
    }

    /**
     * Waits until every message has reached the state, one has failed, or the time has passed.
     *
     * @return never fails; completes at once if the send does not wait
     */
    public CompletableFuture<Outcome> outcome() {
        WaitFor target = tracking.waitFor();
        if (target == null || parts().isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome(parts(), false, null));
        }
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (PartWait part : copyOfParts()) {
            CompletableFuture<SentMessage> done =
                    part.when(target == WaitFor.reply ? FAILED : FAILED.or(hasReached(target)));
            all.add(done.thenAccept(message -> {
                if (message.state() == DeliveryState.failed) {
                    reached.complete(true);
                }
            }));
        }
        CompletableFuture<?> wanted =
                target == WaitFor.reply ? reply : CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
        CompletableFuture<?> unused = wanted.thenRun(() -> reached.complete(true));
        startClock();
        CompletableFuture<?> unusedTimeout = expired.thenRun(() -> reached.complete(false));
        return reached.thenApply(inTime -> new Outcome(parts(), !inTime, reply.getNow(null)));
    }

    private static Predicate<SentMessage> hasReached(WaitFor target) {
        DeliveryState state =
                switch (target) {
                    case sent -> DeliveryState.sent;
                    case delivered -> DeliveryState.delivered;
                    case read, reply -> DeliveryState.read;
                };
        return message -> message.state().compareTo(state) >= 0;
    }

    private synchronized void startClock() {
        if (log.isEnding()) {
            expire();
        } else if (deadline == null && !ended) {
            deadline = log.timer().schedule(tracking.waitTimeout(), this::expire);
        }
    }

    /** The time has passed. */
    void expire() {
        log.callbacks().execute(() -> expired.complete(null));
    }

    /** Called with a message that replies to this send. */
    void replied(InboundMessage message) {
        log.callbacks().execute(() -> reply.complete(message));
    }

    synchronized boolean isTo(String id) {
        return recipients.contains(id);
    }

    private synchronized List<PartWait> copyOfParts() {
        return List.copyOf(parts);
    }

    /** What is known of each message, in the order in which they were sent. */
    public List<SentMessage> parts() {
        return copyOfParts().stream().map(PartWait::latest).toList();
    }

    /** The key of the message that was sent last. */
    public String lastKey() {
        List<PartWait> all = copyOfParts();
        return all.get(all.size() - 1).latest().key();
    }

    boolean awaitsReply() {
        return tracking.waitFor() == WaitFor.reply;
    }

    /** Whether the exchange waits for its messages. */
    public boolean waits() {
        return tracking.waitFor() != null;
    }

    /** The send has ended. */
    public void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            if (deadline != null) {
                log.timer().cancel(deadline);
            }
        }
        log.ended(this, tracking);
    }
}
