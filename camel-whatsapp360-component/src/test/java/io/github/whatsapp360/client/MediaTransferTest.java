/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.client.ApiStub.Request;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files to the API and back. */
class MediaTransferTest {

    private static final byte[] PICTURE = "\u00ff\u00d8\u00ff a picture".getBytes(StandardCharsets.ISO_8859_1);
    private static final String LOOKASIDE =
            "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=A%2Fb";

    private final HandDrivenTime time = HandDrivenTime.skipping();
    private ApiStub api;
    private Whatsapp360Client client;

    @BeforeEach
    void setUp() throws IOException {
        api = new ApiStub();
        client = time.client(api.settings());
    }

    @AfterEach
    void tearDown() {
        client.close();
        api.close();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Answer metadata(String url, String sha256, Object size) {
        return Answer.json(
                200,
                "{\"messaging_product\":\"whatsapp\",\"url\":\"" + url.replace("/", "\\/")
                        + "\",\"mime_type\":\"image/jpeg\",\"sha256\":\"" + sha256 + "\",\"file_size\":" + size
                        + ",\"id\":\"77\"}");
    }

    private static Answer file(byte[] bytes) {
        return new Answer(200, Map.of("Content-Type", "image/jpeg"), bytes);
    }

    private static boolean isLookup(Request request) {
        return request.path().equals("/77");
    }

    private long lookups() {
        return api.requests().stream().filter(MediaTransferTest::isLookup).count();
    }

    private static Whatsapp360Exception failure(CompletableFuture<?> call) {
        return call.handle((done, problem) -> Whatsapp360Exception.in(problem)).join();
    }

    @Test
    void aFileIsFetchedFromTheHostOfTheApiWithPathAndQueryAsTheyWere() throws Exception {
        String hash = sha256(PICTURE);
        api.answering(request -> isLookup(request) ? metadata(LOOKASIDE, hash, "\"15\"") : file(PICTURE));

        Path where;
        try (DownloadedMedia media = client.downloadMedia("77").join()) {
            where = media.file();
            assertThat(media.open().readAllBytes()).isEqualTo(PICTURE);
            assertThat(media.size()).isEqualTo(PICTURE.length);
            assertThat(media.mimeType()).isEqualTo("image/jpeg");
        }

        assertThat(where).doesNotExist();
        assertThat(api.requests().get(1).path()).isEqualTo("/whatsapp_business/attachments/?mid=1&ext=2&hash=A%2Fb");
        assertThat(api.requests().get(1).headers().getFirst("D360-API-KEY")).isEqualTo("secret-key-0123456789");
    }

    @Test
    void theHashMayBeInBase64() throws Exception {
        String hash = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256(PICTURE)));
        api.answering(request -> isLookup(request) ? metadata(LOOKASIDE, hash, 15) : file(PICTURE));

