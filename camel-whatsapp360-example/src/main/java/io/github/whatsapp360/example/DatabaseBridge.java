package io.github.whatsapp360.example;

import io.github.whatsapp360.client.Whatsapp360Exception;
import org.apache.camel.builder.RouteBuilder;

/** WhatsApp to the tables of {@code sql/whatsapp.sql} and back: {@code routes/database.yaml} in Java. */
public final class DatabaseBridge extends RouteBuilder {

    @Override
    public void configure() {
        // What customers write becomes a row each.
        from("whatsapp360:support").routeId("messages-to-table").to("sql:classpath:sql/message.sql");

        // A row of the outbox becomes a message. Its id goes along and comes back in every report.
        from("sql:classpath:sql/outbox-take.sql?greedy=true")
                .routeId("outbox-to-whatsapp")
                .setHeader("CamelWhatsapp360To", simple("${body[recipient]}"))
                .setHeader("CamelWhatsapp360CallbackData", simple("${body[id]}"))
                .setBody(simple("${body[text]}"))
                .doTry()
                .to("whatsapp360:support")
                .doCatch(Whatsapp360Exception.class)
                .setHeader("errorCode", simple("${exception.code}"))
                .end()
                .to("sql:classpath:sql/outbox-sent.sql");

        // Delivery reports: all of them in one table, the furthest of each message in the outbox.
        from("whatsapp360:support?events=status:sent,status:delivered,status:read,status:played,status:failed")
                .routeId("reports-to-table")
                .to("sql:classpath:sql/report.sql")
                .to("sql:classpath:sql/outbox-report.sql");
    }
}
