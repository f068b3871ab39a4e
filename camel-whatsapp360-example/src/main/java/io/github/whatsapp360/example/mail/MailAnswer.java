package io.github.whatsapp360.example.mail;

import io.github.whatsapp360.example.mail.ConversationTag.Conversation;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a WhatsApp message of a mail that answers a {@link CustomerMail}: readable text without what is quoted, the
 * files in their order, and the recipient. A mail without one is none of ours, or written by a machine: its recipient
 * stays absent.
 *
 * <p>Thread-safe.
 */
public final class MailAnswer implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(MailAnswer.class);

    /** Where a conversation can be named: where the mail was sent to, and what it answers. */
    private static final List<String> PLACES =
            List.of("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "In-Reply-To", "References");

    private final ConversationTag tags;

    /** Answers to mail that was sealed with this secret. */
    public MailAnswer(String secret) {
        this.tags = new ConversationTag(secret);
    }

    @Override
    public void process(Exchange exchange) throws MessagingException, IOException {
        Message mail = exchange.getMessage();
        mail.removeHeaders("CamelWhatsapp360*");
        Optional<Conversation> conversation = PLACES.stream()
                .flatMap(place -> tags.find(text(mail, place)).stream())
                .findFirst();
        if (conversation.isEmpty() || isAutomatic(mail)) {
            LOG.warn(
                    "The mail {} {}; it is left in the mailbox",
                    text(mail, "Message-ID"),
                    conversation.isEmpty() ? "answers no conversation" : "was written by a machine");
            return;
        }
        mail.setHeader("CamelWhatsapp360To", conversation.get().recipient());
        mail.setHeader("CamelWhatsapp360RecipientType", conversation.get().group() ? "group" : "individual");
        MailContent content = MailContent.of(mail.getBody(), text(mail, "Content-Type"));
        mail.setBody(content.text());
        AttachmentMessage carrier = exchange.getMessage(AttachmentMessage.class);
        carrier.clearAttachments();
        content.files().forEach(carrier::addAttachment);
    }

    /** Out of office, mailing lists and bounces must not answer a customer. */
    private static boolean isAutomatic(Message mail) {
        String automatic = text(mail, "Auto-Submitted").toLowerCase(Locale.ROOT);
        String precedence = text(mail, "Precedence").toLowerCase(Locale.ROOT);
        return !(automatic.isEmpty() || automatic.startsWith("no"))
                || precedence.matches("bulk|junk|list|auto_reply")
                || !text(mail, "X-Autoreply").isEmpty()
                || !text(mail, "X-Autorespond").isEmpty()
                || text(mail, "Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/report");
    }

    /** All values of a header in one line; empty if there is none. */
    private static String text(Message mail, String header) {
        Object value = mail.getHeader(header);
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }
        return value == null ? "" : value.toString();
    }
}
