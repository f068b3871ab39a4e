package io.github.whatsapp360.example.mail;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;

/**
 * Tells the author of a mail why it did not reach the customer, in a mail that answers it.
 *
 * <p>Thread-safe.
 */
public final class Undelivered implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message mail = exchange.getMessage();
        Throwable problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Object author = mail.getHeader("Reply-To") == null ? mail.getHeader("From") : mail.getHeader("Reply-To");
        Object subject = mail.getHeader("Subject");
        Object id = mail.getHeader("Message-ID");
        String outcome = mail.getHeader("CamelWhatsapp360SendOutcome", String.class);
        mail.removeHeaders("*");
        mail.setHeader("To", author);
        mail.setHeader("Subject", "Not delivered: " + (subject == null ? "" : subject));
        mail.setHeader("In-Reply-To", id);
        mail.setHeader("Auto-Submitted", "auto-replied");
        exchange.getMessage(AttachmentMessage.class).clearAttachments();
        mail.setBody("Your answer %s on WhatsApp.\n\n%s\n"
                .formatted(
                        "unknown".equals(outcome) ? "may not have arrived" : "was not delivered",
                        problem == null ? "" : problem.getMessage()));
    }
}
