package io.github.whatsapp360.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Send and receive WhatsApp messages through 360dialog. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "whatsapp360",
        title = "WhatsApp 360dialog",
        syntax = "whatsapp360:account",
        category = {Category.CHAT, Category.MESSAGING, Category.CLOUD})
public class Whatsapp360Endpoint extends DefaultEndpoint {

    @UriPath(description = "Your own short name for one WhatsApp number at 360dialog")
    @Metadata(required = true)
    private @Nullable String account;

    public Whatsapp360Endpoint(String uri, Whatsapp360Component component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException();
    }

    public @Nullable String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }
}
