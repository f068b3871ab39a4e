/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.internal.media.AttachedFiles;
import io.github.whatsapp360.camel.internal.media.BodyFile;
import io.github.whatsapp360.camel.internal.media.SpooledFiles;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.content.MediaContent;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.media.MediaUpload;
import io.github.whatsapp360.media.TextContent;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.TextSplitter;
import io.github.whatsapp360.message.template.ParameterText;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.TypeConverterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Converts a Camel message to the requests of one send, depending on the type of the body.
 *
 * <p>Confined to one send.
 */
final class OutgoingMessages {

    private final Message message;
    private final Whatsapp360Configuration options;
    private final MessageValidation validation;
    private final @Nullable String replyTo;
    private final @Nullable String callbackData;
    private final DirectSendOptions directSend;
    private final SpooledFiles files;
    private final TextLimit textLimit;

    private OutgoingMessages(
            Message message, Whatsapp360Configuration options, SpooledFiles files, TextLimit textLimit) {
        this.textLimit = textLimit;
        this.files = files;
        this.message = message;
        this.options = options;
        this.validation = new MessageValidation(options.isValidate());
        this.replyTo = text(Whatsapp360Constants.REPLY_TO_MESSAGE_ID);
        this.callbackData = text(Whatsapp360Constants.CALLBACK_DATA);
        this.directSend = DirectSendOptions.of(message, options);
    }

    /**
     * Creates the requests, in order; at least one.
     *
     * @param files store temporary content on disk until all was sent
     * @param textLimit where a long text is split
     * @throws InvalidMessageException if there is nothing to send, or no recipient
     */
    static List<OutgoingMessage> of(
            Message message, Whatsapp360Configuration options, SpooledFiles files, TextLimit textLimit) {
        return new OutgoingMessages(message, options, files, textLimit).create();
    }

    /**
     * The recipient of a send.
     *
     * @throws InvalidMessageException if there is no recipient
     */
    static Recipient recipient(Message message, Whatsapp360Configuration options) {
        TextLimit ofNoText = new TextLimit(0, recipient -> false);
        return new OutgoingMessages(message, options, new SpooledFiles(), ofNoText).recipient();
    }

    private List<OutgoingMessage> create() {
        List<MediaUpload> attached = AttachedFiles.of(message, files);
        List<OutgoingMessage> messages = new ArrayList<>(body(!attached.isEmpty()));
        for (MediaUpload file : attached) {
            messages.add(fromFile(file, null));
        }
        if (messages.isEmpty()) {
            throw nothingToSend();
        }
        return messages;
    }

    /** Empty for a body without text, which is allowed if something else is sent. */
    private List<OutgoingMessage> body(boolean withFiles) {
        String template = text(Whatsapp360Constants.TEMPLATE_NAME);
        if (template == null) {
            template = options.getTemplateName();
        }
        if (template != null) {
            return List.of(template(template));
        }
        Object body = ApiJson.unwrapped(message.getBody());
        List<?> several = ApiJson.asList(body);
        if (several != null) {
            return several.stream()
                    .flatMap(each -> element(ApiJson.unwrapped(each)).stream())
                    .toList();
        }
        BodyFile bytes = BodyFile.read(body, message, files);
        String caption = text(Whatsapp360Constants.CAPTION);
        OutboundContent link = LinkedMedia.of(
                body, text(Whatsapp360Constants.MEDIA_TYPE), text(Whatsapp360Constants.FILE_NAME), caption);
        return link == null ? fromBytes(bytes, caption, toSend(body, withFiles)) : List.of(fromContent(link));
    }

    /**
     * The content of a forwarded event. If its file is attached, only the caption is sent with it. A status event is
     * not forwarded, because it would cause further status events.
     */
    private static @Nullable Object toSend(@Nullable Object body, boolean withFiles) {
        if (withFiles && body instanceof InboundMessage received && received.content() instanceof MediaContent media) {
            return media.caption();
        }
        return body instanceof MessageStatus ? null : body;
    }

    private List<OutgoingMessage> element(@Nullable Object element) {
        if (ApiJson.asList(element) != null) {
            throw new InvalidMessageException(
                    "The list to be sent contains another list: each element must be one message");
        }
        OutboundContent link = LinkedMedia.of(element, null, null, null);
        List<OutgoingMessage> messages = link == null
                ? fromBytes(BodyFile.readElement(element, message, files), null, element)
                : List.of(fromContent(link));
        if (messages.isEmpty()) {
            throw nothingToSend();
        }
        return messages;
    }

