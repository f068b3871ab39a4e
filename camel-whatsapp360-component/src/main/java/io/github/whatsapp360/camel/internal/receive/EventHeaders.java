/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.internal.store.CustomerHeaders;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.DeliveryEvent;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.inbox.Claim;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Sets the headers of an exchange from its event: one line for each header. The constant is in {@link
 * Whatsapp360Constants}, the value a method of {@link InboundEvent}.
 */
final class EventHeaders {

    /** Families of events that can be answered to their user. */
    private static final Set<String> OF_USERS = Set.of(
            EventFamily.MESSAGE.word(),
            EventFamily.CALL.word(),
            EventFamily.USER.word(),
            EventFamily.USER_ACTION.word());

    private EventHeaders() {}

    static void set(Message message, InboundEvent event, String account, Claim claim) {
        message.setHeader(Whatsapp360Constants.ACCOUNT, account);
        message.setHeader(Whatsapp360Constants.EVENT_TYPE, event.family());
        message.setHeader(Whatsapp360Constants.EVENT_NAME, event.name());
        message.setHeader(Whatsapp360Constants.REDELIVERED, claim.attempts() > 0 || claim.recovered());
        put(message, Whatsapp360Constants.EVENT_ID, event.eventId());
        put(message, Whatsapp360Constants.MESSAGE_ID, event.messageId());
        put(message, Whatsapp360Constants.MESSAGE_TYPE, event.messageType());
        put(message, Whatsapp360Constants.FROM, event.from());
        put(message, Whatsapp360Constants.FROM_USER_ID, event.fromUserId());
        put(message, Whatsapp360Constants.CONTACT_NAME, event.contactName());
        put(message, Whatsapp360Constants.PHONE_NUMBER_ID, event.source().phoneNumberId());
        put(message, Whatsapp360Constants.DISPLAY_PHONE_NUMBER, event.source().displayPhoneNumber());
        put(message, Whatsapp360Constants.CONTEXT_MESSAGE_ID, event.contextMessageId());
        put(message, Whatsapp360Constants.GROUP_ID, event.groupId());
        put(message, Whatsapp360Constants.MEDIA_ID, event.mediaId());
        put(message, Whatsapp360Constants.MIME_TYPE, event.mimeType());
        put(message, Whatsapp360Constants.MEDIA_FILE_NAME, event.mediaFileName());
        put(message, Whatsapp360Constants.BUTTON_ID, event.buttonId());
        put(message, Whatsapp360Constants.STATUS, event.status());
        put(message, Whatsapp360Constants.RECIPIENT_ID, event.recipientId());
        put(message, Whatsapp360Constants.ERROR_CODE, event.errorCode());
        if (event instanceof DeliveryEvent delivery) {
            setDelivery(message, delivery);
        }
        Instant timestamp = event.timestamp();
        if (timestamp != null) {
            message.setHeader(Whatsapp360Constants.TIMESTAMP, timestamp);
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, timestamp.toEpochMilli());
        }
    }

    /** Sets the headers of the customer whom an event concerns. */
    static void set(Message message, InboundEvent event, @Nullable KnownCustomer customer) {
        CustomerHeaders.set(message, customer == null ? null : customer.identity());
        boolean isByUser = OF_USERS.contains(event.family());
        if (customer != null && isByUser && message.getHeader(Whatsapp360Constants.FROM) == null) {
            put(message, Whatsapp360Constants.FROM, customer.identity().reachableBy());
        }
    }

    private static void setDelivery(Message message, DeliveryEvent delivery) {
        put(message, Whatsapp360Constants.DELIVERY, delivery.outcome());
        put(message, Whatsapp360Constants.CORRELATION_ID, delivery.correlationId());
        put(message, Whatsapp360Constants.DELIVERED_AT, delivery.deliveredAt());
        put(message, Whatsapp360Constants.READ_AT, delivery.readAt());
        if (delivery.problem() instanceof Whatsapp360Exception problem) {
            put(message, Whatsapp360Constants.DELIVERY_PROBLEM, problem.getMessage());
        }
    }

    private static void put(Message message, String header, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            message.setHeader(header, value);
        }
    }
}
