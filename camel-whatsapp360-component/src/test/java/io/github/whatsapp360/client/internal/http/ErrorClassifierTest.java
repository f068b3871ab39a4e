/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.ApiStub;
import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.HandDrivenTime;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer means whose code says nothing: every status, in every shape of body, by whoever gave it. */
class ErrorClassifierTest {

    /** Not of the API: of a proxy, a gateway, a captive portal, another server. */
    private static final List<String> OF_SOMETHING_ELSE = List.of(
            "",
            "<html><body>Bad</body></html>",
            "no healthy upstream",
            "{}",
            "[]",
            "null",
            "\"bad\"",
            "{\"message\":\"Not Found\"}",
            "{\"status\":404,\"path\":\"/messages\"}",
            "{\"error\":null}",
            "{\"errors\":[]}");

    /** Of the API, without a code. */
    private static final List<String> OF_THE_API = List.of(
            "{\"error\":\"Something is wrong\"}",
            "{\"error\":{\"message\":\"Something is wrong\"}}",
            "{\"detail\":{\"error\":{\"message\":\"Something is wrong\"}}}",
            "{\"errors\":[{\"title\":\"Something is wrong\"}]}",
            "{\"meta\":{\"success\":false,\"developer_message\":\"Something is wrong\"}}");

    private static final List<String> NO_CODES = List.of(
            "\"gateway_timeout\"",
            "\"\"",
            "\" \"",
            "\"12ab\"",
            "\"131056.5\"",
            "131056.5",
            "131056.0",
            "1.31056e5",
            "99999999999",
            "99999999999999999999999",
            "-99999999999",
            "\"99999999999\"",
            "true",
            "[]",
            "[131056]",
            "{}",
            "null");

