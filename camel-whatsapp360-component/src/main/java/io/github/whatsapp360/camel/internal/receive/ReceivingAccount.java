package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.store.AccountPhoneNumberId;
import io.github.whatsapp360.camel.internal.store.AccountWindows;
import io.github.whatsapp360.camel.internal.support.ApiAccess;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.inbox.internal.MemoryInbox;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the receiving side needs of an account.
 *
 * <p>Implementations are thread-safe.
 */
public interface ReceivingAccount extends ApiAccess {

    /** The shared options that are in force. */
    Whatsapp360Configuration configuration();

    /** The values of all shared options; equal as long as none changes. */
    List<@Nullable Object> optionValues();

    /** Tells the time of windows, dead letters and repetitions. */
    Clock clock();

    /** The metrics of receiving. */
    Meters meters();

    /** The service windows of the account's users. */
    AccountWindows windows();

    /** The phone number id of the account. */
    AccountPhoneNumberId number();

    /** Which consumer takes which events. */
    Subscriptions subscriptions();

    /** The directory of embedded inboxes. */
    Path inboxDirectory();

    /**
     * The account's inbox in memory, which outlives the webhook.
     *
     * @param made takes its place if it holds nothing
     */
    MemoryInbox memoryInbox(MemoryInbox made);

    /** All events of a delivery have arrived, also those that no route takes. */
    void onDelivery(List<EventElement> delivery);

    /** How many of the month's 1,000 free service messages were reported as delivered. */
    int freeServiceMessagesUsed();

    /** The accounts of the component. */
    AccountDirectory accounts();

    /** The receiving side; null before the first consumer needs it. */
    @Nullable
    Receiver receiverIfAny();
}
