/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.internal.delivery.TrackedSend;
import io.github.whatsapp360.camel.internal.delivery.Tracking;
import io.github.whatsapp360.camel.internal.media.SpooledFiles;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of an exchange one after the other. The body is not changed; headers report the outcome.
 *
 * <p>Thread-safe.
 */
final class SendOperation implements Operation {

    private final SendingAccount account;
    private final Whatsapp360Configuration options;
    private final WindowPolicy windowPolicy;
    private final OptOutPolicy optOutPolicy;
    private final CustomerOfSend customers;
    private final TrackingOptions trackingOptions;
    private final Object owner;

    /** @param owner of the sends that wait for a delivery */
    SendOperation(SendingAccount account, Whatsapp360Configuration options, Object owner) {
        this.account = account;
        this.owner = owner;
        this.options = options;
        this.windowPolicy = new WindowPolicy(account, options);
        this.optOutPolicy =
                new OptOutPolicy(account.windows().optOuts(), account.identities(), options.isRespectOptOut());
        this.customers = new CustomerOfSend(account.identities());
        this.trackingOptions = new TrackingOptions(account.name(), options);
    }

    @Override
    public CompletableFuture<OperationResult> begin(Exchange exchange, Whatsapp360Client client) {
        SpooledFiles files = new SpooledFiles();
        try {
            return begin(exchange, client, files).whenComplete((result, failure) -> files.close());
        } catch (RuntimeException | Error ownFault) {
            files.close();
            throw ownFault;
        }
    }

    private CompletableFuture<OperationResult> begin(Exchange exchange, Whatsapp360Client client, SpooledFiles files) {
        long begun = System.nanoTime();
        List<OutgoingMessage> wanted = List.of();
        SendProgress progress = null;
        try {
            TextLimit textLimit =
                    new TextLimit(SendProgress.textLimitBefore(exchange, account.name()), windowPolicy::sendsDirectly);
            wanted = OutgoingMessages.of(exchange.getMessage(), options, files, textLimit);
            progress = SendProgress.of(exchange, account.name(), wanted, textLimit.decided());
            List<PlacedMessage> messages = windowPolicy.admit(progress.rest());
            TrackedSend tracked = track(exchange.getMessage(), messages);
            return send(described(messages, wanted), new Attempt(messages, progress, client, tracked));
        } catch (RuntimeException unfit) {
            measure(begun, unfit);
            List<SendReceipt> before =
                    progress == null ? SendProgress.receiptsBefore(exchange, account.name()) : progress.receipts();
            return customers.describing(wanted, windowPolicy.describing(wanted, message -> {
                setReceiptHeaders(message, before);
                fail(message, SendOutcome.notSent, unfit);
            }));
        }
    }

    private static List<OutgoingMessage> described(List<PlacedMessage> messages, List<OutgoingMessage> wanted) {
        return messages.isEmpty()
                ? wanted
                : messages.stream().map(PlacedMessage::message).toList();
    }

    /**
     * What one attempt to send an exchange needs.
     *
     * @param tracked null if the messages are not in the sent-message log
     */
    private record Attempt(
            List<PlacedMessage> messages,
            SendProgress progress,
            Whatsapp360Client client,
            @Nullable TrackedSend tracked) {}

    /** Checks everything before anything is sent. */
    private @Nullable TrackedSend track(Message message, List<PlacedMessage> messages) {
        Tracking tracking = trackingOptions.of(message, account.tracing());
        if (tracking == null) {
            return null;
        }
        messages.stream().map(placed -> placed.message().head()).forEach(TrackedSend::check);
        return account.sentMessages().begin(tracking, owner);
    }

    /** @param described the messages whose last recipient's window is reported */
    private CompletableFuture<OperationResult> send(List<OutgoingMessage> described, Attempt attempt) {
        TrackedSend tracked = attempt.tracked();
        if (tracked == null) {
            return sendFrom(0, attempt)
                    .handle((done, failure) ->
                            windowPolicy.describing(described, message -> settle(message, attempt, null, failure)))
                    .thenCompose(result -> customers.describing(described, result));
        }
        return rejoin(attempt.progress().keys(), tracked)
                .thenCompose(rejoined -> sendFrom(0, attempt))
                .thenCompose(done -> tracked.outcome())
                .handle((outcome, failure) -> {
                    tracked.end();
                    DeliveryResult result = delivery(tracked, outcome);
                    return windowPolicy.describing(described, message -> settle(message, attempt, result, failure));
                })
                .thenCompose(result -> customers.describing(described, result));
    }

    /** Messages that an earlier attempt has sent are not sent again, but waited for again. */
    private CompletableFuture<?> rejoin(List<String> keys, TrackedSend tracked) {
        return keys.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : account.sentMessages().messages(keys).thenAccept(known -> known.forEach(tracked::rejoin));
    }

    private @Nullable DeliveryResult delivery(TrackedSend tracked, TrackedSend.@Nullable Outcome outcome) {
        if (outcome == null || !tracked.waits()) {
            return null;
        }
        if (outcome.timedOut()) {
            account.sentMessages().timedOut();
        }
        return new DeliveryResult(outcome, trackingOptions.failOnTimeout());
    }