    /** The server has not passed the request on, by the definition of the status. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 409, 421, 423, 425);

    private static final Set<Integer> AUTHENTICATION = Set.of(401, 402, 403, 407);
    private static final Set<Integer> ABOUT_THE_MESSAGE = Set.of(400, 413, 422);
    private static final Set<Integer> REGISTERED =
            Set.of(404, 405, 406, 410, 411, 412, 414, 415, 416, 417, 418, 424, 426, 428, 431, 451);

    private final ErrorClassifier classifier = new ErrorClassifier(Clock.systemUTC());

    static IntStream statuses() {
        return IntStream.concat(IntStream.rangeClosed(300, 599), IntStream.of(600, 700, 999));
    }

    private Whatsapp360Exception failure(int status, String body) {
        return classifier.classify(status, body.getBytes(UTF_8), null, false);
    }

    private static String described(Whatsapp360Exception failure) {
        return failure.getClass().getSimpleName() + " " + failure.outcome() + (failure.retryable() ? " retryable" : "");
    }

    private static String expected(int status, boolean ofTheApi) {
        if (status >= 500 || status == 460 || status == 499) {
            return "UnknownOutcomeException unknown";
        }
        if (status == 429) {
            return "ThrottledException notSent retryable";
        }
        if (TRANSIENT.contains(status)) {
            return "UnavailableException notSent retryable";
        }
        if (AUTHENTICATION.contains(status)) {
            return "AuthenticationException notSent";
        }
        if (status < 400) {
            return "UnavailableException notSent";
        }
        if (ofTheApi || ABOUT_THE_MESSAGE.contains(status)) {
            return "InvalidMessageException notSent";
        }
        return REGISTERED.contains(status) ? "UnavailableException notSent" : "UnknownOutcomeException unknown";
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void theStatusDecidesAndWhoseAnswerItIs(int status) {
        for (String body : OF_SOMETHING_ELSE) {
            assertThat(described(failure(status, body))).as(body).isEqualTo(expected(status, false));
        }
        for (String body : OF_THE_API) {
            assertThat(described(failure(status, body))).as(body).isEqualTo(expected(status, true));
        }
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void whatIsNoCodeIsAsIfItWereNotThere(int status) {
        List<Function<String, String>> shapes = List.of(
                code -> "{\"error\":{\"message\":\"Something is wrong\",\"code\":" + code + "}}",
                code -> "{\"detail\":{\"error\":{\"message\":\"Something is wrong\",\"code\":" + code + "}}}",
                code -> "{\"errors\":[{\"title\":\"Something is wrong\",\"code\":" + code + "}]}");
        for (String code : NO_CODES) {
            for (Function<String, String> shape : shapes) {
                Whatsapp360Exception failure = failure(status, shape.apply(code));

                assertThat(described(failure)).as(code).isEqualTo(expected(status, true));
                assertThat(failure.code()).isZero();
                assertThat(failure).hasMessageContaining("Something is wrong");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"131056", "\"131056\"", "\" 131056 \""})
    void aCodeMayBeWrittenInQuotes(String code) {
        Whatsapp360Exception failure = failure(400, "{\"error\":{\"message\":\"Slowly\",\"code\":" + code + "}}");

        assertThat(failure).isInstanceOf(ThrottledException.class);
        assertThat(failure.code()).isEqualTo(131056);
    }

    /** Only a refusal is certain to have had no effect, whatever else a server error says. */
    @ParameterizedTest
    @CsvSource({
        "500, rate limit exceeded, UnknownOutcomeException",
        "504, upstream unavailable: timed out, UnknownOutcomeException",
        "504, upstream unavailable: Gateway Timeout, UnknownOutcomeException",
        "503, rate limit exceeded, ThrottledException",
        "503, service unavailable, UnavailableException",
        "502, has been disabled for maintenance, UnavailableException",
        "501, not available, UnknownOutcomeException",
        "524, not available, UnknownOutcomeException"
    })
    void aServerErrorIsBelievedWithCare(int status, String text, String kind) {
        assertThat(failure(status, "{\"error\":\"" + text + "\"}").getClass().getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void codeZeroWithAServerErrorIsNoRefusalOfTheKey() {
        assertThat(failure(401, "{\"error\":{\"message\":\"AuthException\",\"code\":0}}"))
                .isInstanceOf(AuthenticationException.class);
        assertThat(failure(504, "{\"error\":{\"message\":\"Gateway\",\"code\":0}}"))
                .isInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void whatMayHaveBeenPassedOnStaysUnknownWhateverItSays() {
        for (int status : List.of(460, 499, 500, 504)) {
            assertThat(failure(status, "{\"error\":{\"message\":\"Later\",\"code\":131000,\"is_transient\":true}}")
                            .outcome())
                    .isEqualTo(SendOutcome.unknown);
        }
    }

    @Test
    void aTransientRefusalOfTooManyRequestsIsThrottling() {
        assertThat(failure(429, "{\"error\":{\"message\":\"Later\",\"code\":999999,\"is_transient\":true}}"))
                .isInstanceOf(ThrottledException.class);
    }

    static final List<String> advice = List.of(
            "302 baseUrl",
            "404 baseUrl",
            "405 baseUrl",
            "407 proxyAuthUsername",
            "403 firewall",
            "408 proxy",
            "421 baseUrl",
            "431 proxy",
            "451 proxy",
            "499 proxy",
            "502 proxy");

    @ParameterizedTest
    @FieldSource("advice")
    void whoReadsItLearnsWhatToCheck(String row) {
        String[] cells = row.split(" ");
        Whatsapp360Exception failure = failure(Integer.parseInt(cells[0]), "<html></html>");

        assertThat(failure)
                .hasMessageContaining("HTTP " + cells[0])
                .hasMessageContaining(cells[1])
                .hasMessageNotContaining("The API answered");
    }

    @Test
    void anUploadThatIsAnsweredWithoutAnIdSentNoMessage() throws Exception {
        HandDrivenTime time = HandDrivenTime.skipping();
        for (String body : List.of("{}", "", "<html></html>", "[]", "{\"id\":\"\"}")) {
            try (ApiStub api = new ApiStub();
                    Whatsapp360Client client = time.client(api.settings())) {
                api.answering(request -> Answer.json(200, body));
                MediaUpload file = new MediaUpload(MediaSource.of("A letter".getBytes(UTF_8)), "text/plain", "a.txt");

                Whatsapp360Exception failure = client.uploadMedia(file)
                        .handle((id, problem) -> Whatsapp360Exception.in(problem))
                        .get(20, TimeUnit.SECONDS);

                assertThat(failure).as(body).isInstanceOf(UnavailableException.class);
                assertThat(failure.outcome()).isEqualTo(SendOutcome.notSent);
                assertThat(api.requests()).hasSize(4);
            }
        }
    }

    @Test
    void whatOnlyAsksHasNoUnknownOutcome() throws Exception {
        HandDrivenTime time = HandDrivenTime.skipping();
        try (ApiStub api = new ApiStub();
                Whatsapp360Client client = time.client(api.settings())) {
            api.answering(request -> Answer.json(200, "<html></html>"));
            List<Whatsapp360Exception> all = new ArrayList<>();
            for (var call : Stream.of(
                            client.getMedia("77"),
                            client.healthStatus(),
                            client.getProfile(),
                            client.getWebhook(),
                            client.listTemplates(),
                            client.getTemplate("1"),
                            client.listBlockedUsers())
                    .toList()) {
                all.add(call.handle((id, problem) -> Whatsapp360Exception.in(problem))
                        .get(20, TimeUnit.SECONDS));
            }

            assertThat(all).allMatch(failure -> failure.outcome() == SendOutcome.notSent);
        }
    }

    @Test
    void aUserNameThatWasChangedTooOftenIsNotTriedAgain() {
        Whatsapp360Exception failure = failure(
                429,
                "{\"error\":{\"message\":\"(#131056) Rate limit\",\"code\":131056,\"error_data\":{\"details\":"
                        + "\"The username can be changed again from 2026-12-14\"}}}");

        assertThat(described(failure)).isEqualTo("ThrottledException notSent");
    }

    @Test
    void directSendThatIsNotAdmittedIsTheAccountsFaultAlsoWhenReportedLater() {
        ErrorItem error =
                new ErrorItem(100, "Invalid parameter", null, "Direct Send isn’t enabled for this account", null);

        assertThat(ErrorClassifier.classifyReported(error)).isInstanceOf(AuthenticationException.class);
        assertThat(ErrorClassifier.classifyReported(new ErrorItem(131061, "Maximum price", null, null, null)))
                .isInstanceOf(InvalidMessageException.class);
    }
}