    /** @param bytes the body if it consists of bytes */
    private List<OutgoingMessage> fromBytes(@Nullable BodyFile bytes, @Nullable String caption, @Nullable Object body) {
        if (bytes == null) {
            return fromBody(body);
        }
        MediaUpload upload = bytes.upload();
        return upload == null ? texts(bytes.text()) : List.of(fromFile(upload, caption));
    }

    /** Empty for a body without content. */
    private List<OutgoingMessage> fromBody(@Nullable Object body) {
        if (body instanceof OutboundMessage whole) {
            return List.of(fromMessage(whole));
        }
        if (body instanceof OutboundContent content) {
            return List.of(fromContent(content));
        }
        Map<String, Object> json = ApiJson.asObject(body);
        if (json != null) {
            return json.isEmpty() ? List.of() : List.of(fromJson(json));
        }
        return texts(body == null ? null : words(body));
    }

    private OutgoingMessage fromFile(MediaUpload file, @Nullable String caption) {
        OutgoingFile outgoing = OutgoingFile.of(file, caption, this::complete);
        validation.check(outgoing.sample());
        try {
            file.check();
        } catch (IllegalArgumentException unfit) {
            throw new InvalidMessageException(String.valueOf(unfit.getMessage()), unfit);
        } catch (IOException gone) {
            throw new InvalidMessageException("The file to be sent cannot be read", gone);
        }
        return outgoing;
    }

    private OutgoingMessage fromContent(OutboundContent content) {
        return fromMessage(OutboundMessage.of(content));
    }

    private OutgoingMessage fromMessage(OutboundMessage whole) {
        return OutgoingMessage.of(complete(whole), validation);
    }

    /** Completes a message with the recipient and the values of headers that it does not set itself. */
    private OutboundMessage complete(OutboundMessage whole) {
        OutboundMessage complete = directSend.complete(whole.to() == null ? whole.withTo(recipient()) : whole);
        if (complete.replyToMessageId() == null) {
            complete = complete.withReplyTo(replyTo);
        }
        return complete.callbackData() == null ? complete.withCallbackData(callbackData) : complete;
    }

    private OutgoingMessage fromJson(Map<String, Object> json) {
        boolean addressed;
        MessageShape.check(json);
        directSend.complete(json);
        if (isGroup()) {
            json.putIfAbsent("recipient_type", "group");
        }
        try {
            addressed =
                    json.containsKey("status") || MessageWriter.recipient(json).isPresent();
        } catch (IllegalArgumentException notARecipient) {
            throw new InvalidMessageException(String.valueOf(notARecipient.getMessage()), notARecipient);
        }
        boolean toGroup = "group".equalsIgnoreCase(String.valueOf(json.get("recipient_type")));
        Recipient recipient = addressed ? null : recipient(toGroup);
        return OutgoingMessage.of(json, recipient, replyTo, callbackData, validation);
    }

    private List<OutgoingMessage> texts(@Nullable String given) {
        String text = given == null ? "" : TextContent.withoutMark(given);
        if (!TextContent.isVisible(text)) {
            return List.of();
        }
        int maximum = directSend.isDirectSend() ? TextLimit.of(true) : textLimit.of(recipient());
        List<String> pieces = new TextSplitter(maximum).split(text);
        if (pieces.size() > 1 && !options.isSplitLongText()) {
            throw new InvalidMessageException("The text has " + text.length() + " characters; the maximum is " + maximum
                    + ", and splitLongText is off");
        }
        boolean preview = Boolean.TRUE.equals(message.getHeader(Whatsapp360Constants.PREVIEW_URL, Boolean.class));
        return pieces.stream()
                .map(piece -> fromContent(new OutboundContent.Text(piece, preview)))
                .toList();
    }

    private @Nullable String readable(@Nullable Object body) {
        if (BodyFile.isBytes(body)) {
            return BodyFile.textOf(body, message, files);
        }
        return body == null ? null : words(body);
    }

    /**
     * Converts a body to text. Camel falls back to {@code toString} and caches that decision per class, for example
     * after a mail without text. Therefore the converters of superclasses are tried as well.
     */
    private static String digits(Number number) {
        try {
            return ParameterText.digits(number);
        } catch (IllegalArgumentException tooLong) {
            throw new InvalidMessageException(String.valueOf(tooLong.getMessage()), tooLong);
        }
    }

