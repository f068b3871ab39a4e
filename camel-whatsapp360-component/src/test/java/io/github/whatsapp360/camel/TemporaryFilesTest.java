/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.fault.Fault;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a send and however often it is repeated: no temporary file stays. */
class TemporaryFilesTest {

    /** By this others' files in the same directory are told apart. */
    private static final int SIZE = 7_919;

    private static final byte[] PDF = Arrays.copyOf("%PDF-1.7\n\u00e2\u00e3".getBytes(ISO_8859_1), SIZE);
    private static final byte[] UNKNOWN = Arrays.copyOf(new byte[] {1, 0, 2}, SIZE);

    private TestBed bed;
    private ProducerTemplate template;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0));
                from("direct:in").to("whatsapp360:support");
                from("direct:upload").to("whatsapp360:support?operation=uploadMedia");
                from("direct:copies")
                        .multicast()
                        .parallelProcessing()
                        .to("whatsapp360:support", "whatsapp360:support?validate=false");
            }
        });
        template = bed.context.createProducerTemplate();
        bed.simulator.customer("491701234567", "Lena").says("Hi");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    /** A stream that can be read once, as those of a connection. */
    private static InputStream once(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    /** A stream that breaks off with what no stream should throw. */
    private static InputStream broken() {
        return new InputStream() {
            private int left = SIZE;

            @Override
            public int read() {
                if (left-- == 0) {
                    throw new IllegalStateException("as the test wishes");
                }
                return '\0';
            }
        };
    }

    private List<Exchange> sendEverywhere(Map<String, Object> headers) {
        List<Exchange> sent = new ArrayList<>();
        for (String uri : List.of("direct:in", "whatsapp360:support", "direct:upload", "direct:copies")) {
            for (byte[] bytes : List.of(PDF, UNKNOWN)) {
                sent.add(send(uri, once(bytes), headers));
                sent.add(send(uri, List.of("first", once(bytes), once(PDF)), headers));
                sent.add(template.request(uri, exchange -> {
                    exchange.getIn().setBody(once(bytes));
                    exchange.getIn().getHeaders().putAll(headers);
                    exchange.getIn(AttachmentMessage.class).addAttachment("a.pdf", attachment(PDF));
                    exchange.getIn(AttachmentMessage.class).addAttachment("b.own", attachment(UNKNOWN));
                }));
            }
            sent.add(send(uri, broken(), headers));
        }
        return sent;
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().getHeaders().putAll(headers);
        });
    }

    private static DataHandler attachment(byte[] content) {
        return new DataHandler(new DataSource() {
            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public OutputStream getOutputStream() {
                throw new UnsupportedOperationException();
            }

            @Override
            public String getContentType() {
                return "application/octet-stream";
            }

            @Override
            public String getName() {
                return null;
            }
        });
    }

    private static Set<Path> files() throws IOException {
        Set<Path> files = new HashSet<>();
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            all.filter(file -> file.getFileName().toString().matches("whatsapp360-.*load"))
                    .filter(file -> file.toFile().length() == SIZE)
                    .forEach(files::add);
        }
        return files;
    }

    private static void assertNoneIsLeft(Set<Path> before) {
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(files()).isSubsetOf(before));
    }

    @Test
    void afterWhatWasSent() throws Exception {
        Set<Path> before = files();

        sendEverywhere(Map.of("CamelWhatsapp360To", "491701234567", "CamelWhatsapp360FileName", "a"));

        assertNoneIsLeft(before);
    }

    @Test
    void afterWhatWasRefusedHere() throws Exception {
        Set<Path> before = files();

        sendEverywhere(Map.of());
        sendEverywhere(Map.of("CamelWhatsapp360To", "no number"));
        sendEverywhere(Map.of("CamelWhatsapp360To", "491701234567", "CamelWhatsapp360Caption", "x".repeat(2_000)));
        sendEverywhere(Map.of("CamelWhatsapp360To", "491701234567", "CamelWhatsapp360TemplateName", "unknown"));
        sendEverywhere(Map.of("CamelWhatsapp360To", "491701234567", "CamelCharsetName", "no-charset"));
        sendEverywhere(Map.of("CamelWhatsapp360Operation", "noSuch"));

        assertNoneIsLeft(before);
    }

    @Test
    void afterWhatTheApiRefused() throws Exception {
        Set<Path> before = files();
        bed.simulator.fault(Fault.refuse(131026).times(0).on("POST", "/messages"));
        sendEverywhere(Map.of("CamelWhatsapp360To", "491701234567"));
        bed.simulator.clearFaults();
        bed.simulator.fault(Fault.refuse(131053).times(0).on("POST", "/media"));
        sendEverywhere(Map.of("CamelWhatsapp360To", "491701234567"));

        assertNoneIsLeft(before);
    }
}
