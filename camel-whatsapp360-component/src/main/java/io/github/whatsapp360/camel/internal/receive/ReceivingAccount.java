/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.delivery.SentMessageLog;
import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.camel.internal.store.AccountPhoneNumberId;
import io.github.whatsapp360.camel.internal.store.AccountWindows;
import io.github.whatsapp360.camel.internal.store.BilledMessages;
import io.github.whatsapp360.camel.internal.support.ApiAccess;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.inbox.internal.MemoryInbox;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an account that the receiver uses.
 *
 * <p>Implementations are thread-safe.
 */
public interface ReceivingAccount extends ApiAccess {

    /** The effective shared options. */
    Whatsapp360Configuration configuration();

    /** The values of all shared options, for comparison. */
    List<@Nullable Object> optionValues();

    /** The clock for windows, dead letters and redeliveries. */
    Clock clock();

    /** The metrics of the receiver. */
    Meters meters();

    /** The traces of the account. */
    Tracing tracing();

    /** The service windows of the account's users. */
    AccountWindows windows();

    /** The customers of the account. */
    AccountIdentities identities();

    /** The phone number id of the account. */
    AccountPhoneNumberId number();

    /** The subscriptions of the account. */
    Subscriptions subscriptions();

    /** The directory of embedded inboxes. */
    Path inboxDirectory();

    /**
     * The account's inbox in memory, which outlives the webhook.
     *
     * @param made used instead if the current one is empty
     */
    MemoryInbox memoryInbox(MemoryInbox made);

    /** Called with all events of a delivery, including those that no route consumes. */
    void onDelivery(List<EventElement> delivery);

    /** What was reported as delivered with a price. */
    BilledMessages billed();

    /** What became of the messages that were sent. */
    SentMessageLog sentMessages();

    /** The accounts of the component. */
    AccountDirectory accounts();

    /** The receiver; null before the first consumer starts. */
    @Nullable
    Receiver receiverIfAny();
}
