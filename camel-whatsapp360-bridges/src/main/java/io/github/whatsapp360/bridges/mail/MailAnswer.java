/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import io.github.whatsapp360.bridges.mail.ConversationTag.Conversation;
import io.github.whatsapp360.bridges.mail.internal.AnsweredMail;
import io.github.whatsapp360.bridges.mail.internal.HandledMails;
import io.github.whatsapp360.bridges.mail.internal.HandledMails.Fate;
import io.github.whatsapp360.bridges.mail.internal.MailContent;
import io.github.whatsapp360.bridges.mail.internal.RefusedBeforeException;
import io.github.whatsapp360.bridges.mail.internal.SpooledMail;
import io.github.whatsapp360.bridges.mail.internal.UnreadableMailException;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a WhatsApp message of a mail that answers a {@link CustomerMail}: readable text without what is quoted, the
 * files in their order, and the recipient. The mail must come from camel-mail with {@code mapMailMessage=false}: the
 * body is the mail itself.
 *
 * <p>A mail that answers no conversation, or that a machine has written, is none of the bridge's: the property {@value
 * #WAITING} is false, and nothing may be sent.
 *
 * <p><i>Guarantee:</i> a mail whose tag was not made with this secret has no recipient. Thread-safe.
 */
public final class MailAnswer extends ServiceSupport implements Processor {

    /** The exchange property that says whether there is a message to be sent. */
    public static final String WAITING = "Whatsapp360MailWaiting";

    private static final Logger LOG = LoggerFactory.getLogger(MailAnswer.class);
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,400}>");

    private final ConversationTag tags;
    private final String name;
    private final HandledMails handled;

    /**
     * Reads answers to mail that was signed with a secret.
     *
     * @param secret at least 16 characters
     * @param name of the bridge, its journal and its log lines
     * @param journalDirectory of the file that remembers which mails were sent; it must outlive the process
     * @throws IllegalArgumentException if the secret is shorter
     */
    public MailAnswer(String secret, String name, String journalDirectory) {
        this.tags = new ConversationTag(secret);
        this.name = name;
        this.handled = new HandledMails(journalDirectory, name);
    }

    /** Opens the journal; fails if another bridge uses it. */
    @Override
    protected void doStart() {
        handled.start();
    }

    @Override
    protected void doStop() {
        handled.stop();
    }

    /**
     * Reads one mail.
     *
     * @throws UnreadableMailException if it belongs to a conversation, but cannot be sent on; the message is for its
     *     author
     * @throws MessagingException if the connection to the mail server was lost; the mail can be read later
     * @throws IOException if the local disk cannot be written
     * @throws RefusedBeforeException if it is read once more because its author could not be told
     */
    @Override
    public void process(Exchange exchange)
            throws MessagingException, IOException, UnreadableMailException, RefusedBeforeException {
        exchange.setProperty(WAITING, false);
        jakarta.mail.Message received = exchange.getMessage().getBody(jakarta.mail.Message.class);
        if (received == null) {
            throw new IllegalArgumentException("The body is no mail: consume it with mapMailMessage=false");
        }
        // No header of the mail may mean anything to the route.
        exchange.setMessage(new DefaultMessage(exchange));
        SpooledMail mail = SpooledMail.of(received);
        exchange.getExchangeExtension().addOnCompletion(new Completion(mail));
        AnsweredMail.of(mail).keep(exchange);
        Optional<Conversation> conversation = mail.places().stream()
                .flatMap(place -> tags.find(place).stream())
                .findFirst();
        Optional<String> machine = mail.automaticKind();
        if (conversation.isEmpty() || machine.isPresent()) {
            LOG.warn(
                    "Bridge {}: the mail {} is not sent to a customer: it {}. It is left in the mailbox",
                    name,
                    mail.id(),
                    machine.map(kind -> "was written by a machine (" + kind + ")")
                            .orElse("answers no conversation"));
            return;
        }
        Fate before = handled.before(exchange, mail.key());
        if (before == null) {
            prepare(exchange, mail, conversation.get());
        } else if (!before.isSent()) {
            throw new RefusedBeforeException(before);
        }
    }

    private void prepare(Exchange exchange, SpooledMail mail, Conversation conversation)
            throws UnreadableMailException {
        MailContent content = mail.answer();
        Message message = exchange.getMessage();
        address(message, conversation, mail.id());
        message.setBody(content.text().isEmpty() ? null : content.text());
        AttachmentMessage carrier = exchange.getMessage(AttachmentMessage.class);
        for (DataSource file : content.files()) {
            carrier.addAttachment(file.getName(), new DataHandler(file));
        }
        handled.begin(mail.key());
        exchange.setProperty(WAITING, true);
    }

    /** The id of the mail comes back with the report if WhatsApp cannot deliver the message later. */
    private static void address(Message message, Conversation conversation, String id) {
        message.setHeader(Whatsapp360Constants.TO, conversation.recipient());
        message.setHeader(Whatsapp360Constants.RECIPIENT_TYPE, conversation.group() ? "group" : "individual");
        if (ID.matcher(id).matches()) {
            message.setHeader(Whatsapp360Constants.CALLBACK_DATA, CustomerMail.CALLBACK + id);
        }
    }

    /** Remembers what became of the mail, and deletes its copy. */
    private final class Completion extends SynchronizationAdapter {

        private final SpooledMail mail;

        Completion(SpooledMail mail) {
            this.mail = mail;
        }

        @Override
        public void onComplete(Exchange done) {
            keep(done, true);
        }

        @Override
        public void onFailure(Exchange failed) {
            keep(failed, false);
        }

        /** What was neither accepted nor refused is tried again as a whole. */
        private void keep(Exchange exchange, boolean isTold) {
            String notice = exchange.getProperty(MailNotice.NOTICE, "", String.class);
            boolean mayBeSent = exchange.getProperty(MailNotice.MAY_BE_SENT, false, Boolean.class);
            boolean isSent = exchange.getMessage().getHeader(Whatsapp360Constants.SENT_MESSAGE_ID) != null;
            if (!notice.isEmpty() && (mayBeSent || !isTold)) {
                handled.refused(mail.key(), new Fate(notice, isTold));
            } else if (notice.isEmpty() && isSent) {
                handled.sent(mail.key());
            } else if (!notice.isEmpty() || exchange.getProperty(WAITING, false, Boolean.class)) {
                handled.forget(mail.key());
            }
            mail.close();
        }
    }
}
