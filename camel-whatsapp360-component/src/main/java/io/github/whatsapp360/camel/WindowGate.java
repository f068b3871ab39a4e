package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.json.MessageHead;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.template.TemplateDefinition;
import io.github.whatsapp360.message.template.TemplateParameters;
import io.github.whatsapp360.window.Movement;
import io.github.whatsapp360.window.Movement.Effect;
import io.github.whatsapp360.window.Party;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Between what is to be sent and the client: lets free-form messages through while the window is not closed, and learns from what
 * becomes of them.
 *
 * <p>Thread-safe.
 */
final class WindowGate {

    /** The most that a parameter of a template's body may hold. */
    private static final int LONGEST_PARAMETER = 1024;

    private final AccountWindows windows;
    private final WhenWindowClosed whenClosed;
    private final @Nullable WindowTemplate template;
    private final BiFunction<String, String, CompletableFuture<Optional<TemplateDefinition>>> definitions;

    /** The option {@code windowTemplate}. */
    private record WindowTemplate(String name, String language) {

        static @Nullable WindowTemplate of(Whatsapp360Configuration options) {
            String text = options.getWindowTemplate();
            if (text == null) {
                if (options.getWhenWindowClosed() == WhenWindowClosed.template) {
                    throw new IllegalArgumentException(
                            "whenWindowClosed=template needs windowTemplate, a name and a language as in reminder/en_US");
                }
                return null;
            }
            String[] parts = text.strip().split("/", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new IllegalArgumentException("windowTemplate=" + text
                        + ": expected a name and a language with a slash between them, as in reminder/en_US");
            }
            return new WindowTemplate(parts[0], parts[1]);
        }
    }

    /**
     * The gate of one endpoint.
     *
     * @param definitions finds a template by name and language; asked only when one is sent instead of something else
     * @throws IllegalArgumentException if the options make no sense
     */
    WindowGate(
            AccountWindows windows,
            Whatsapp360Configuration options,
            BiFunction<String, String, CompletableFuture<Optional<TemplateDefinition>>> definitions) {
        this.windows = windows;
        this.whenClosed = options.getWhenWindowClosed();
        this.template = WindowTemplate.of(options);
        this.definitions = definitions;
    }

    /**
     * What to send of the parts of one send. Begins nothing.
     *
     * @return the same; or with a template in the place of the free-form ones. Fails with a {@link WindowClosedException}
     */
    CompletableFuture<List<Part>> admit(List<Part> parts) {
        if (whenClosed == WhenWindowClosed.send) {
            return CompletableFuture.completedFuture(parts);
        }
        List<MessageHead> closed = parts.stream()
                .map(part -> MessageHead.of(part.json()))
                .filter(this::isClosedFor)
                .toList();
        if (closed.isEmpty()) {
            return CompletableFuture.completedFuture(parts);
        }
        WindowTemplate instead = template;
        if (whenClosed == WhenWindowClosed.fail || instead == null) {
            return CompletableFuture.failedFuture(
                    new WindowClosedException(
                            "The customer service window is closed: only a template can be sent until the customer writes again"));
        }
        return definitions
                .apply(instead.name(), instead.language())
                .thenApply(definition -> replaced(parts, instead, definition));
    }

    private boolean isClosedFor(MessageHead head) {
        Recipient recipient = head.recipient();
        return head.isFreeForm()
                && recipient != null
                && windows.of(Parties.of(recipient)).state() == ServiceWindow.State.closed;
    }

    /** One template for each recipient, in the place of the first message that cannot go. */
    private List<Part> replaced(List<Part> parts, WindowTemplate instead, Optional<TemplateDefinition> definition) {
        List<Part> replaced = new ArrayList<>();
        List<Recipient> served = new ArrayList<>();
        for (Part part : parts) {
            MessageHead head = MessageHead.of(part.json());
            Recipient recipient = head.recipient();
            if (recipient == null || !isClosedFor(head)) {
                replaced.add(part);
            } else if (!served.contains(recipient)) {
                served.add(recipient);
                TemplateParameters parameters = definition
                        .flatMap(known -> known.soleParameter(textFor(recipient, parts)))
                        .orElse(TemplateParameters.none());
                replaced.add(Part.of(
                        OutboundMessage.of(OutboundContent.template(instead.name(), instead.language(), parameters))
                                .withTo(recipient)));
            }
        }
        return replaced;
    }

    /** What the template is to say instead; the API takes neither line breaks nor rows of blanks there. */
    private static String textFor(Recipient recipient, List<Part> parts) {
        String text = parts.stream()
                .map(part -> MessageHead.of(part.json()))
                .filter(head -> head.isFreeForm() && recipient.equals(head.recipient()))
                .map(MessageHead::text)
                .filter(each -> !each.isBlank())
                .collect(Collectors.joining(" "))
                .strip()
                .replaceAll("\\s+", " ");
        if (text.length() <= LONGEST_PARAMETER) {
            return text;
        }
        int end = LONGEST_PARAMETER - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** When a request begins, for {@link #ended}. */
    Instant begin() {
        return windows.now();
    }

    /**
     * What became of one part.
     *
     * @param begun when its request began: what the user wrote since then is not what was refused
     */
    void ended(Part part, Instant begun, @Nullable SendReceipt receipt, @Nullable Throwable problem) {
        Recipient recipient = MessageHead.of(part.json()).recipient();
        if (recipient == null) {
            return;
        }
        if (problem != null && Whatsapp360Exception.in(problem) instanceof WindowClosedException) {
            windows.enter(new Movement(Parties.of(recipient), Effect.SEEN_CLOSED, begun));
        } else if (receipt != null && recipient instanceof Recipient.Phone phone) {
            // The API may know a number under other digits than it was called by.
            String waId = receipt.recipientId();
            String known = receipt.userId() == null ? waId : receipt.userId();
            if (known != null && !known.isBlank() && !known.equals(phone.key())) {
                windows.met(phone.key(), known);
            }
        }
    }

    /** Sets the headers of the window of whoever the last part went to. */
    void describe(Message message, List<Part> parts) {
        Recipient recipient = parts.isEmpty()
                ? null
                : MessageHead.of(parts.get(parts.size() - 1).json()).recipient();
        if (recipient != null) {
            Party party = Parties.of(recipient);
            windows.describe(message, party);
        }
    }
}
