package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Client;
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
 * One message of a send: an exchange makes one or more of them, in order. Two parts are equal if they say the same to
 * the same recipient, by which a redelivery finds the part to go on with.
 *
 * <p>Immutable.
 */
interface OutgoingMessage {

    /**
     * Sends it, once. Whether it may go has been decided, for all parts of the send together.
     *
     * @param progress what earlier attempts have done for it already
     * @return completes with null for what is no message: a read receipt
     */
    CompletableFuture<@Nullable SendReceipt> send(Whatsapp360Client client, SendProgress progress);

    /** What one must know of it to tell whether it may be sent now. */
    MessageHead head();

    /**
     * The same with the category {@code utility}, which needs no open window.
     *
     * @return null if Direct Send does not take it
     */
    default @Nullable OutgoingMessage byDirectSend(MessageValidation validation) {
        return null;
    }

    /** A message of which everything is known. What is checked is what is sent. */
    static OutgoingMessage of(OutboundMessage message, MessageValidation validation) {
        try {
            return Ready.of(MessageWriter.write(message), validation);
        } catch (IllegalArgumentException unwritable) {
            throw new InvalidMessageException(String.valueOf(unwritable.getMessage()), unwritable);
        }
    }

    /**
     * A message written as the API takes it, and what is missing in it. Receipts have nothing that could break a limit.
     */
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
     * A message that is a request already.
     *
     * @param json the request's body
     * @param head of it: read once, because everything that happens to a message asks for it
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Ready(byte[] json, MessageHead head) implements OutgoingMessage {

        private static Ready of(byte[] json, MessageValidation validation) {
            RequestTree written = RequestTree.of(json);
            validation.check(written);
            return new Ready(json, written.head());
        }

        @Override
        public CompletableFuture<@Nullable SendReceipt> send(Whatsapp360Client client, SendProgress progress) {
            return client.sendAnyway(head, json).thenApply(receipt -> receipt);
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
            return other instanceof Ready part && Arrays.equals(json, part.json);
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
     * A read receipt: no message, and answered without an id.
     *
     * @param json the request's body
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Receipt(byte[] json) implements OutgoingMessage {

        @Override
        public CompletableFuture<@Nullable SendReceipt> send(Whatsapp360Client client, SendProgress progress) {
            return client.call("POST", "/messages", json).thenApply(done -> null);
        }

        @Override
        public MessageHead head() {
            return MessageHeadReader.read(json);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Receipt part && Arrays.equals(json, part.json);
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
