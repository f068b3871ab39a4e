/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import io.github.whatsapp360.bridges.mail.internal.AnsweredMail;
import io.github.whatsapp360.bridges.mail.internal.HandledMails.Fate;
import io.github.whatsapp360.bridges.mail.internal.OutgoingMail;
import io.github.whatsapp360.bridges.mail.internal.RefusedBeforeException;
import io.github.whatsapp360.bridges.mail.internal.UnreadableMailException;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.client.WindowClosedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the author of a mail why it did not reach the customer, in a mail that answers it, and has the mail set aside
 * in a folder of the mailbox. The body becomes a {@code MimeMessage}, or null if there is nobody to tell.
 *
 * <p>A lost connection to the mail server is passed on: the mail stays unread and is read again. Thread-safe.
 */
public final class MailNotice implements Processor {

    /** The exchange property with the text for the author. */
    static final String NOTICE = "Whatsapp360MailNotice";

    /** The exchange property that says whether something of the answer has arrived, or may have. */
    static final String MAY_BE_SENT = "Whatsapp360MailMayBeSent";

    private static final Logger LOG = LoggerFactory.getLogger(MailNotice.class);

    /** The headers of camel-mail until Camel 4.18.2, and since. */
    private static final List<String> MOVE_TO = List.of("moveTo", "CamelMailMoveTo");

    private final String address;
    private final String folder;
    private final String name;

    /**
     * Notices from one address.
     *
     * @param address of the bridge
     * @param folder where mails are set aside; made if it is missing; empty to leave them where they are
     * @param name of the bridge, for the log
     */
    public MailNotice(String address, String folder, String name) {
        this.address = address.strip();
        this.folder = folder.strip();
        this.name = name;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (isTemporary(problem)) {
            throw problem;
        }
        Message message = exchange.getMessage();
        AnsweredMail mail = AnsweredMail.kept(exchange);
        Fate before = problem instanceof RefusedBeforeException refused ? refused.fate() : null;
        String text = before == null ? text(problem, message) : before.notice();
        exchange.setProperty(MAY_BE_SENT, before != null || isUnknown(message) || isPart(message));
        LOG.warn(
                "Bridge {}: the mail {} did not reach its customer ({}). Its author is told, and it is moved to {}",
                name,
                mail == null ? "" : mail.id(),
                problem == null ? "" : problem.getClass().getSimpleName(),
                folder.isEmpty() ? "no folder" : folder);
        message.removeHeaders("*");
        if (!folder.isEmpty()) {
            MOVE_TO.forEach(header -> message.setHeader(header, folder));
        }
        exchange.setProperty(NOTICE, text);
        exchange.getMessage(AttachmentMessage.class).clearAttachments();
        boolean isTold = before != null && before.told();
        message.setBody(mail == null || isTold ? null : notice(mail, text));
    }

    /** A disk that is full, and a mail server that is away, are no fault of the mail. */
    private static boolean isTemporary(@Nullable Exception problem) {
        return problem instanceof MessagingException || problem instanceof IOException;
    }

    private @Nullable Object notice(AnsweredMail mail, String text) throws MessagingException {
        List<String> authors =
                mail.authors().stream().filter(this::isSomebodyElse).toList();
        if (authors.isEmpty()) {
            return null;
        }
        OutgoingMail notice = new OutgoingMail()
                .from(address, null)
                .to(String.join(",", authors))
                .subject("Not delivered: " + mail.subject())
                .header("Auto-Submitted", "auto-replied")
                .header("X-Auto-Response-Suppress", "All")
                .text(text);
        if (!mail.id().isEmpty()) {
            notice.references(mail.id());
        }
        return notice.build();
    }

    /** An address of the bridge itself would have it answer itself. */
    private boolean isSomebodyElse(String author) {
        String own = address.toLowerCase(Locale.ROOT);
        String other = author.toLowerCase(Locale.ROOT);
        String user = own.substring(0, Math.max(0, own.indexOf('@')));
        return !(other.startsWith(user + "+") && other.endsWith(own.substring(user.length())));
    }

    private static String text(@Nullable Exception problem, Message message) {
        String fate = "was not delivered";
        if (isUnknown(message)) {
            fate = "may not have arrived";
        } else if (isPart(message)) {
            fate = "was delivered only in part: its first messages have arrived, the rest was not delivered";
        }
        String details = problem == null || problem.getMessage() == null ? "" : problem.getMessage();
        String advice = advice(problem);
        return "Your answer %s on WhatsApp.\n\n%s%s\n"
                .formatted(fate, advice.isEmpty() ? "" : advice + "\n\n", details);
    }

    private static boolean isUnknown(Message message) {
        return "unknown".equals(message.getHeader(Whatsapp360Constants.SEND_OUTCOME, String.class));
    }

    private static boolean isPart(Message message) {
        return message.getHeader(Whatsapp360Constants.SENT_MESSAGE_IDS) != null;
    }

    private static String advice(@Nullable Exception problem) {
        if (problem instanceof WindowClosedException) {
            return "The customer has not written for 24 hours. WhatsApp then delivers templates only, until the"
                    + " customer writes again.";
        }
        if (problem instanceof UndeliverableException) {
            return "WhatsApp cannot reach this customer, or not at the moment.";
        }
        if (problem instanceof InvalidMessageException) {
            return "WhatsApp does not take this text or one of these files. Nothing of it was sent.";
        }
        if (problem instanceof UnavailableException || problem instanceof ThrottledException) {
            return "WhatsApp could not be reached for a while. Send the answer again later.";
        }
        if (problem instanceof UnknownOutcomeException) {
            return "Ask the customer before you send it again.";
        }
        return problem instanceof UnreadableMailException ? "The mail could not be read by a program." : "";
    }
}
