/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.bridges.mail.ConversationTag.Conversation;
import io.github.whatsapp360.bridges.mail.internal.OutgoingMail;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.event.MessageStatus;
import jakarta.mail.MessagingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * Makes a mail of what a customer wrote, or of the report that a message did not reach a customer. The body becomes a
 * {@code MimeMessage}, which camel-mail sends as it is, with any version of Camel.
 *
 * <ul>
 *   <li>The customer's name is the subject and the sender's name. The files are attached.
 *   <li>The answer finds back by the reply address ({@code support+491701234567-…@example.com}) as well as by the ids
 *       of the mail that it answers; on request also by the subject.
 *   <li>All mails of a customer refer to one id, by which mail programs show them as one conversation.
 *   <li>The same event makes a mail with the same {@code Message-ID}, so that a mail that is sent twice shows as one.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class CustomerMail implements Processor {

    /** Begins the callback data of an answer: the id of the mail it came from. */
    static final String CALLBACK = "mail:";

    private static final String CUSTOMER_ID = "CamelWhatsapp360CustomerId";
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");
    private static final Pattern MAIL_ID = Pattern.compile("<[^<>\\s]{1,400}>");
    private static final int MAXIMUM_LOCAL_PART_LENGTH = 64;
    private static final int MAXIMUM_NAMES = 10_000;

    private final String address;
    private final String user;
    private final String domain;
    private final String team;
    private final boolean isTagInSubject;
    private final ConversationTag tags;
    /** Status events do not tell the name, but the subject should be that of the conversation. */
    private final Map<String, String> names = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAXIMUM_NAMES;
        }
    });

    /**
     * Mail from one address to one team.
     *
     * @param address where answers arrive; its mailbox must accept {@code user+anything@domain} too, unless answers
     *     keep the ids of the mails that they answer
     * @param team who gets the mails: one or several addresses, divided by commas
     * @param secret signs the conversations, at least 16 characters
     * @param tagInSubject whether the tag is also put into the subject
     * @throws IllegalArgumentException if the address is none, or the secret is too short
     */
    public CustomerMail(String address, String team, String secret, boolean tagInSubject) {
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1) {
            throw new IllegalArgumentException("Expected an address such as support@example.com");
        }
        this.address = address.strip();
        this.user = this.address.substring(0, at);
        this.domain = this.address.substring(at + 1);
        this.team = team;
        this.isTagInSubject = tagInSubject;
        this.tags = new ConversationTag(secret);
    }

    @Override
    public void process(Exchange exchange) throws MessagingException {
        Message event = exchange.getMessage();
        boolean isStatus = event.getBody() instanceof MessageStatus;
        Conversation conversation = conversation(event, isStatus);
        String tag = tags.sign(conversation);
        String name = name(event, conversation, tag);
        OutgoingMail mail = new OutgoingMail()
                .from(address, name + " (WhatsApp)")
                .to(team)
                .subject(isTagInSubject ? name + " [" + tag + "]" : name)
                .id("<" + tag + "." + idOf(event, isStatus) + "@" + domain + ">")
                .references(references(event, tag))
                .header("Auto-Submitted", "auto-generated")
                .header("X-Auto-Response-Suppress", "All");
        String local = user + "+" + tag;
        if (local.length() <= MAXIMUM_LOCAL_PART_LENGTH) {
            mail.replyTo(local + "@" + domain);
        }
        AttachmentMessage files = exchange.getMessage(AttachmentMessage.class);
        mail.text(isStatus ? failure(event, name) : text(event, conversation, files.hasAttachments()));
        if (files.hasAttachments()) {
            files.getAttachments().forEach(mail::file);
            files.clearAttachments();
        }
        event.setBody(mail.build());
    }

    private static Conversation conversation(Message event, boolean isStatus) {
        String group = header(event, Whatsapp360Constants.GROUP_ID);
        String user = header(event, isStatus ? Whatsapp360Constants.RECIPIENT_ID : Whatsapp360Constants.FROM);
        if (group == null && user == null) {
            throw new IllegalArgumentException("The event names neither a customer nor a group");
        }
        return group == null ? new Conversation(String.valueOf(user), false) : new Conversation(group, true);
    }

    /** A line break in a name would begin another header. */
    private String name(Message event, Conversation conversation, String tag) {
        String given = header(event, Whatsapp360Constants.CONTACT_NAME);
        String clean =
                given == null ? "" : CONTROL.matcher(given).replaceAll(" ").strip();
        if (conversation.group()) {
            return "WhatsApp group "
                    + UUID.nameUUIDFromBytes(tag.getBytes(UTF_8)).toString().substring(0, 8);
        }
        if (!clean.isEmpty()) {
            names.put(tag, clean);
            return clean;
        }
        String known = names.get(tag);
        String recipient = conversation.recipient();
        return known != null ? known : recipient.matches("\\d+") ? "+" + recipient : recipient;
    }

    /** The ids that all mails of the customer refer to, and the mail whose answer failed. */
    private String references(Message event, String tag) {
        String customer = header(event, CUSTOMER_ID);
        String callback = event.getBody() instanceof MessageStatus status ? status.callbackData() : null;
        String failed = callback != null && callback.startsWith(CALLBACK) ? callback.substring(CALLBACK.length()) : "";
        String thread =
                customer == null ? "" : "<" + UUID.nameUUIDFromBytes(customer.getBytes(UTF_8)) + "@" + domain + "> ";
        String mail = MAIL_ID.matcher(failed).matches() ? " " + failed : "";
        return thread + "<" + tag + "@" + domain + ">" + mail;
    }

    /** What cannot be read, for example a kind of message that WhatsApp does not hand over, is named at least. */
    private static String text(Message event, Conversation conversation, boolean hasFiles) {
        String text = event.getBody(String.class);
        String readable = text == null ? "" : text;
        if (readable.isBlank() && !hasFiles) {
            readable = "[" + header(event, Whatsapp360Constants.MESSAGE_TYPE) + "]";
        }
        if (!conversation.group()) {
            return readable;
        }
        String name = header(event, Whatsapp360Constants.CONTACT_NAME);
        String from = header(event, Whatsapp360Constants.FROM);
        return (name == null ? String.valueOf(from) : name) + ":\n" + readable;
    }

    private static String failure(Message event, String name) {
        MessageStatus status = (MessageStatus) event.getBody();
        return "A message to " + name + " was not delivered on WhatsApp.\n\n" + status.text() + "\n";
    }

    private static UUID idOf(Message event, boolean isStatus) {
        String id = header(event, Whatsapp360Constants.MESSAGE_ID);
        return UUID.nameUUIDFromBytes((isStatus ? "failed " + id : String.valueOf(id)).getBytes(UTF_8));
    }

    private static @Nullable String header(Message event, String name) {
        return event.getHeader(name, String.class);
    }
}
