package io.github.whatsapp360.camel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** A request as Camel's HTTP components map it: for servers whose own request is not at hand. */
final class CamelRequest implements RawRequest {

    private final Message message;

    CamelRequest(Message message) {
        this.message = message;
    }

    @Override
    public @Nullable String method() {
        return message.getHeader(Exchange.HTTP_METHOD, String.class);
    }

    /** Of several values none is taken: parameters of the query may stand beside the header, and are no headers. */
    @Override
    public @Nullable String header(String name) {
        return message.getHeader(name) instanceof CharSequence value ? value.toString() : null;
    }

    @Override
    public @Nullable String query() {
        String raw = message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
        return raw == null ? message.getHeader(Exchange.HTTP_QUERY, String.class) : raw;
    }

    @Override
    public byte @Nullable [] body(int limit) throws IOException, UnsupportedFormException {
        Object body = message.getBody();
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof Map) {
            throw new UnsupportedFormException();
        }
        byte[] bytes;
        if (body instanceof InputStream stream) {
            bytes = stream.readNBytes(limit + 1);
        } else {
            bytes = message.getBody(byte[].class);
        }
        return bytes.length > limit ? null : bytes;
    }

    @Override
    public void discard() {
        // The server reads on by itself.
    }
}
