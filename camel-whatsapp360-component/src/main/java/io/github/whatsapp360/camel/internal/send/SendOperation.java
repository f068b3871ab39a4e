/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.internal.media.SpooledFiles;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.time.Duration;
import java.util.List;
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

    SendOperation(SendingAccount account, Whatsapp360Configuration options) {
        this.account = account;
        this.options = options;
        this.windowPolicy = new WindowPolicy(account, options);
        this.optOutPolicy = new OptOutPolicy(account.windows().optOuts(), options.isRespectOptOut());
        this.customers = new CustomerOfSend(account.identities());
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
            return send(described(messages, wanted), messages, progress, client);
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

    /** @param described the messages whose last recipient's window is reported */
    private CompletableFuture<OperationResult> send(
            List<OutgoingMessage> described,
            List<PlacedMessage> messages,
            SendProgress progress,
            Whatsapp360Client client) {
        return sendFrom(messages, 0, progress, client)
                .handle((done, failure) ->
                        windowPolicy.describing(described, message -> settle(message, progress, failure)))
                .thenCompose(result -> customers.describing(described, result));
    }

    private CompletableFuture<@Nullable Void> sendFrom(
            List<PlacedMessage> messages, int first, SendProgress progress, Whatsapp360Client client) {
        if (first == messages.size()) {
            return CompletableFuture.completedFuture(null);
        }
        PlacedMessage next = messages.get(first);
        long begun = System.nanoTime();
        return optOutPolicy
                .check(next.message(), client)
                .thenCompose(admitted -> next.message().send(client, progress))
                .whenComplete(
                        (receipt, failure) -> measure(begun, failure == null ? null : Whatsapp360Exception.in(failure)))
                .thenCompose(receipt -> {
                    progress.accept(next, receipt);
                    return sendFrom(messages, first + 1, progress, client);
                });
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

    private static void settle(Message message, SendProgress progress, @Nullable Throwable failure) {
        setReceiptHeaders(message, progress.receipts());
        if (failure == null) {
            progress.forget(message.getExchange());
            message.setHeader(Whatsapp360Constants.SEND_OUTCOME, SendOutcome.accepted.name());
        } else {
            progress.keep(message.getExchange());
            Whatsapp360Exception problem = Whatsapp360Exception.in(failure);
            fail(message, problem.outcome(), problem);
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