        client.downloadMedia("77").join().close();
    }

    @Test
    void aDamagedFileIsFetchedAgainWithoutAnotherLookup() throws Exception {
        String hash = sha256(PICTURE);
        AtomicInteger fetches = new AtomicInteger();
        api.answering(request -> isLookup(request)
                ? metadata(LOOKASIDE, hash, 15)
                : file(fetches.getAndIncrement() < 2 ? new byte[] {1, 2, 3} : PICTURE));

        client.downloadMedia("77").join().close();

        assertThat(lookups()).isEqualTo(1);
        assertThat(fetches).hasValue(3);
    }

    @Test
    void aFailingHostIsAskedAgainWithoutAnotherLookupAndThenReported() throws Exception {
        String hash = sha256(PICTURE);
        api.answering(request -> isLookup(request) ? metadata(LOOKASIDE, hash, 15) : Answer.json(500, "{}"));

        Whatsapp360Exception failure = failure(client.downloadMedia("77"));

        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(failure.getSuppressed()).hasSize(3);
        assertThat(lookups()).isEqualTo(1);
    }

    @Test
    void aFileForWhichNobodyWaitsIsDeleted() throws Exception {
        String hash = sha256(PICTURE);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        api.answering(request -> {
            if (!isLookup(request)) {
                awaitUnchecked(mayAnswer);
            }
            return isLookup(request) ? metadata(LOOKASIDE, hash, 15) : file(PICTURE);
        });
        Set<Path> before = downloads();
        CompletableFuture<DownloadedMedia> download = client.downloadMedia("77");
        await().atMost(Duration.ofSeconds(10)).until(() -> api.requests().size() == 2);

        download.cancel(true);
        mayAnswer.countDown();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(downloads()).isSubsetOf(before));
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<Path> downloads() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(file -> file.getFileName().toString().matches("whatsapp360-.*\\.download"))
                    .filter(file -> file.toFile().length() == PICTURE.length
                            || file.toFile().length() == 0)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void anExpiredUrlIsLookedUpOnceMore() throws Exception {
        String hash = sha256(PICTURE);
        api.answering(request -> isLookup(request)
                ? metadata(LOOKASIDE.replace("ext=2", "ext=" + request.number()), hash, 15)
                : request.path().contains("ext=0") ? Answer.json(404, "{\"error\":\"expired\"}") : file(PICTURE));

        client.downloadMedia("77").join().close();
        assertThat(lookups()).isEqualTo(2);

        api.answering(request -> isLookup(request) ? metadata(LOOKASIDE, hash, 15) : Answer.json(404, "{}"));
        assertThat(failure(client.downloadMedia("77")).httpStatus()).isEqualTo(404);
        assertThat(lookups()).isEqualTo(3);
    }

    @Test
    void aLookupThatIsRefusedIsNotRepeated() {
        api.answering(request -> Answer.error(400, 100));

        assertThat(failure(client.downloadMedia("77"))).isInstanceOf(InvalidMessageException.class);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aRedirectToAnotherHostIsFollowedWithoutTheKey() throws Exception {
        String hash = sha256(PICTURE);
        try (ApiStub elsewhere = new ApiStub()) {
            elsewhere.answering(request -> file(PICTURE));
            // The same address by another name is another host.
            String there = elsewhere.url().replace("127.0.0.1", "localhost") + "/cdn/file";
            api.answering(request -> isLookup(request)
                    ? metadata(LOOKASIDE, hash, 15)
                    : Answer.json(302, "{}").with("Location", there));

            client.downloadMedia("77").join().close();

            assertThat(elsewhere.requests()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/cdn/file");
                assertThat(request.headers()).doesNotContainKey("D360-api-key");
            });
        }
    }

    @Test
    void aUrlOfAnotherHostIsFetchedThereWithoutTheKey() throws Exception {
        String hash = sha256(PICTURE);
        try (ApiStub elsewhere = new ApiStub()) {
            elsewhere.answering(request -> file(PICTURE));
            String there = elsewhere.url().replace("127.0.0.1", "localhost") + "/whatsapp_business/attachments/?mid=1";
            api.answering(request -> metadata(there, hash, 15));

            client.downloadMedia("77").join().close();

            assertThat(elsewhere.requests()).singleElement().satisfies(request -> assertThat(request.headers())
                    .doesNotContainKey("D360-api-key"));
            assertThat(api.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://127.0.0.1/x",
                "/relative",
                "not a url",
                "http://lookaside.fbsbx.com@localhost/"
            })
    void aUrlThatIsNoneOfTheWebIsNotFollowed(String url) throws Exception {
        String hash = sha256(PICTURE);
        api.answering(request -> metadata(url, hash, 15));

        assertThat(failure(client.downloadMedia("77"))).isInstanceOf(UnavailableException.class);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aFileThatIsFetchedAgainWithinFiveMinutesIsNotLookedUpAgain() throws Exception {
        String hash = sha256(PICTURE);
        api.answering(request -> isLookup(request) ? metadata(LOOKASIDE, hash, 15) : file(PICTURE));

        client.downloadMedia("77").join().close();
        time.advance(Duration.ofMinutes(4));
        client.downloadMedia("77").join().close();
        assertThat(lookups()).isEqualTo(1);

        time.advance(Duration.ofMinutes(1));
        client.downloadMedia("77").join().close();
        assertThat(lookups()).isEqualTo(2);
    }

    @Test
    void aRefusedLookupIsNotAskedAgainForFiveMinutesButAFailedOneIs() throws Exception {
        String hash = sha256(PICTURE);
        api.answering(request -> Answer.error(400, 100));
        assertThat(failure(client.downloadMedia("77"))).isInstanceOf(InvalidMessageException.class);
        assertThat(failure(client.downloadMedia("77"))).isInstanceOf(InvalidMessageException.class);
        assertThat(lookups()).isEqualTo(1);

        time.advance(Duration.ofMinutes(5));
        api.answering(request -> Answer.json(503, "{}"));
        assertThat(failure(client.downloadMedia("77"))).isInstanceOf(UnavailableException.class);
        api.answering(request -> isLookup(request) ? metadata(LOOKASIDE, hash, 15) : file(PICTURE));
        client.downloadMedia("77").join().close();
        assertThat(lookups()).isEqualTo(3);
    }

    @Test
    void anEndlessFileIsGivenUpAtTheLimit() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (RawServer endless = new RawServer((server, connection) -> {
                    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                    OutputStream out = connection.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write(chunk);
                        sent.addAndGet(chunk.length);
                    }
                });
                Whatsapp360Client narrow =
                        time.client(api.settings().withLimits(ClientLimits.DEFAULT.withMaximumMediaSize(1 << 20)))) {
            api.answering(request -> metadata("http://127.0.0.1:" + endless.port() + "/file", "", "null"));

            assertThat(failure(narrow.downloadMedia("77")))
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("more than 1048576");
            assertThat(sent).hasValueLessThan(32 << 20);
        }
    }

    @Test
    void redirectsInACircleEnd() throws Exception {
        String hash = sha256(PICTURE);
        api.answering(request -> isLookup(request)
                ? metadata(LOOKASIDE, hash, 15)
                : Answer.json(302, "{}").with("Location", "/again"));

        assertThat(failure(client.downloadMedia("77"))).isInstanceOf(UnavailableException.class);
        assertThat(api.requests()).hasSizeLessThan(10);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedByItsAnnouncementItsLengthAndItsBytes() throws Exception {
        ClientSettings small = api.settings().withLimits(ClientLimits.DEFAULT.withMaximumMediaSize(10));
        String hash = sha256(PICTURE);
        try (Whatsapp360Client narrow = time.client(small)) {
            api.answering(request -> metadata(LOOKASIDE, hash, 11));
            assertThat(failure(narrow.downloadMedia("77")))
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContainingAll("11", "10");
            assertThat(api.requests()).hasSize(1);

            time.advance(Duration.ofMinutes(5));
            api.answering(request -> isLookup(request) ? metadata(LOOKASIDE, hash, 5) : file(PICTURE));
            assertThat(failure(narrow.downloadMedia("77"))).isInstanceOf(InvalidMessageException.class);
            assertThat(api.requests()).hasSize(3);
        }
    }

    @Test
    void anUploadIsMultipartWithItsLength(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("p.pdf"), PICTURE);
        api.answering(request -> Answer.json(200, "{\"id\":\"1037\"}"));

        String id = client.uploadMedia(new MediaUpload(MediaSource.of(file), "application/pdf", "../é \"x\".pdf"))
                .join();

        assertThat(id).isEqualTo("1037");
        Request request = api.requests().get(0);
        assertThat(request.path()).isEqualTo("/media");
        assertThat(request.headers().getFirst("Content-Length")).isEqualTo(Integer.toString(request.body().length));
        assertThat(request.headers().getFirst("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(request.text())
                .contains("name=\"messaging_product\"\r\n\r\nwhatsapp\r\n")
                .contains("name=\"type\"\r\n\r\napplication/pdf\r\n")
                .contains("name=\"file\"; filename=\"é x.pdf\"\r\nContent-Type: application/pdf\r\n\r\n");
        assertThat(new String(request.body(), StandardCharsets.ISO_8859_1))
                .contains(new String(PICTURE, StandardCharsets.ISO_8859_1) + "\r\n--whatsapp360-");
    }

    @Test
    void anUploadThatFailedIsRepeatedBecauseNoMessageWasSent() {
        api.answering(
                request -> request.number() == 0 ? Answer.json(500, "{}") : Answer.json(200, "{\"id\":\"1037\"}"));

        assertThat(client.uploadMedia(new MediaUpload(MediaSource.of(PICTURE), "image/jpeg", "p.jpg"))
                        .join())
                .isEqualTo("1037");
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void whatIsTooLargeIsNotUploaded() {
        Whatsapp360Exception failure = failure(
                client.uploadMedia(new MediaUpload(MediaSource.of(new byte[(5 << 20) + 1]), "image/png", "p.png")));

        assertThat(failure).isInstanceOf(InvalidMessageException.class).hasMessageContaining("5242880");
        assertThat(api.requests()).isEmpty();
    }
}
