/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.api.ApiRequest;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sends bytes in whatever may carry them, and shows what the customer gets. */
abstract class SendsBytes {

    static final byte[] JPEG = latin("\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF\u0000");
    private static final Pattern FILE_PART = Pattern.compile("filename=\"([^\"]*)\"\r\nContent-Type: ([^\r]*)\r\n");

    @TempDir
    Path directory;

    TestBed bed;
    ProducerTemplate template;
    Customer lena;

    /** In what bytes come. */
    enum Carrier {
        BYTES,
        STREAM,
        BUFFER,
        WRITTEN,
        FILE,
        PATH,
        ATTACHMENT
    }

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("whatsapp360:support?to=491701234567");
            }
        });
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer("491701234567", "Lena");
        lena.says("Hi");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }

    Exchange send(@Nullable Object body, Map<String, Object> headers) {
        return template.request("direct:in", exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
        });
    }

    /** Sends bytes in a carrier under a name; null for none. */
    Exchange send(Carrier carrier, byte[] bytes, @Nullable String type, @Nullable String name) throws IOException {
        Map<String, Object> headers = new HashMap<>();
        if (type != null) {
            headers.put("CamelWhatsapp360MediaType", type);
        }
        if (name != null && carrier != Carrier.FILE && carrier != Carrier.PATH) {
            headers.put("CamelWhatsapp360FileName", name);
        }
        Path file = directory.resolve(name == null ? "nameless" : name);
        return switch (carrier) {
            case BYTES -> send(bytes, headers);
            case STREAM -> send(new ByteArrayInputStream(bytes), headers);
            case BUFFER -> send(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), headers);
            case WRITTEN -> {
                ByteArrayOutputStream written = new ByteArrayOutputStream();
                written.writeBytes(bytes);
                yield send(written, headers);
            }
            case FILE -> send(Files.write(file, bytes).toFile(), headers);
            case PATH -> send(Files.write(file, bytes), headers);
            case ATTACHMENT ->
                template.request("direct:in", exchange -> exchange.getIn(AttachmentMessage.class)
                        .addAttachment(name == null ? "nameless" : name, attachment(bytes, type, name)));
        };
    }

    private static DataHandler attachment(byte[] content, @Nullable String type, @Nullable String name) {
        return new DataHandler(new DataSource() {
            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(Arrays.copyOf(content, content.length));
            }

            @Override
            public OutputStream getOutputStream() {
                throw new UnsupportedOperationException();
            }

            @Override
            public @Nullable String getContentType() {
                return type;
            }

            @Override
            public @Nullable String getName() {
                return name;
            }
        });
    }

    ReceivedMessage only() {
        List<ReceivedMessage> received = lena.awaitReceived(1, TestBed.LIMIT);
        assertThat(received).hasSize(1);
        return received.get(0);
    }

    /** Name and type of the last upload. */
    List<String> uploaded() {
        String body = bed.simulator.requests().stream()
                .filter(request -> request.path().equals("/media"))
                .map(ApiRequest::body)
                .reduce((first, second) -> second)
                .orElseThrow();
        Matcher part = FILE_PART.matcher(body);
        assertThat(part.find()).isTrue();
        return List.of(part.group(1), part.group(2));
    }

    static Stream<Carrier> named() {
        return Stream.of(Carrier.values());
    }

    static Stream<Carrier> nameless() {
        return Stream.of(Carrier.BYTES, Carrier.STREAM, Carrier.BUFFER, Carrier.WRITTEN);
    }
}
