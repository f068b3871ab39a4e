/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.WhenWindowClosed;
import io.github.whatsapp360.camel.internal.store.AccountWindows;
import io.github.whatsapp360.camel.internal.store.WindowOwners;
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.template.ParameterText;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the option {@code whenWindowClosed} to free-form messages. The client has the same rule; here all messages of
 * a send are checked before the first one is sent, and a template may replace them.
 *
 * <p>Thread-safe.
 */
public final class WindowPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(WindowPolicy.class);

    /** Maximum length of a body parameter of a template. */
    private static final int MAXIMUM_PARAMETER_LENGTH = 1024;

    private final SendingAccount account;
    private final AccountWindows windows;
    private final WhenWindowClosed whenClosed;
    private final @Nullable WindowTemplate template;
    private final MessageValidation validation;

    /** The option {@code windowTemplate}. */
    private record WindowTemplate(String name, String language) {

        static @Nullable WindowTemplate of(String account, Whatsapp360Configuration options) {
            String text = options.getWindowTemplate();
            if (text == null) {
                if (options.getWhenWindowClosed() == WhenWindowClosed.template) {
                    throw new IllegalArgumentException(AccountMessage.of(
                            account,
                            "whenWindowClosed=template needs windowTemplate, a name and a language as "
                                    + "in reminder/en_US"));
                }
                return null;
            }
            String[] parts = text.strip().split("/", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new IllegalArgumentException(AccountMessage.of(
                        account,
                        "windowTemplate=" + text
                                + ": expected a name and a language with a slash between them, as in reminder/en_US"));
            }
            return new WindowTemplate(parts[0], parts[1]);
        }
    }

    /**
     * Creates the policy of one endpoint.
     *
     * @throws IllegalArgumentException if the options make no sense
     */
    public WindowPolicy(SendingAccount account, Whatsapp360Configuration options) {
        this.account = account;
        this.windows = account.windows();
        this.whenClosed = options.getWhenWindowClosed();
        this.template = WindowTemplate.of(account.name(), options);
        this.validation = new MessageValidation(options.isValidate());
    }

    /** A message that must not be sent now, and its recipient. */
    private record Held(PlacedMessage message, MessageHead head, Recipient recipient) {}

    /**
     * Returns the messages to send. Does not send anything.
     *
     * @return the same messages, or with a template in place of the free-form ones, or these with another category
     * @throws WindowClosedException if a free-form one cannot go
     */
    List<PlacedMessage> admit(List<PlacedMessage> messages) {
        if (whenClosed == WhenWindowClosed.send) {
            return messages;
        }
        List<Held> held = messages.stream().flatMap(this::held).toList();
        if (held.isEmpty()) {
            return messages;
        }
        if (whenClosed == WhenWindowClosed.directSend) {
            return sentDirectly(messages, held);
        }
        WindowTemplate instead = template;
        if (whenClosed == WhenWindowClosed.fail || instead == null) {
            throw new WindowClosedException();
        }
        return replaced(messages, held, instead);
    }

    /** Whether a free-form message to this recipient would go by Direct Send now. */
    boolean sendsDirectly(Recipient recipient) {
        return whenClosed == WhenWindowClosed.directSend && windows.isClosed(recipient);
    }

    private Stream<Held> held(PlacedMessage placed) {
        MessageHead head = placed.message().head();
        Recipient recipient = head.recipient();
        return recipient != null && windows.holdsBack(head)
                ? Stream.of(new Held(placed, head, recipient))
                : Stream.empty();
    }

    /** Those that cannot go with the category that needs no window; all or none. */
    private List<PlacedMessage> sentDirectly(List<PlacedMessage> messages, List<Held> held) {
        Set<PlacedMessage> closed = held.stream().map(Held::message).collect(Collectors.toSet());
        List<PlacedMessage> sent = new ArrayList<>();
        for (PlacedMessage placed : messages) {
            OutgoingMessage message =
                    closed.contains(placed) ? placed.message().byDirectSend(validation) : placed.message();
            if (message == null) {
                throw new WindowClosedException();
            }
            sent.add(new PlacedMessage(placed.places(), message));
        }
        return sent;
    }

    /** Inserts one template per recipient in place of the first message that must not be sent. */
    private List<PlacedMessage> replaced(List<PlacedMessage> messages, List<Held> held, WindowTemplate instead) {
        Map<String, List<Held>> byRecipient = held.stream()
                .collect(Collectors.groupingBy(each -> each.recipient().key()));
        Map<PlacedMessage, Held> byMessage =
                held.stream().collect(Collectors.toMap(Held::message, Function.identity()));
        List<PlacedMessage> replaced = new ArrayList<>();
        for (PlacedMessage placed : messages) {
            Held kept = byMessage.get(placed);
            List<Held> together =
                    kept == null ? null : byRecipient.remove(kept.recipient().key());
            if (kept == null) {
                replaced.add(placed);
            } else if (together != null) {
                replaced.add(PlacedMessage.insteadOf(
                        together.stream().map(Held::message).toList(), instead(kept, textOf(together), instead)));
            }
        }
        return replaced;
    }

    private OutgoingMessage instead(Held held, @Nullable String text, WindowTemplate instead) {
        OutboundContent.Template content =
                OutboundContent.template(instead.name(), instead.language(), TemplateParameters.none());
        OutboundMessage envelope = OutboundMessage.of(content)
                .withTo(held.recipient())
                .withCallbackData(held.head().callbackData());
        return new OutgoingTemplate(content, null, text, envelope, validation);
    }

    /** The text of the replaced messages as a parameter of the template. */
    private static @Nullable String textOf(List<Held> together) {
        String text = together.stream()
                .map(each -> each.head().text())
                .filter(each -> !each.isBlank())
                .collect(Collectors.joining(" "));
        String parameter =
                ParameterText.of(text).limitedTo(MAXIMUM_PARAMETER_LENGTH).text();
        return parameter.isBlank() ? null : parameter;
    }

    /** Adds the window headers of the last message's recipient to a result. */
    OperationResult describing(List<OutgoingMessage> messages, OperationResult result) {
        Recipient recipient = messages.isEmpty()
                ? null
                : messages.get(messages.size() - 1).head().recipient();
        return message -> {
            result.on(message);
            if (recipient != null) {
                describe(message, recipient);
            }
        };
    }

    /** Never fails, because the message was already sent. */
    private void describe(Message message, Recipient recipient) {
        try {
            windows.describe(message, WindowOwners.of(recipient));
            String state = message.getHeader(Whatsapp360Constants.WINDOW_STATE, String.class);
            account.sendingMeters().count("whatsapp360.windows", "state", state);
        } catch (RuntimeException untold) {
            LOG.debug("Account {}: the service window of a recipient cannot be determined", account.name(), untold);
        }
    }
}
