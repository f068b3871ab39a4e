package io.github.whatsapp360.example.files;

import org.apache.camel.builder.RouteBuilder;

/** The route of {@code routes/whatsapp-to-files.yaml} in Java. */
public class WhatsappToFiles extends RouteBuilder {

    @Override
    public void configure() {
        from("whatsapp360:support?events=message:image,message:video,message:audio,message:document,message:sticker")
                .routeId("whatsapp-to-files")
                .to("whatsapp360:support?operation=downloadMedia")
                .to("file:{{files.received}}?tempPrefix=.&forceWrites=true&fileName=${header.CamelWhatsapp360From}"
                        + "/${header.CamelWhatsapp360MediaId}-${header.CamelFileName}");
    }
}
