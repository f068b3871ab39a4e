package io.github.whatsapp360.example;

import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.event.InboundMessage;
import org.apache.camel.builder.RouteBuilder;

/** WhatsApp to a queue and back: {@code routes/jms.yaml} in Java. */
public final class JmsBridge extends RouteBuilder {

    @Override
    public void configure() {
        // The route runs before 360dialog is answered: 200 when the broker has the event, 503 when it has not.
        from("whatsapp360:support?events=message,status&inbox=none")
                .routeId("events-to-queue")
                .setHeader(
                        "JMSXGroupID",
                        simple("${header.CamelWhatsapp360GroupId} ?: ${header.CamelWhatsapp360From}"
                                + " ?: ${header.CamelWhatsapp360RecipientId}"))
                .setBody(simple("${body.raw.text}"))
                .setHeader("_AMQ_DUPL_ID", simple("${hash(${body})}"))
                .toD("jms:queue:whatsapp.${header.CamelWhatsapp360EventType}");

        // Behind the queue it is the event that it was, with its headers, and one conversation's after the other.
        from("jms:queue:whatsapp.message?transacted=true&concurrentConsumers=4")
                .routeId("queue-to-answer")
                .convertBodyTo(InboundMessage.class)
                .setBody(simple("Hello ${header.CamelWhatsapp360ContactName}, you wrote: ${body.text}"))
                .to("whatsapp360:support");

        // A command is a message as the API takes it. What fails was not sent, and the broker gives it out again;
        // of what may have been sent nobody knows but the statuses, so it is put aside.
        from("jms:queue:whatsapp.command?transacted=true")
                .routeId("commands-to-whatsapp")
                .setVariable("command", simple("${body}"))
                .unmarshal()
                .json()
                .doTry()
                .to("whatsapp360:support")
                .doCatch(UnknownOutcomeException.class)
                .setBody(simple("${variable.command}"))
                .to("jms:queue:whatsapp.command.unknown")
                .end();
    }
}
