package io.github.whatsapp360.example.mail;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** The route of {@code routes/whatsapp-to-mail.yaml} in Java. */
public class WhatsappToMail extends RouteBuilder {

    @Override
    public void configure() {
        CamelContext context = getContext();
        context.getRegistry().bind("mailHeaders", new MailHeaders());
        from("whatsapp360:support?downloadMedia=true")
                .routeId("whatsapp-to-mail")
                .process(new CustomerMail(
                        context.resolvePropertyPlaceholders("{{mail.address}}"),
                        context.resolvePropertyPlaceholders("{{mail.secret}}")))
                .to("{{mail.smtp}}?username={{mail.username}}&password=RAW({{mail.password}})"
                        + "&from={{mail.address}}&to={{mail.team}}&contentType=text/plain; charset=UTF-8");
    }
}
