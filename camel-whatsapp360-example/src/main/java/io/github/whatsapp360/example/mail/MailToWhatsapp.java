package io.github.whatsapp360.example.mail;

import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import org.apache.camel.builder.RouteBuilder;

/** The routes of {@code routes/mail-to-whatsapp.yaml} in Java. */
public class MailToWhatsapp extends RouteBuilder {

    @Override
    public void configure() {
        onException(UnavailableException.class, ThrottledException.class)
                .maximumRedeliveries(10)
                .redeliveryDelay("{{mail.patience}}")
                .useExponentialBackOff()
                .maximumRedeliveryDelay(300_000)
                .handled(true)
                .to("direct:undelivered");
        onException(Exception.class).handled(true).to("direct:undelivered");

        getContext().getRegistry().bind("mailHeaders", new MailHeaders());
        from("{{mail.imap}}?username={{mail.username}}&password=RAW({{mail.password}})&delay={{mail.delay}}"
                        + "&mail.imap.fetchsize=1048576&mail.imaps.fetchsize=1048576")
                .routeId("mail-to-whatsapp")
                .process(new MailAnswer(getContext().resolvePropertyPlaceholders("{{mail.secret}}")))
                .filter(header("CamelWhatsapp360To").isNotNull())
                .to("whatsapp360:support");

        from("direct:undelivered")
                .routeId("undelivered")
                .process(new Undelivered())
                .to("{{mail.smtp}}?username={{mail.username}}&password=RAW({{mail.password}})"
                        + "&from={{mail.address}}&contentType=text/plain; charset=UTF-8");
    }
}
