package io.github.whatsapp360.client;

import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Instant;

/**
 * What is known of the customer service windows of a number's users. A client asks it before each free-form message and tells it
 * what became of each message.
 *
 * <p>Thread-safe. Called on whatever thread sends or gets the answer: must answer soon, and must not throw.
 */
public interface WindowLookup {

    /** Knows nothing: everything may go. */
    WindowLookup NONE = new WindowLookup() {
        @Override
        public boolean isClosed(Recipient recipient) {
            return false;
        }

        @Override
        public void accepted(Recipient recipient, SendReceipt receipt) {}

        @Override
        public void refused(Recipient recipient, Instant begun) {}
    };

    /** Whether free-form messages certainly do not reach this user or group now. */
    boolean isClosed(Recipient recipient);

    /** All that is known of the window of this user or group. */
    default ServiceWindow window(Recipient recipient) {
        return isClosed(recipient) ? ServiceWindow.CLOSED : ServiceWindow.UNKNOWN;
    }

    /**
     * The API has accepted a message.
     *
     * @param receipt may name the recipient by another number or id
     */
    void accepted(Recipient recipient, SendReceipt receipt);

    /**
     * The API has refused a message because the window is closed.
     *
     * @param begun when the send began: what the user writes from then on comes after the refusal
     */
    void refused(Recipient recipient, Instant begun);

    /** The rule: whether this message is to stay here, because it is free-form and the window of its recipient is closed. */
    default boolean holdsBack(MessageHead message) {
        Recipient recipient = message.recipient();
        return message.isFreeForm() && recipient != null && isClosed(recipient);
    }
}
