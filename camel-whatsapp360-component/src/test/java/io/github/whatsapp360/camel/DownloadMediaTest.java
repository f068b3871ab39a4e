/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.api.ApiRequest;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import jakarta.activation.DataHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code downloadMedia=true}: the route finds the customer's file attached, whole, and only then. */
class DownloadMediaTest {

    private static final byte[] JPEG = "\u00ff\u00d8\u00ff\u00e0 picture".getBytes(StandardCharsets.ISO_8859_1);
    private static final Pattern LOOKUP = Pattern.compile("/\\d{4,}");

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Path> onDisk = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    private TestBed bed;
    private Customer lena;

    /** What the route saw of an exchange. */
    private record Seen(String text, Map<String, byte[]> files, List<String> types) {}

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed().registered("support");
        lena = bed.simulator.customer("491701234567", "Lena");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private void start(String options) throws Exception {
        String delay = options.contains("redeliveryDelay") ? "" : "&redeliveryDelay=20";
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?downloadMedia=true&maximumRetries=0" + delay + options)
                        .process(DownloadMediaTest.this::look);
            }
        });
    }

    private void look(Exchange exchange) throws IOException {
        Map<String, DataHandler> attached =
                exchange.getMessage(AttachmentMessage.class).getAttachments();
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> types = new ArrayList<>();
        if (attached != null) {
            for (Map.Entry<String, DataHandler> each : attached.entrySet()) {
                byte[] bytes = each.getValue().getInputStream().readAllBytes();
                files.put(each.getKey(), bytes);
                types.add(each.getValue().getContentType());
                onDisk.addAll(temporaryFiles(bytes));
            }
        }
        if (failures.getAndDecrement() > 0) {
            throw new IOException("as the test wishes");
        }
        seen.add(new Seen(exchange.getMessage().getBody(String.class), files, types));
    }

    /** Those of ours with this content: others run tests in the same directory. */
    private static List<Path> temporaryFiles(byte[] content) throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("whatsapp360-.*\\.download"))
                    .filter(file -> isOf(file, content))
                    .toList();
        }
    }

    private static boolean isOf(Path file, byte[] content) {
        try {
            return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException somebodyElsesAndGone) {
            return false;
        }
    }

    private List<Seen> seen(int count) {
        await().atMost(TestBed.LIMIT).until(() -> seen.size() >= count);
        assertThat(seen).hasSize(count);
        return seen;
    }

    private long lookups() {
        return requests().stream()
                .filter(request -> LOOKUP.matcher(request.path()).matches())
                .count();
    }

    private long downloads() {
        return requests().stream()
                .filter(request -> request.path().startsWith("/whatsapp_business/attachments/"))
                .count();
    }

    private List<ApiRequest> requests() {
        return bed.simulator.requests();
    }

    @ParameterizedTest
    @CsvSource({
        "image, image/jpeg, , \\d+\\.jpg",
        "video, video/mp4, , \\d+\\.mp4",
        "audio, audio/mpeg, , \\d+\\.mp3",
        "voice, audio/ogg; codecs=opus, , \\d+\\.ogg",
        "sticker, image/webp, , \\d+\\.webp",
        "document, application/pdf, Rechnung März 🎉.pdf, Rechnung März 🎉\\.pdf",
        "document, application/x-own, , \\d+"
    })
    void everyKindOfFileIsAttachedUnderItsName(String kind, String type, String name, String expected)
            throws Exception {
        start("");

        lena.sends(kind, JPEG, type, name == null ? "" : name, "");

        Seen event = seen(1).get(0);
        assertThat(event.files()).hasSize(1).allSatisfy((attached, bytes) -> {
            assertThat(attached).matches(expected);
            assertThat(bytes).isEqualTo(JPEG);
        });
        assertThat(event.types()).containsExactly(type);
    }

    @ParameterizedTest
    @CsvSource({"../../x, x", "CON, _CON", "cid.jpg, _cid.jpg", "gpj\u202e.exe, gpj.exe", "'a\r\nb\u0000.txt', ab.txt"})
    void aNameIsMadeHarmless(String name, String expected) throws Exception {
        start("");

        lena.sendsDocument(JPEG, "application/pdf", name, "");

        assertThat(seen(1).get(0).files()).containsOnlyKeys(expected);
    }

    @Test
    void anEmptyFileIsAttachedAsWellAndWhatHasNoFileIsLeftAlone() throws Exception {
        start("");

        lena.sendsDocument(new byte[0], "text/plain", "empty.txt", "Nothing in it");
        lena.says("Just a word");

        assertThat(seen(2)).extracting(Seen::text).containsExactly("Nothing in it", "Just a word");
        assertThat(seen.get(0).files()).containsOnlyKeys("empty.txt");
        assertThat(seen.get(0).files().get("empty.txt")).isEmpty();
        assertThat(seen.get(1).files()).isEmpty();
    }

    @Test
    void theFilesThatWerePutIntoAFormAreAttachedAll() throws Exception {
        start("");
        lena.sendsImage(JPEG, "image/jpeg", "");
        seen(1);
        String id = requests().stream()
                .map(ApiRequest::path)
                .filter(path -> LOOKUP.matcher(path).matches())
                .findFirst()
                .orElseThrow()
                .substring(1);
        String file =
                "{\\\"file_name\\\":\\\"../cat.jpg\\\",\\\"mime_type\\\":\\\"image/jpeg\\\",\\\"sha256\\\":\\\"x\\\","
                        + "\\\"id\\\":%s}";

        lena.sendsRaw(form("{\\\"flow_token\\\":\\\"t\\\",\\\"id\\\":7,\\\"photos\\\":[" + file.formatted(id) + ","
                + file.formatted("\\\"" + id + "\\\"") + "]}"));
        lena.sendsRaw(form("no JSON"));

        assertThat(seen(3).get(1).files())
                .hasSize(2)
                .containsKeys("cat.jpg", "2-cat.jpg")
                .allSatisfy((name, bytes) -> assertThat(bytes).isEqualTo(JPEG));
        assertThat(seen.get(2).files()).isEmpty();
    }

    private static String form(String answer) {
        return "{\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":{\"name\":\"flow\","
                + "\"body\":\"Sent\",\"response_json\":\""
                + answer + "\"}}}";
    }

    @Test
    void theFileIsThereWhileTheRouteRunsAndGoneAfterwardsAlsoWhenItFailed() throws Exception {
        failures.set(1);
        start("");

        lena.sendsImage("picture of its own".getBytes(StandardCharsets.UTF_8), "image/jpeg", "");

        seen(1);
        assertThat(onDisk).hasSize(2);
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(onDisk).noneMatch(Files::exists));
    }

    @Test
    void aFailedDownloadFailsTheExchangeAndIsRepeatedWithoutAnotherLookup() throws Exception {
        bed.simulator.fault(Fault.refuse(500, "down").times(2).on("GET", "/whatsapp_business"));
        bed.simulator.fault(Fault.connection(Transport.CUT_ANSWER).on("GET", "/whatsapp_business"));
        start("");

        lena.sendsImage(JPEG, "image/jpeg", "Look");
        lena.says("And a word after it");

        assertThat(seen(2)).extracting(Seen::text).containsExactly("Look", "And a word after it");
        assertThat(downloads()).isEqualTo(4);
        assertThat(lookups()).isEqualTo(1);
    }

    @Test
    void anEventThatRunsAgainNeedsNoLookupAgainUnlessItsUrlHasExpired() throws Exception {
        failures.set(1);
        start("&redeliveryDelay=300");

        lena.sendsImage(JPEG, "image/jpeg", "");
        await().atMost(TestBed.LIMIT).until(() -> failures.get() == 0);
        bed.simulator.advance(Duration.ofMinutes(6));

        seen(1);
        assertThat(downloads()).isEqualTo(3);
        assertThat(lookups()).isEqualTo(2);
    }

    @Test
    void aFileThatIsGoneIsAskedForOnceAndItsEventBecomesADeadLetter() throws Exception {
        start("&maximumRedeliveries=3");

        lena.sendsRaw("{\"type\":\"image\",\"image\":{\"id\":\"999999\",\"mime_type\":\"image/jpeg\"}}");

        await().atMost(TestBed.LIMIT).until(() -> bed.deadLetters("support").size() == 1);
        assertThat(seen).isEmpty();
        assertThat(lookups()).isEqualTo(1);
    }

    @Test
    void theRoutesOwnErrorHandlerSeesAFailedDownload() throws Exception {
        List<Object> handled = new CopyOnWriteArrayList<>();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(InvalidMessageException.class)
                        .handled(true)
                        .process(exchange -> handled.add(exchange.getMessage().getBody()))
                        .process(exchange -> handled.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
                from("whatsapp360:support?downloadMedia=true&maximumMediaSize=5")
                        .process(DownloadMediaTest.this::look);
            }
        });

        lena.sendsImage(JPEG, "image/jpeg", "Too large");
        lena.says("Next");

        assertThat(seen(1)).extracting(Seen::text).containsExactly("Next");
        assertThat(handled.get(0)).isInstanceOfSatisfying(InboundMessage.class, event -> assertThat(event.text())
                .isEqualTo("Too large"));
        assertThat(handled.get(1)).isInstanceOf(InvalidMessageException.class);
        assertThat(bed.deadLetters("support")).isEmpty();
    }

    @Test
    void nobodyElseWaitsForADownload() throws Exception {
        bed.simulator.fault(Fault.slow(Duration.ofMillis(500)).on("GET", "/whatsapp_business"));
        start("&concurrentConsumers=2");

        lena.sendsImage(JPEG, "image/jpeg", "a picture");
        bed.simulator.awaitRequests(all -> downloads(all) > 0, TestBed.LIMIT);
        lena.says("after it");
        bed.simulator.customer("491701234568", "Omar").says("not after it");

        assertThat(seen(3)).extracting(Seen::text).containsExactly("not after it", "a picture", "after it");
    }

    private static long downloads(List<ApiRequest> requests) {
        return requests.stream()
                .filter(request -> request.path().startsWith("/whatsapp_business"))
                .count();
    }

    @Test
    void withoutAKeyItDoesNotStart() {
        bed.component.getConfiguration().setApiKey(null);
        bed.component.getConfiguration().setRegisterWebhook(false);

        assertThatThrownBy(() -> start("&webhookSecret=0123456789abcdef")).hasStackTraceContaining("has no apiKey");
    }

    @Test
    void itsFailureIsOneOfTheFamily() throws Exception {
        List<Throwable> problems = new CopyOnWriteArrayList<>();
        bed.simulator.fault(Fault.refuse(503, "down").on("GET", "/whatsapp_business"));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Whatsapp360Exception.class)
                        .process(exchange ->
                                problems.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from("whatsapp360:support?downloadMedia=true&redeliveryDelay=20&maximumRetries=0")
                        .process(DownloadMediaTest.this::look);
            }
        });

        lena.sendsImage(JPEG, "image/jpeg", "");

        seen(1);
        assertThat(problems).singleElement().isInstanceOf(UnavailableException.class);
    }
}
