package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.TextSplitter;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of one send from a Camel message: what the body becomes, by its type.
 *
 * <p>Confined to one send.
 */
final class OutgoingParts {

    private final Message message;
    private final Whatsapp360Configuration options;
    private final @Nullable String replyTo;
    private final @Nullable String callbackData;

    private OutgoingParts(Message message, Whatsapp360Configuration options) {
        this.message = message;
        this.options = options;
        this.replyTo = text(Whatsapp360Constants.REPLY_TO_MESSAGE_ID);
        this.callbackData = text(Whatsapp360Constants.CALLBACK_DATA);
    }

    /**
     * The requests, in order; at least one.
     *
     * @throws InvalidMessageException if there is nothing to send, or nobody to send it to
     */
    static List<Part> of(Message message, Whatsapp360Configuration options) {
        return new OutgoingParts(message, options).parts();
    }

    private List<Part> parts() {
        String template = text(Whatsapp360Constants.TEMPLATE_NAME);
        if (template == null) {
            template = options.getTemplateName();
        }
        if (template != null) {
            return List.of(part(template(template)));
        }
        Object body = message.getBody();
        if (body instanceof Collection<?> list) {
            List<Part> parts = new ArrayList<>();
            for (Object each : list) {
                parts.addAll(parts(each));
            }
            if (parts.isEmpty()) {
                throw nothingToSend();
            }
            return parts;
        }
        return parts(body);
    }

    private List<Part> parts(@Nullable Object body) {
        if (body instanceof OutboundMessage whole) {
            return List.of(part(whole));
        }
        if (body instanceof OutboundContent content) {
            return List.of(part(content));
        }
        Map<String, Object> json = ApiJson.asObject(body);
        if (json != null) {
            return List.of(part(json));
        }
        return texts(body);
    }

    private Part part(OutboundContent content) {
        return part(OutboundMessage.of(content));
    }

    private Part part(OutboundMessage whole) {
        OutboundMessage complete = whole.to() == null ? whole.withTo(recipient()) : whole;
        if (complete.replyToMessageId() == null) {
            complete = complete.withReplyTo(replyTo);
        }
        if (complete.callbackData() == null) {
            complete = complete.withCallbackData(callbackData);
        }
        return Part.of(complete);
    }

    private Part part(Map<String, Object> json) {
        boolean addressed;
        try {
            addressed =
                    json.containsKey("status") || MessageWriter.recipient(json).isPresent();
        } catch (IllegalArgumentException notARecipient) {
            throw new InvalidMessageException(String.valueOf(notARecipient.getMessage()), notARecipient);
        }
        return Part.of(json, addressed ? null : recipient(), replyTo, callbackData);
    }

    private List<Part> texts(@Nullable Object body) {
        String text = body == null
                ? null
                : message.getExchange()
                        .getContext()
                        .getTypeConverter()
                        .tryConvertTo(String.class, message.getExchange(), body);
        if (text == null || text.isBlank()) {
            throw nothingToSend();
        }
        List<String> pieces = TextSplitter.TEXT_MESSAGE.split(text);
        if (pieces.size() > 1 && !options.isSplitLongText()) {
            throw new InvalidMessageException(
                    "The text has " + text.length() + " characters, WhatsApp takes 4096, and splitLongText is off");
        }
        boolean preview = Boolean.TRUE.equals(message.getHeader(Whatsapp360Constants.PREVIEW_URL, Boolean.class));
        return pieces.stream()
                .map(piece -> part(new OutboundContent.Text(piece, preview)))
                .toList();
    }

    private OutboundContent template(String name) {
        String language = text(Whatsapp360Constants.TEMPLATE_LANGUAGE);
        if (language == null) {
            language = options.getTemplateLanguage();
        }
        if (language == null) {
            throw new InvalidMessageException(
                    "The template '" + name + "' needs a language: option templateLanguage or header "
                            + Whatsapp360Constants.TEMPLATE_LANGUAGE);
        }
        Object parameters = message.getHeader(Whatsapp360Constants.TEMPLATE_PARAMETERS);
        return OutboundContent.template(
                name, language, parameters(parameters == null ? message.getBody() : parameters));
    }

    private static TemplateParameters parameters(@Nullable Object parameters) {
        if (parameters instanceof List<?> positional) {
            return TemplateParameters.of(positional);
        }
        Map<String, Object> named = ApiJson.asObject(parameters);
        return named == null ? TemplateParameters.none() : TemplateParameters.of(named);
    }

    /** First match wins: the header, the option, and whoever wrote what this exchange began with. */
    private Recipient recipient() {
        String to = text(Whatsapp360Constants.TO);
        if (to == null) {
            to = options.getTo();
        }
        try {
            if (to != null) {
                return "group".equalsIgnoreCase(text(Whatsapp360Constants.RECIPIENT_TYPE))
                        ? Recipient.group(to)
                        : Recipient.parse(to);
            }
            String group = text(Whatsapp360Constants.GROUP_ID);
            String from = text(Whatsapp360Constants.FROM);
            if (from != null) {
                // What was written in a group is answered in the group, not behind its back.
                return group == null ? Recipient.parse(from) : Recipient.group(group);
            }
        } catch (IllegalArgumentException notARecipient) {
            throw new InvalidMessageException(String.valueOf(notARecipient.getMessage()), notARecipient);
        }
        throw new InvalidMessageException("There is no recipient: set the header " + Whatsapp360Constants.TO
                + " or the endpoint's option to, or answer to an exchange of a whatsapp360 consumer");
    }

    private static InvalidMessageException nothingToSend() {
        return new InvalidMessageException("There is nothing to send: the body is empty");
    }

    private @Nullable String text(String header) {
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? null : value;
    }
}