    private @Nullable String words(Object body) {
        if (body instanceof Number number) {
            return digits(number);
        }
        Exchange exchange = message.getExchange();
        TypeConverterRegistry registry = exchange.getContext().getTypeConverterRegistry();
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, body);
        Class<?> type = body.getClass().getSuperclass();
        while (isWordless(body, text) && type != null) {
            TypeConverter inherited = registry.lookup(String.class, type);
            text = inherited == null ? null : inherited.tryConvertTo(String.class, exchange, body);
            type = type.getSuperclass();
        }
        return isWordless(body, text) ? null : text;
    }

    /** Whether a text is null or the default {@code toString} of an object. */
    private static boolean isWordless(Object body, @Nullable String text) {
        return text == null || text.equals(body.getClass().getName() + "@" + Integer.toHexString(body.hashCode()));
    }

    private OutgoingMessage template(String name) {
        String language = text(Whatsapp360Constants.TEMPLATE_LANGUAGE);
        if (language == null) {
            language = options.getTemplateLanguage();
        }
        if (language == null) {
            throw new InvalidMessageException(
                    "The template '" + name + "' needs a language: option templateLanguage or header "
                            + Whatsapp360Constants.TEMPLATE_LANGUAGE);
        }
        Object given = message.getHeader(Whatsapp360Constants.TEMPLATE_PARAMETERS);
        Object values = ApiJson.unwrapped(given == null ? message.getBody() : given);
        TemplateParameters parameters = parameters(values, text(Whatsapp360Constants.FILE_NAME));
        OutboundContent.Template template = OutboundContent.template(name, language, TemplateParameters.none());
        String text = parameters == null ? readable(values) : null;
        return new OutgoingTemplate(
                template,
                parameters,
                text == null || !TextContent.isVisible(text) ? null : TextContent.withoutMark(text),
                complete(OutboundMessage.of(template)),
                validation);
    }

    private static @Nullable TemplateParameters parameters(@Nullable Object values, @Nullable String fileName) {
        try {
            List<?> positional = ApiJson.asList(values);
            if (positional != null) {
                List<@Nullable Object> single = new ArrayList<>();
                positional.forEach(each -> single.add(ApiJson.unwrapped(each)));
                return TemplateParameters.of(single);
            }
            Map<String, Object> named = ApiJson.asObject(values);
            if (named != null) {
                named.replaceAll((key, value) -> ApiJson.unwrapped(value));
            }
            if (named != null && named.containsKey("header.document") && fileName != null) {
                named.putIfAbsent("header.filename", fileName);
            }
            return named == null ? null : TemplateParameters.of(named);
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidMessageException(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    /** The first of: the header, the option, the sender of the received message. */
    private Recipient recipient() {
        return recipient(isGroup());
    }

    private boolean isGroup() {
        return "group".equalsIgnoreCase(text(Whatsapp360Constants.RECIPIENT_TYPE));
    }

    /** @param toGroup whether the recipient is a group */
    private Recipient recipient(boolean toGroup) {
        Object to = message.getHeader(Whatsapp360Constants.TO) instanceof Number number
                ? number
                : text(Whatsapp360Constants.TO);
        if (to == null) {
            to = options.getTo();
        }
        try {
            if (to != null) {
                return toGroup ? Recipient.groupOf(to) : Recipient.of(to);
            }
            String group = text(Whatsapp360Constants.GROUP_ID);
            String from = text(Whatsapp360Constants.FROM);
            if (from != null) {
                // A reply to a group message goes to the group.
                return group == null ? Recipient.waId(from) : Recipient.group(group);
            }
        } catch (IllegalArgumentException notARecipient) {
            throw new InvalidMessageException(String.valueOf(notARecipient.getMessage()), notARecipient);
        }
        throw new InvalidMessageException("No recipient: set the header " + Whatsapp360Constants.TO
                + " or the option to of the endpoint, or reply to an exchange of a whatsapp360 consumer");
    }

    private static InvalidMessageException nothingToSend() {
        return new InvalidMessageException("There is nothing to send: the body is empty");
    }

    private @Nullable String text(String header) {
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? null : value;
    }
}
