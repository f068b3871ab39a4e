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
 * Between what is to be sent and the client: lets free-form messages through while the window is not closed. The rule
 * is the client's own; here it is asked for all parts of a send before the first one goes, and a template may take
 * their place.
 *
 * <p>Thread-safe.
 */
public final class WindowPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(WindowPolicy.class);

    /** The most that a parameter of a template's body may hold. */
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
                    throw new IllegalArgumentException(
                            AccountMessage.of(
                                    account,
                                    "whenWindowClosed=template needs windowTemplate, a name and a language as in reminder/en_US"));
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
     * The gate of one endpoint.
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

    /** A part that cannot go now, and whom it was for. */
    private record Held(PlacedMessage part, MessageHead head, Recipient recipient) {}

    /**
     * What to send of the parts of one send. Begins nothing.
     *
     * @return the same; or with a template in the place of the free-form ones, or these with another category
     * @throws WindowClosedException if a free-form one cannot go
     */
    List<PlacedMessage> admit(List<PlacedMessage> parts) {
        if (whenClosed == WhenWindowClosed.send) {
            return parts;
        }
        List<Held> held = parts.stream().flatMap(this::held).toList();
        if (held.isEmpty()) {
            return parts;
        }
        if (whenClosed == WhenWindowClosed.directSend) {
            return sentDirectly(parts, held);
        }
        WindowTemplate instead = template;
        if (whenClosed == WhenWindowClosed.fail || instead == null) {
            throw new WindowClosedException();
        }
        return replaced(parts, held, instead);
    }

    private Stream<Held> held(PlacedMessage placed) {
        MessageHead head = placed.message().head();
        Recipient recipient = head.recipient();
        return recipient != null && windows.holdsBack(head)
                ? Stream.of(new Held(placed, head, recipient))
                : Stream.empty();
    }

    /** Those that cannot go with the category that needs no window; all or none. */
    private List<PlacedMessage> sentDirectly(List<PlacedMessage> parts, List<Held> held) {
        Set<PlacedMessage> closed = held.stream().map(Held::part).collect(Collectors.toSet());
        List<PlacedMessage> sent = new ArrayList<>();
        for (PlacedMessage part : parts) {
            OutgoingMessage message = closed.contains(part) ? part.message().byDirectSend(validation) : part.message();
            if (message == null) {
                throw new WindowClosedException();
            }
            sent.add(new PlacedMessage(part.places(), message));
        }
        return sent;
    }

    /** One template for each recipient, in the place of the first message that cannot go. */
    private List<PlacedMessage> replaced(List<PlacedMessage> parts, List<Held> held, WindowTemplate instead) {
        Map<String, List<Held>> byRecipient = held.stream()
                .collect(Collectors.groupingBy(each -> each.recipient().key()));
        Map<PlacedMessage, Held> byPart = held.stream().collect(Collectors.toMap(Held::part, Function.identity()));
        List<PlacedMessage> replaced = new ArrayList<>();
        for (PlacedMessage part : parts) {
            Held kept = byPart.get(part);
            List<Held> together =
                    kept == null ? null : byRecipient.remove(kept.recipient().key());
            if (kept == null) {
                replaced.add(part);
            } else if (together != null) {
                replaced.add(PlacedMessage.insteadOf(
                        together.stream().map(Held::part).toList(), instead(kept, textOf(together), instead)));
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

    /** What the template is to say instead of these. */
    private static @Nullable String textOf(List<Held> together) {
        String text = together.stream()
                .map(each -> each.head().text())
                .filter(each -> !each.isBlank())
                .collect(Collectors.joining(" "));
        String parameter =
                ParameterText.of(text).limitedTo(MAXIMUM_PARAMETER_LENGTH).text();
        return parameter.isBlank() ? null : parameter;
    }

    /** The same effect, and the headers of the window of whoever the last part went to. */
    OperationResult describing(List<OutgoingMessage> parts, OperationResult effect) {
        Recipient recipient =
                parts.isEmpty() ? null : parts.get(parts.size() - 1).head().recipient();
        return message -> {
            effect.on(message);
            if (recipient != null) {
                describe(message, recipient);
            }
        };
    }

    /** What was sent stays sent, whether or not its window can be told. */
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
