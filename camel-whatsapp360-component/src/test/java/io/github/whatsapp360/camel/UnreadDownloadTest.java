/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.media.DownloadedBody;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a route does with a downloaded file: when its exchange is done, neither a file nor a descriptor is left. */
class UnreadDownloadTest {

    private static final int SMALL = 7_351;
    private static final int LARGE = 300_007;
    private static final int TIMES = 5;

    private TestBed bed;
    private ProducerTemplate template;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                String download = "whatsapp360:support?operation=downloadMedia";
                from("direct:ignored").to(download);
                from("direct:replaced").to(download).setBody(constant("done"));
                from("direct:peeked").to(download).process(UnreadDownloadTest::peek);
                from("direct:peekedAndReplaced")
                        .to(download)
                        .process(UnreadDownloadTest::peek)
                        .setBody(constant("done"));
                from("direct:read").to(download).convertBodyTo(byte[].class);
                from("direct:failed")
                        .to(download)
                        .process(UnreadDownloadTest::peek)
                        .throwException(new IllegalStateException("as the test wishes"));
                from("direct:copies")
                        .to(download)
                        .multicast()
                        .process(UnreadDownloadTest::peek)
                        .process(UnreadDownloadTest::peek)
                        .end()
                        .setBody(constant("done"));
                from("direct:tapped").to(download).wireTap("direct:tap").end().setBody(constant("done"));
                from("direct:tap").process(UnreadDownloadTest::peek);
            }
        });
        template = bed.context.createProducerTemplate();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private static void peek(Exchange exchange) throws IOException {
        assertThat(exchange.getMessage().getBody(InputStream.class).read()).isEqualTo('a');
    }

    private String upload(int size) {
        byte[] content = "a".repeat(size).getBytes(UTF_8);
        return bed.component
                .client("support")
                .uploadMedia(new MediaUpload(MediaSource.of(content), "text/plain", "a.txt"))
                .join();
    }

    private Exchange run(String route, ExchangePattern pattern, String mediaId) {
        return template.send(
                "direct:" + route, pattern, exchange -> exchange.getIn().setBody(mediaId));
    }

    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest
    @ValueSource(strings = {"ignored", "replaced", "peeked", "peekedAndReplaced", "read", "failed", "copies", "tapped"})
    void nothingIsLeft(String route) {
        List<Exchange> ended = new ArrayList<>();
        Set<String> before = left();
        for (int size : new int[] {SMALL, LARGE}) {
            String mediaId = upload(size);
            for (int i = 0; i < TIMES; i++) {
                ended.add(run(route, ExchangePattern.InOnly, mediaId));
                Exchange asked = run(route, ExchangePattern.InOut, mediaId);
                if (asked.getMessage().getBody() instanceof DownloadedBody answer) {
                    answer.close();
                }
                ended.add(asked);
            }
        }

        assertThat(ended).hasSize(4 * TIMES);
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(left()).isSubsetOf(before));
    }

    /** What the route has read is read again: Camel resets cached streams. */
    @ParameterizedTest
    @CsvSource({
        "ignored, InOut, 7351",
        "ignored, InOut, 300007",
        "ignored, InOnly, 7351",
        "peeked, InOut, 7351",
        "peeked, InOut, 300007",
        "peeked, InOnly, 7351"
    })
    void whoeverAskedReadsTheAnswerWhenTheExchangeIsDone(String route, ExchangePattern pattern, int size) {
        Exchange done = run(route, pattern, upload(size));

        assertThat(done.getMessage().getBody(byte[].class)).hasSize(size);
    }

    /** Files of downloads, and descriptors of such files whether or not these have a name still. */
    private static Set<String> left() {
        Set<String> left = new HashSet<>();
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")));
                var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            files.filter(file -> file.getFileName().toString().matches("whatsapp360-.*\\.download"))
                    .filter(file ->
                            file.toFile().length() == SMALL || file.toFile().length() == LARGE)
                    .forEach(file -> left.add(file.toString()));
            descriptors
                    .map(UnreadDownloadTest::target)
                    .filter(target -> target.contains("whatsapp360-") && target.contains(".download"))
                    .forEach(left::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return left;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
