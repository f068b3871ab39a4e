package io.github.whatsapp360.example.files;

import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import org.apache.camel.builder.RouteBuilder;

/** The route of {@code routes/files-to-whatsapp.yaml} in Java. */
public class FilesToWhatsapp extends RouteBuilder {

    @Override
    public void configure() {
        onException(UnavailableException.class, ThrottledException.class)
                .maximumRedeliveries(10)
                .redeliveryDelay("{{files.patience}}")
                .useExponentialBackOff()
                .maximumRedeliveryDelay(300_000);

        from("file:{{files.outbox}}?recursive=true&readLock=changed&readLockMinAge=1s&readLockMinLength=0"
                        + "&move=.sent&moveFailed=.failed")
                .routeId("files-to-whatsapp")
                .setHeader("CamelWhatsapp360To", simple("${substringBefore(${file:name},'/')}"))
                .to("whatsapp360:support");
    }
}
