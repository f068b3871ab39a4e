/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.json.CallbackData;
import io.github.whatsapp360.json.MessageHeadReader;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.json.RequestTree;
import io.github.whatsapp360.message.MessageCategory;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One message of a send. An exchange becomes one or more messages, in order. Two messages are equal if content and
 * recipient are equal; this is how a redelivery finds the message to continue with.
 *
 * <p>Immutable.
 */
interface OutgoingMessage {

    /**
     * Sends the message once. The window policy has already been applied.
     *
     * @param progress the results of earlier attempts
     * @param callbackPrefix a text in front of the callback data; may be empty
     * @return completes with null for a read receipt
     */
    CompletableFuture<@Nullable SendReceipt> send(
            Whatsapp360Client client, SendProgress progress, String callbackPrefix);

    /** The head of the message. */
    MessageHead head();

    /**
     * The same with the category {@code utility}, which needs no open window.
     *
     * @return null if Direct Send does not take it
     */
    default @Nullable OutgoingMessage byDirectSend(MessageValidation validation) {
        return null;
    }

    /** A complete message. The checked request is the sent request. */
    static OutgoingMessage of(OutboundMessage message, MessageValidation validation) {
        try {
            return Ready.of(MessageWriter.write(message), validation);
        } catch (IllegalArgumentException unwritable) {
            throw new InvalidMessageException(String.valueOf(unwritable.getMessage()), unwritable);
        }
    }

    /** A message in the format of the API, completed with missing values. Read receipts are not checked. */
    static OutgoingMessage of(
            Map<String, ?> message,
            @Nullable Recipient recipient,
            @Nullable String replyToMessageId,
            @Nullable String callbackData,
            MessageValidation validation) {
        try {
            if (message.containsKey("status") && !message.containsKey("type")) {
                return new Receipt(MessageWriter.write(message, null));
            }
            return Ready.of(MessageWriter.write(message, recipient, replyToMessageId, callbackData), validation);
        } catch (IllegalArgumentException unwritable) {
            throw new InvalidMessageException(String.valueOf(unwritable.getMessage()), unwritable);
        }
    }

    /**
     * A message as a request.
     *
     * @param json the request body
     * @param head the head of the message, read once
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Ready(byte[] json, MessageHead head) implements OutgoingMessage {

        private static Ready of(byte[] json, MessageValidation validation) {
            RequestTree written = RequestTree.of(json);
            validation.check(written);
            return new Ready(json, written.head());
        }

        @Override
        public CompletableFuture<@Nullable SendReceipt> send(
                Whatsapp360Client client, SendProgress progress, String callbackPrefix) {
            byte[] request = callbackPrefix.isEmpty() ? json : CallbackData.prefixed(json, callbackPrefix);
            return client.sendAnyway(head, request).thenApply(receipt -> receipt);
        }

        @Override
        public @Nullable OutgoingMessage byDirectSend(MessageValidation validation) {
            try {
                return Ready.of(MessageWriter.withCategory(json, MessageCategory.utility), validation);
            } catch (InvalidMessageException notTaken) {
                return null;
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ready message && Arrays.equals(json, message.json);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(json);
        }

        @Override
        public String toString() {
            return "Ready[" + json.length + " bytes]";
        }
    }

    /**
     * A read receipt. The response has no message id.
     *
     * @param json the request body
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Receipt(byte[] json) implements OutgoingMessage {

        @Override
        public CompletableFuture<@Nullable SendReceipt> send(
                Whatsapp360Client client, SendProgress progress, String callbackPrefix) {
            return client.call("POST", "/messages", json).thenApply(done -> null);
        }

        @Override
        public MessageHead head() {
            return MessageHeadReader.read(json);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Receipt receipt && Arrays.equals(json, receipt.json);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(json);
        }

        @Override
        public String toString() {
            return "Receipt[" + json.length + " bytes]";
        }
    }
}
