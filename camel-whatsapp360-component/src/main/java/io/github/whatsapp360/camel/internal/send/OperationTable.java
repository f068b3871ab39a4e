/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Message;

/**
 * The operations of an endpoint. A new operation is a row of one of the groups.
 *
 * <p>Thread-safe.
 */
public final class OperationTable {

    private final Map<Whatsapp360Operations, Operation> rows = new EnumMap<>(Whatsapp360Operations.class);
    private final Whatsapp360Configuration options;
    private final SendingAccount account;

    public OperationTable(SendingAccount account, Whatsapp360Configuration options) {
        this.options = options;
        this.account = account;
        rows.put(Whatsapp360Operations.send, new SendOperation(account, options, this));
        rows.putAll(ReceiptOperations.of());
        rows.putAll(MediaOperations.of());
        rows.putAll(TemplateOperations.of(options));
        rows.putAll(AccountOperations.of(options));
        rows.putAll(GroupOperations.of(options));
        rows.putAll(JoinRequestOperations.of());
        rows.putAll(FlowOperations.of());
        rows.putAll(DeadLetterOperations.of(account));
        rows.putAll(IdentityOperations.of(options));
        rows.put(Whatsapp360Operations.sentMessage, new SentMessageOperation(account.sentMessages()));
        rows.put(Whatsapp360Operations.serviceWindow, new WindowOperation(account.windows(), options));
    }

    /** The producer stops: exchanges that wait for a delivery continue as after a time-out. */
    public void stop() {
        account.sentMessages().endWaits(this);
    }

    /**
     * The operation of the header, otherwise of the option.
     *
     * @throws IllegalArgumentException if the header names none
     */
    public Operation resolve(Message message) {
        Object header = message.getHeader(Whatsapp360Constants.OPERATION);
        Whatsapp360Operations which = header == null || header.toString().isBlank()
                ? options.getOperation()
                : header instanceof Whatsapp360Operations known
                        ? known
                        : named(header.toString().strip());
        return Objects.requireNonNull(rows.get(which));
    }

    private static Whatsapp360Operations named(String name) {
        return Stream.of(Whatsapp360Operations.values())
                .filter(operation -> operation.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Header " + Whatsapp360Constants.OPERATION
                        + ": there is no operation '" + name + "'; there are "
                        + Stream.of(Whatsapp360Operations.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
    }
}
