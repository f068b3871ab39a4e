/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.TestBed;
import io.github.whatsapp360.client.DownloadedMedia;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A downloaded file goes where its exchange goes, in as many copies as Camel makes, and is deleted after the last of
 * them.
 */
class DownloadedBodyTest {

    private static final String CONTENT = "What the customer sent";

    @TempDir
    Path directory;

    private final List<String> read = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private TestBed bed;
    private ProducerTemplate template;
    private String mediaId;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                String download = "whatsapp360:support?operation=downloadMedia";
                from("direct:multicast").to(download).multicast().to("direct:read", "direct:read", "direct:read");
                from("direct:parallel")
                        .to(download)
                        .multicast()
                        .parallelProcessing()
                        .to("direct:read", "direct:read", "direct:read");
                from("direct:recipients").to(download).recipientList(constant("direct:read,direct:read,direct:read"));
                from("direct:again")
                        .to(download)
                        .to("direct:read")
                        .to("direct:read")
                        .to("direct:read");
                from("direct:split")
                        .to(download)
                        .process(DownloadedBodyTest::threeTimes)
                        .split(exchangeProperty("three"), (old, fresh) -> old == null ? fresh : old)
                        .to("direct:read");
                from("direct:wiretap")
                        .to(download)
                        .wireTap("direct:late")
                        .end()
                        .to("direct:read")
                        .to("direct:read");
                from("direct:aggregated")
                        .multicast((old, fresh) -> fresh)
                        .to(download)
                        .end()
                        .to("direct:read")
                        .to("direct:read")
                        .to("direct:read");
                from("direct:seda")
                        .to(download)
                        .to("seda:read")
                        .to("direct:read")
                        .to("direct:read");
                from("seda:read").to("direct:read");
                from("direct:late")
                        .process(exchange -> ended.await(10, TimeUnit.SECONDS))
                        .to("direct:read");
                from("direct:read")
                        .process(exchange -> read.add(exchange.getMessage().getBody(String.class)));
            }
        });
        template = bed.context.createProducerTemplate();
        bed.registered("support");
        mediaId = bed.component
                .client("support")
                .uploadMedia(new io.github.whatsapp360.media.MediaUpload(
                        io.github.whatsapp360.media.MediaSource.of(CONTENT.getBytes(UTF_8)), "text/plain", "a.txt"))
                .join();
    }

    /** Copies as splitters make them, of a list that holds the body. */
    private static void threeTimes(Exchange exchange) throws Exception {
        StreamCache body = exchange.getMessage().getBody(StreamCache.class);
        List<Object> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(body.copy(exchange));
        }
        exchange.setProperty("three", three);
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multicast", "parallel", "recipients", "again", "split", "wiretap", "aggregated", "seda"})
    void everyCopyCanBeReadAndNothingIsLeft(String route) {
        List<Path> before = files();

        Exchange done =
                template.request("direct:" + route, exchange -> exchange.getIn().setBody(mediaId));
        ended.countDown();

        assertThat(done.getException()).isNull();
        await().atMost(TestBed.LIMIT).until(() -> read.size() >= 3);
        assertThat(read).isEqualTo(Collections.nCopies(3, CONTENT));
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(files()).isSubsetOf(before));
    }

    private static List<Path> files() {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(file -> file.getFileName().toString().matches("whatsapp360-.*\\.download"))
                    .filter(file -> file.toFile().length() == CONTENT.length())
                    .toList();
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void itIsReadFromTheBeginningAfterAReset() throws Exception {
        Path file = Files.writeString(directory.resolve("a"), CONTENT);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = context.getEndpoint("mock:a").createExchange();
            DownloadedBody body = DownloadedBody.of(new DownloadedMedia("1", file, 22, "text/plain"), exchange);

            assertThat(new String(body.readNBytes(4), UTF_8)).isEqualTo("What");
            assertThat(body.position()).isEqualTo(4);
            body.reset();
            assertThat(new String(((InputStream) body).readAllBytes(), UTF_8)).isEqualTo(CONTENT);
            assertThat(body.length()).isEqualTo(22);
            assertThat(body.inMemory()).isFalse();
        }
    }
}
