/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.camel.internal.operator.OperatedAccount;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount.CustomerState;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.console.internal.ConsoleHandler.NotFoundException;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Customers and tracked messages that an operator looks up. Numbers and names of customers are only in {@link Names}.
 *
 * <p>Thread-safe. Blocks for the database.
 */
final class Lookups {

    /** Maximum number of messages of one customer. */
    static final int MAXIMUM_MESSAGES = 50;

    private static final int MAXIMUM_ID = 512;

    private Lookups() {}

    /** A customer id, number, user id or user name. */
    record CustomerQuery(@Nullable String id) {}

    /** Either the id of a message, or any id of a customer. */
    record MessageQuery(@Nullable String id, @Nullable String customer) {}

    /**
     * A customer without number and names.
     *
     * @param window of the customer service: open, closed or unknown
     * @param windowOpenedBy user or template; absent unless it is open
     * @param windowExpires absent unless it is open
     * @param optedOut whether the customer wants no marketing messages
     * @param names how many numbers, ids and user names the customer has had
     */
    record Customer(
            String customerId,
            @Nullable String userId,
            @Nullable String parentUserId,
            String window,
            @Nullable String windowOpenedBy,
            @Nullable String windowExpires,
            boolean optedOut,
            int names) {}

    /** The number and names of a customer. */
    record Names(
            String customerId,
            @Nullable String phone,
            @Nullable String username,
            List<Name> names) {}

    /**
     * A number, id or user name of a customer.
     *
     * @param kind phone, userId, parentUserId or username
     * @param until absent while it is a present one
     */
    record Name(
            String kind,
            String value,
            String since,
            @Nullable String until) {}

    /** Tracked messages, the newest first. */
    record Messages(List<Message> messages) {}

    /**
     * A tracked message.
     *
     * @param customerId absent if the recipient is no known customer
     * @param state as in the sent-message log
     * @param errorCode 0 if there is none
     */
    record Message(
            String key,
            @Nullable String messageId,
            @Nullable String correlationId,
            @Nullable String customerId,
            String state,
            String requestedAt,
            @Nullable String sentAt,
            @Nullable String deliveredAt,
            @Nullable String readAt,
            @Nullable String failedAt,
            int errorCode,
            @Nullable String error) {}

    /**
     * Finds a customer.
     *
     * @throws IllegalArgumentException if the id is missing or too long
     */
    static CustomerState customer(OperatedAccount account, @Nullable String id) {
        CustomerState found = account.customer(checked(id, "id"));
        if (found == null) {
            throw new NotFoundException("There is no such customer");
        }
        return found;
    }

    private static String checked(@Nullable String id, String member) {
        if (id == null || id.isBlank() || id.length() > MAXIMUM_ID) {
            throw new IllegalArgumentException(
                    "The member " + member + " must have 1 to " + MAXIMUM_ID + " characters");
        }
        return id.strip();
    }

    static Customer view(CustomerState found) {
        CustomerIdentity identity = found.identity();
        ServiceWindow.OpenedBy openedBy = found.window().openedBy();
        return new Customer(
                identity.customerId(),
                identity.userId(),
                identity.parentUserId(),
                found.window().state().name(),
                openedBy == null ? null : openedBy.name(),
                text(found.window().expires()),
                found.optedOut(),
                identity.aliases().size());
    }

    static Names names(CustomerState found) {
        CustomerIdentity identity = found.identity();
        return new Names(
                identity.customerId(),
                identity.phone(),
                identity.username(),
                identity.aliases().stream()
                        .map(each -> new Name(
                                each.kind().name(), each.value(), each.since().toString(), text(each.until())))
                        .toList());
    }

    /**
     * Finds messages.
     *
     * @throws IllegalArgumentException if the query names both or neither
     */
    static Messages messages(OperatedAccount account, MessageQuery query) {
        if ((query.id() == null) == (query.customer() == null)) {
            throw new IllegalArgumentException("Name either id or customer");
        }
        List<Message> found = new ArrayList<>();
        if (query.customer() != null) {
            CustomerIdentity customer = customer(account, query.customer()).identity();
            account.sentMessagesTo(customer, MAXIMUM_MESSAGES)
                    .forEach(each -> found.add(view(each, customer.customerId())));
            return new Messages(found);
        }
        SentMessage message = message(account, checked(query.id(), "id"));
        if (message == null) {
            throw new NotFoundException("There is no such tracked message");
        }
        String recipient = message.customer();
        CustomerState customer = recipient == null ? null : account.customer(recipient);
        found.add(view(message, customer == null ? null : customer.identity().customerId()));
        return new Messages(found);
    }

    private static @Nullable SentMessage message(OperatedAccount account, String id) {
        try {
            return account.sentMessage(id).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Whatsapp360Exception) {
                throw new IllegalStateException("No consumer of the account has started", failed);
            }
            throw failed;
        }
    }

    private static Message view(SentMessage message, @Nullable String customerId) {
        ErrorItem error = message.error();
        Integer code = error == null ? null : error.code();
        return new Message(
                message.key(),
                message.messageId(),
                message.correlationId(),
                customerId,
                message.state().name(),
                message.requestedAt().toString(),
                text(message.sentAt()),
                text(message.deliveredAt()),
                text(message.readAt()),
                text(message.failedAt()),
                code == null ? 0 : code,
                error == null ? null : error.title());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