    private CompletableFuture<@Nullable Void> sendFrom(int first, Attempt attempt) {
        if (first == attempt.messages().size()) {
            return CompletableFuture.completedFuture(null);
        }
        PlacedMessage next = attempt.messages().get(first);
        long begun = System.nanoTime();
        CompletableFuture<@Nullable Void> sending = optOutPolicy
                .check(next.message(), attempt.client())
                .thenCompose(admitted -> sendOne(next.message(), attempt))
                .whenComplete(
                        (sent, failure) -> measure(begun, failure == null ? null : Whatsapp360Exception.in(failure)))
                .thenAccept(sent -> attempt.progress().accept(next, sent.receipt(), sent.key()));
        // What comes before the next request may read the database: not on the thread of the HTTP client.
        return first + 1 == attempt.messages().size()
                ? sending
                : sending.thenComposeAsync(sent -> sendFrom(first + 1, attempt), account.callbacks());
    }

    /**
     * A sent message.
     *
     * @param receipt null for a read receipt
     * @param key null if it is not in the sent-message log
     */
    private record Sent(
            @Nullable SendReceipt receipt, @Nullable String key) {}

    private static CompletableFuture<Sent> sendOne(OutgoingMessage message, Attempt attempt) {
        TrackedSend tracked = attempt.tracked();
        if (tracked == null || message instanceof OutgoingMessage.Receipt) {
            return message.send(attempt.client(), attempt.progress(), "").thenApply(receipt -> new Sent(receipt, null));
        }
        return tracked.send(message.head(), prefix -> message.send(attempt.client(), attempt.progress(), prefix)
                        .thenApply(Objects::requireNonNull))
                .thenApply(receipt -> new Sent(receipt, tracked.lastKey()));
    }

    private void measure(long begun, @Nullable RuntimeException failure) {
        Whatsapp360Exception known = failure instanceof Whatsapp360Exception problem ? problem : null;
        SendOutcome outcome =
                failure == null ? SendOutcome.accepted : known == null ? SendOutcome.notSent : known.outcome();
        account.sendingMeters()
                .time(
                        "whatsapp360.sends",
                        Duration.ofNanos(System.nanoTime() - begun),
                        "outcome",
                        outcome.name(),
                        "code",
                        Integer.toString(known == null ? 0 : known.code()));
    }

    /** @param delivery null if the exchange has not waited */
    private static void settle(
            Message message, Attempt attempt, @Nullable DeliveryResult delivery, @Nullable Throwable failure) {
        SendProgress progress = attempt.progress();
        Exchange exchange = message.getExchange();
        Whatsapp360Exception late = delivery == null ? null : delivery.exception();
        setReceiptHeaders(message, progress.receipts());
        describe(message, attempt.tracked(), delivery, failure);
        if (failure == null && late == null) {
            progress.forget(exchange);
            message.setHeader(Whatsapp360Constants.SEND_OUTCOME, SendOutcome.accepted.name());
            return;
        }
        if (delivery != null) {
            progress.reject(delivery.failedMessageIds());
        }
        progress.keep(exchange);
        Whatsapp360Exception problem = late == null ? Whatsapp360Exception.in(Objects.requireNonNull(failure)) : late;
        fail(message, problem.outcome(), problem);
    }

    private static void describe(
            Message message,
            @Nullable TrackedSend tracked,
            @Nullable DeliveryResult delivery,
            @Nullable Throwable failure) {
        DeliveryResult.clear(message);
        if (tracked != null) {
            DeliveryResult.setKey(message, tracked.parts());
        }
        if (delivery != null) {
            delivery.describe(message);
        } else if (tracked != null && tracked.waits() && failure != null) {
            DeliveryResult.describe(message, Whatsapp360Exception.in(failure));
        }
    }

    /** Sets the headers of the sent messages, and removes those of an earlier send of the same exchange. */
    private static void setReceiptHeaders(Message message, List<SendReceipt> receipts) {
        if (receipts.isEmpty()) {
            message.removeHeader(Whatsapp360Constants.SENT_MESSAGE_IDS);
            message.removeHeader(Whatsapp360Constants.MESSAGE_STATUS);
            if (message.removeHeader(Whatsapp360Constants.SENT_MESSAGE_ID) != null) {
                message.removeHeader(Whatsapp360Constants.RECIPIENT_ID);
            }
            return;
        }
        SendReceipt last = receipts.get(receipts.size() - 1);
        message.setHeader(Whatsapp360Constants.SENT_MESSAGE_ID, last.messageId());
        message.setHeader(
                Whatsapp360Constants.SENT_MESSAGE_IDS,
                receipts.stream().map(SendReceipt::messageId).toList());
        String held = messageStatus(receipts);
        if (held == null) {
            message.removeHeader(Whatsapp360Constants.MESSAGE_STATUS);
        } else {
            message.setHeader(Whatsapp360Constants.MESSAGE_STATUS, held);
        }
        if (last.recipientId() == null) {
            message.removeHeader(Whatsapp360Constants.RECIPIENT_ID);
        } else {
            message.setHeader(Whatsapp360Constants.RECIPIENT_ID, last.recipientId());
        }
    }

    /** The last status other than accepted, so that a route can stop. */
    private static @Nullable String messageStatus(List<SendReceipt> receipts) {
        String status = null;
        for (SendReceipt receipt : receipts) {
            String said = receipt.messageStatus();
            if (said != null && (status == null || !said.equals("accepted"))) {
                status = said;
            }
        }
        return status;
    }

    private static void fail(Message message, SendOutcome outcome, RuntimeException problem) {
        message.setHeader(Whatsapp360Constants.SEND_OUTCOME, outcome.name());
        message.getExchange().setException(problem);
    }
}
