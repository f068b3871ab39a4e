package io.github.whatsapp360.example;

import io.github.whatsapp360.event.InboundMessage;
import org.apache.camel.builder.RouteBuilder;

/** WhatsApp to Kafka, and what runs behind it: {@code routes/kafka.yaml} in Java. */
public final class KafkaBridge extends RouteBuilder {

    @Override
    public void configure() {
        // The route runs before 360dialog is answered: 200 when Kafka has the event, 503 when it has not.
        // The key is the conversation, so one partition has all of it, in order.
        // The header is called CamelKafkaKey since Camel 4.18.3, and kafka.KEY before; the other one has no effect.
        from("whatsapp360:support?events=message,status&inbox=none")
                .routeId("events-to-kafka")
                .setHeader(
                        "CamelKafkaKey",
                        simple("${header.CamelWhatsapp360GroupId} ?: ${header.CamelWhatsapp360From}"
                                + " ?: ${header.CamelWhatsapp360RecipientId}"))
                .setHeader("kafka.KEY", header("CamelKafkaKey"))
                .setBody(simple("${body.raw.text}"))
                .to("kafka:whatsapp");

        // Behind Kafka it is the event that it was, with its headers.
        from("kafka:whatsapp?groupId=answers")
                .routeId("kafka-to-answer")
                .filter(simple("${header.CamelWhatsapp360EventType} == 'message'"))
                .convertBodyTo(InboundMessage.class)
                .setBody(simple("Hello ${header.CamelWhatsapp360ContactName}, you wrote: ${body.text}"))
                .to("whatsapp360:support");
    }
}
