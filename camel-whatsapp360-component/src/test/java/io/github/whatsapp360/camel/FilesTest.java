/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies and attachments that are files, as the customer sees them. */
class FilesTest {

    private static final byte[] JPEG = bytes("\u00ff\u00d8\u00ff\u00e0 picture");
    private static final byte[] PDF = bytes("%PDF-1.7 paper");

    @TempDir
    Path directory;

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:in").to("whatsapp360:support?to=491701234567");
                from("file:" + directory.resolve("inbox") + "?noop=true&initialDelay=0&delay=50")
                        .routeId("files")
                        .autoStartup(false)
                        .to("whatsapp360:support?to=491701234567");
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Exchange send(Object body, Map<String, Object> headers) {
        return send(exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
        });
    }

    private Exchange send(Processor filling) {
        return template.request("direct:in", filling);
    }

    private List<ReceivedMessage> received(int count) {
        return lena.awaitReceived(count, TestBed.LIMIT);
    }

    private List<String> uploads() {
        return bed.simulator.requests().stream()
                .filter(request -> request.path().equals("/media"))
                .map(request -> request.body())
                .toList();
    }

    @Test
    void aFileAPathBytesAndAStreamAreSentAsWhatTheyAre() throws Exception {
        Path picture = Files.write(directory.resolve("red.jpg"), JPEG);
        send(picture.toFile(), Map.of("CamelWhatsapp360Caption", "The *red* one"));
        send(Files.write(directory.resolve("paper"), PDF), Map.of());
        send(bytes("OggS\0\u0002 voice"), Map.of("CamelWhatsapp360Caption", "sounds take none"));
        send(new ByteArrayInputStream(bytes("\0\0\0\u0018ftypisom film")), Map.of());
        send(bytes("RIFF\0\0\0\0WEBPVP8 "), Map.of());
        send(bytes("a,b\n1,2\n"), Map.of("CamelFileName", "deep/in/table.csv"));
        send(bytes("no jpeg by its bytes"), Map.of("CamelWhatsapp360MediaType", "image/jpeg"));
        send(bytes("Hello"), Map.of("CamelWhatsapp360FileName", "../hello.txt", "CamelWhatsapp360Caption", "Read it"));

        assertThat(received(8))
                .extracting(ReceivedMessage::type)
                .containsExactly("image", "document", "audio", "video", "sticker", "document", "image", "document");
        assertThat(received(8).get(0).raw()).contains("\"caption\":\"The *red* one\"");
        assertThat(received(8).get(2).raw()).doesNotContain("sounds take none");
        assertThat(received(8).get(5).raw()).contains("\"filename\":\"table.csv\"");
        assertThat(received(8).get(7).raw()).contains("\"filename\":\"hello.txt\"", "\"caption\":\"Read it\"");
        assertThat(uploads()).hasSize(8);
    }

    @Test
    void bytesAndAStreamOfNoKnownTypeAreText() {
        send("Grüße".getBytes(StandardCharsets.UTF_8), Map.of());
        send(new ByteArrayInputStream(bytes("from a stream")), Map.of());
        Exchange neither = send(new byte[] {(byte) 0xfe, (byte) 0xc0, 1}, Map.of());

        assertThat(received(2)).extracting(ReceivedMessage::text).containsExactly("Grüße", "from a stream");
        assertThat(neither.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360MediaType");
    }

    @Test
    void aStreamThatCannotBeRewoundIsLookedAtAndStillRead() {
        InputStream unmarkable = new InputStream() {
            private final InputStream in = new ByteArrayInputStream(bytes("only once"));

            @Override
            public int read() throws java.io.IOException {
                return in.read();
            }
        };

        send(unmarkable, Map.of());

        assertThat(received(1).get(0).text()).isEqualTo("only once");
    }

    @Test
    void theFilesOfAFileRouteAreSent() throws Exception {
        Files.createDirectories(directory.resolve("inbox"));
        Files.write(directory.resolve("inbox/invoice.pdf"), PDF);

        bed.context.getRouteController().startRoute("files");

        assertThat(received(1).get(0).raw()).contains("\"filename\":\"invoice.pdf\"");
    }

    @Test
    void attachmentsFollowTheBodyInTheirOrder() {
        Exchange sent = send(exchange -> {
            exchange.getIn().setBody("Two files for you");
            attach(exchange, "z.pdf", "application/pdf; name=z.pdf", PDF);
            attach(exchange, "a.bin", "application/octet-stream", JPEG);
        });

        assertThat(sent.getException()).isNull();
        assertThat(received(3)).extracting(ReceivedMessage::type).containsExactly("text", "document", "image");
        assertThat((List<?>) sent.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .hasSize(3);
        assertThat(sent.getMessage().getBody()).isEqualTo("Two files for you");
    }

    @Test
    void anEmptyBodyIsNoFaultWithAttachments() {
        Exchange sent = send(exchange -> {
            exchange.getIn().setBody("  ");
            attach(exchange, "z.pdf", "application/pdf", PDF);
        });

        assertThat(sent.getException()).isNull();
        assertThat(received(1).get(0).type()).isEqualTo("document");
    }

    @Test
    void aBodyWithoutAWordIsNoTextAndNoFaultWithAttachments() {
        Object blank = new Object() {
            @Override
            public String toString() {
                return "\r\n";
            }
        };

        for (Object body : List.of(blank, new Object())) {
            Exchange sent = send(exchange -> {
                exchange.getIn().setBody(body);
                attach(exchange, "z.pdf", "application/pdf", PDF);
            });
            assertThat(sent.getException()).isNull();
            assertThat(send(body, Map.of()).getException()).hasMessageContaining("nothing to send");
        }

        assertThat(received(2)).extracting(ReceivedMessage::type).containsExactly("document", "document");
    }

    @Test
    void theWordsOfMailProgramsForTypesAreUnderstood() {
        Exchange sent = send(exchange -> {
            attach(exchange, "a.jpg", "image/jpg;\r\n\tname=\"=?UTF-8?Q?=C3=A4?=.jpg\"", JPEG);
            attach(exchange, "b.gif", "image/gif", bytes("GIF89a\u0001\0"));
            attach(exchange, "c.own", "application/x-own", bytes("\u0001"));
            attach(exchange, "README", "application/octet-stream", bytes("Read me"));
        });

        assertThat(sent.getException()).isNull();
        assertThat(received(4))
                .extracting(ReceivedMessage::type)
                .containsExactly("image", "document", "document", "document");
        assertThat(uploads().get(0)).contains("Content-Type: image/jpeg\r\n");
        assertThat(uploads().get(3)).contains("Content-Type: text/plain\r\n");
    }

    @Test
    void anAttachmentThatIsEmptyIsRefusedBeforeAnythingIsSent() {
        for (String type : List.of("application/octet-stream", "text/plain")) {
            Exchange sent = send(exchange -> {
                exchange.getIn().setBody("See the file");
                attach(exchange, "data", type, new byte[0]);
            });
            assertThat(sent.getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("The document is empty");
        }
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void aRedeliveryGoesOnAtTheAttachmentThatFailedAndUploadsNoneTwice() {
        // The first fault is none: it only keeps the place of the text.
        bed.simulator.fault(Fault.slow(java.time.Duration.ZERO).on("POST", "/messages"));
        bed.simulator.fault(Fault.refuse(131026).on("POST", "/messages"));

        Exchange sent = send(exchange -> {
            exchange.getIn().setBody("Two files for you");
            attach(exchange, "z.pdf", "application/pdf", PDF);
            attach(exchange, "a.jpg", "image/jpeg", JPEG);
        });

        assertThat(sent.getException()).isNull();
        assertThat(received(3)).extracting(ReceivedMessage::type).containsExactly("text", "document", "image");
        assertThat(uploads()).hasSize(2);
    }

    @Test
    void anAttachmentThatCannotBeSentStopsEverythingBeforeTheFirstMessage() {
        Exchange sent = send(exchange -> {
            exchange.getIn().setBody("Two files for you");
            attach(exchange, "z.pdf", "application/pdf", PDF);
            attach(exchange, "huge.png", "image/png", new byte[(5 << 20) + 1]);
        });

        assertThat(sent.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContainingAll("5242881", "5242880");
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("notSent");
        assertThat(uploads()).isEmpty();
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void aListMayHoldFilesBesideMessages() throws Exception {
        send(
                List.of(
                        "First a word",
                        Files.write(directory.resolve("red.jpg"), JPEG),
                        OutboundContent.location(52.5, 13.4)),
                Map.of());

        assertThat(received(3)).extracting(ReceivedMessage::type).containsExactly("text", "image", "location");
    }

    @Test
    void aRedeliveryFindsTheStreamsOfAListAgain() throws IOException {
        // The first fault is none: it only keeps the place of the first message.
        bed.simulator.fault(Fault.slow(Duration.ZERO).on("POST", "/messages"));
        bed.simulator.fault(Fault.refuse(131026).on("POST", "/messages"));
        Path picture = Files.write(directory.resolve("red.jpg"), Arrays.copyOf(JPEG, 1 << 20));
        Path words = Files.writeString(directory.resolve("words"), "In words");

        Exchange sent = send(List.of(new NamelessStream(picture), new NamelessStream(words)), Map.of());

        assertThat(sent.getException()).isNull();
        assertThat(received(2)).extracting(ReceivedMessage::type).containsExactly("image", "text");
        assertThat(received(2).get(1).text()).isEqualTo("In words");
        assertThat(uploads()).hasSize(1);
    }

    /** A stream that can be read once, as those of a connection. */
    private static final class NamelessStream extends FilterInputStream {

        NamelessStream(Path file) throws IOException {
            super(Files.newInputStream(file));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    @Test
    void aRedeliveryDoesNotUploadTheFileAgain() {
        bed.simulator.fault(Fault.refuse(131026).on("POST", "/messages"));

        Exchange sent = send(PDF, Map.of());

        assertThat(sent.getException()).isNull();
        assertThat(received(1).get(0).type()).isEqualTo("document");
        assertThat(uploads()).hasSize(1);
    }

    @Test
    void anUploadThatBreaksOffIsNoMessageAndIsRepeated() {
        bed.simulator.fault(Fault.connection(Transport.RESET_AFTER_EFFECT).on("POST", "/media"));

        Exchange sent = send(PDF, Map.of());

        assertThat(sent.getException()).isNull();
        assertThat(uploads()).hasSize(2);
        assertThat(received(1)).hasSize(1);
    }

    @Test
    void nothingIsLeftOnTheDisk() throws Exception {
        long before = temporaryFiles();
        send(new ByteArrayInputStream(PDF), Map.of());
        send(exchange -> attach(exchange, "z.pdf", "application/pdf", PDF));
        bed.simulator.fault(Fault.refuse(131026).times(2).on("POST", "/messages"));
        send(new ByteArrayInputStream(PDF), Map.of());

        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static long temporaryFiles() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("whatsapp360-"))
                    .filter(file -> file.getFileName().toString().endsWith("load"))
                    .count();
        }
    }

    private static void attach(Exchange exchange, String name, String type, byte[] content) {
        exchange.getIn(AttachmentMessage.class).addAttachment(name, new DataHandler(new Bytes(name, type, content)));
    }

    private record Bytes(String name, String type, byte[] content) implements DataSource {
        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(Arrays.copyOf(content, content.length));
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
