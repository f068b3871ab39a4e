package io.github.whatsapp360.example.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.example.mail.ConversationTag.Conversation;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * Makes a mail of what a customer wrote: the customer's name is the subject, and the answer finds back, by its address
 * ({@code support+491701234567-…@example.com}) as well as by the ids of the mail that it answers.
 *
 * <p>The same message makes a mail with the same id, so that a mail that is sent twice shows as one. Thread-safe.
 */
public final class CustomerMail implements Processor {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");
    private static final int MAXIMUM_LOCAL_PART_LENGTH = 64;

    private final String user;
    private final String domain;
    private final ConversationTag tags;

    /**
     * Mail that comes from one address.
     *
     * @param address where answers arrive; its mailbox must take {@code user+anything@domain} too
     * @param secret seals the conversations, see {@link ConversationTag}
     */
    public CustomerMail(String address, String secret) {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException("Expected an address such as support@example.com");
        }
        this.user = address.substring(0, at);
        this.domain = address.substring(at + 1);
        this.tags = new ConversationTag(secret);
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String tag = tags.sealed(conversation(message));
        String conversation = "<" + tag + "@" + domain + ">";
        message.setHeader("Subject", subject(message));
        message.setHeader("Message-ID", "<" + tag + "." + idOfMessage(message) + "@" + domain + ">");
        message.setHeader("References", conversation);
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        String local = user + "+" + tag;
        if (local.length() <= MAXIMUM_LOCAL_PART_LENGTH) {
            message.setHeader("Reply-To", local + "@" + domain);
        }
        message.setBody(text(message));
    }

    private static Conversation conversation(Message message) {
        String group = header(message, "CamelWhatsapp360GroupId");
        String from = header(message, "CamelWhatsapp360From");
        if (group == null && from == null) {
            throw new IllegalArgumentException("The message says neither from whom it is nor in which group");
        }
        return group == null ? new Conversation(String.valueOf(from), false) : new Conversation(group, true);
    }

    /** A line break in a name would begin another header. */
    private static String subject(Message message) {
        String name = header(message, "CamelWhatsapp360ContactName");
        String clean = name == null ? "" : CONTROL.matcher(name).replaceAll(" ").strip();
        return clean.isEmpty() ? String.valueOf(header(message, "CamelWhatsapp360From")) : clean;
    }

    /** What cannot be read, a kind of message that WhatsApp does not hand on for example, is named at least. */
    private static String text(Message message) {
        String text = message.getBody(String.class);
        boolean alone =
                !message.getExchange().getMessage(AttachmentMessage.class).hasAttachments();
        return text == null || (text.isBlank() && alone)
                ? "[" + header(message, "CamelWhatsapp360MessageType") + "]"
                : text;
    }

    private static UUID idOfMessage(Message message) {
        return UUID.nameUUIDFromBytes(
                String.valueOf(header(message, "CamelWhatsapp360MessageId")).getBytes(UTF_8));
    }

    private static @Nullable String header(Message message, String name) {
        return message.getHeader(name, String.class);
    }
}
