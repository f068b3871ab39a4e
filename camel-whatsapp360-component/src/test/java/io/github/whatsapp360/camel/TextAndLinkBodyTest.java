/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.simulator.ReceivedMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Text, links and empty values as a body, the same whatever carries them. */
class TextAndLinkBodyTest extends SendsBytes {

    @Test
    void textIsReadInTheCharsetOfTheExchangeElseAsUtf8() throws Exception {
        for (Carrier carrier : nameless().toList()) {
            template.request("direct:in", exchange -> {
                byte[] bytes = "Gr\u00fc\u00dfe".getBytes(ISO_8859_1);
                exchange.getIn()
                        .setBody(
                                switch (carrier) {
                                    case STREAM -> new ByteArrayInputStream(bytes);
                                    case BUFFER -> ByteBuffer.wrap(bytes);
                                    default -> bytes;
                                });
                exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
            });
            send(carrier, "Gr\u00fc\u00dfe".getBytes(UTF_8), null, null);
        }

        assertThat(lena.awaitReceived(6, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsOnly("Gr\u00fc\u00dfe");
    }

    @Test
    void aByteOrderMarkIsNoText() throws Exception {
        for (Carrier carrier : nameless().toList()) {
            send(carrier, "\ufeffHallo".getBytes(UTF_8), null, null);
            send(carrier, "\ufeffHallo".getBytes(UTF_16LE), null, null);
        }
        send("\ufeffHallo", Map.of());

        assertThat(lena.awaitReceived(7, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsOnly("Hallo");
    }

    @Test
    void bytesThatAreNoTextInTheirCharsetAreRefused() throws Exception {
        for (Carrier carrier : nameless().toList()) {
            assertThat(send(carrier, latin("Gr\u00fc\u00dfe"), null, null).getException())
                    .isInstanceOf(InvalidMessageException.class);
        }
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void anAddressIsALinkOfTheKindThatIsTold() throws Exception {
        send(URI.create("https://example.com/red.jpg?sig=1").toURL(), Map.of("CamelWhatsapp360Caption", "Red"));
        send(URI.create("https://example.com/17"), Map.of("CamelWhatsapp360MediaType", "application/pdf"));
        send(URI.create("https://example.com/get?id=1"), Map.of("CamelWhatsapp360FileName", "voice.ogg"));
        send(List.of(URI.create("http://example.com/a/b/film.mp4")), Map.of());

        List<ReceivedMessage> received = lena.awaitReceived(4, TestBed.LIMIT);
        assertThat(received).extracting(ReceivedMessage::type).containsExactly("image", "document", "audio", "video");
        assertThat(received.get(0).raw()).contains("\"link\":\"https://example.com/red.jpg?sig=1\"", "\"Red\"");
        assertThat(bed.simulator.requests()).noneMatch(request -> request.path().equals("/media"));
    }

    @Test
    void anAddressOfUnknownKindOrOtherSchemeIsRefused() throws Exception {
        for (Object body : List.of(
                URI.create("https://example.com/17"),
                URI.create("https://example.com"),
                URI.create("file:///etc/passwd.txt"),
                Files.write(directory.resolve("a.jpg"), JPEG).toUri().toURL(),
                URI.create("order-17.pdf"))) {
            assertThat(send(body, Map.of()).getException())
                    .as("%s", body)
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageNotContaining("17");
        }
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void nothingVisibleIsNothingToSend() {
        List<@Nullable Object> bodies = new ArrayList<>(List.of(
                NullNode.getInstance(),
                MissingNode.getInstance(),
                TextNode.valueOf(" "),
                Optional.empty(),
                "\u200b\u200d\ufeff",
                "\u2800\u3164",
                "\u00a0\u2003\n",
                "\u200e".getBytes(UTF_8),
                new ByteArrayInputStream(new byte[0]),
                List.of(NullNode.getInstance()),
                List.of("\u200b")));
        bodies.add(null);
        for (Object body : bodies) {
            assertThat(send(body, Map.of()).getException())
                    .as("%s", body)
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("nothing to send");
        }
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void aValueOfATreeIsItsText() throws Exception {
        ObjectMapper json = new ObjectMapper();

        send(json.readTree("\"Hello\""), Map.of());
        send(json.readTree("17"), Map.of());
        send(Optional.of("Hello"), Map.of());
        send(json.readTree("[\"Hello\"]"), Map.of());

        assertThat(lena.awaitReceived(4, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsExactly("Hello", "17", "Hello", "Hello");
    }

    @Test
    void aListInAListIsRefused() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (Object body : List.of(
                List.of("x", List.of("a", "b")), json.readTree("[[\"a\"]]"), List.of((Object) new String[] {"a"}))) {
            assertThat(send(body, Map.of()).getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("another list");
        }
        assertThat(lena.received()).isEmpty();
    }
}
