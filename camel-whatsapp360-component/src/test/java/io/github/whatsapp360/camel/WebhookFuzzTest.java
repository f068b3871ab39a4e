/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Damaged bodies and headers over real HTTP: nothing throws, hangs or is answered 5xx. The seed makes each run the
 * same; a long run is {@code -Dwhatsapp360.fuzz.duration=PT1H}, with another {@code -Dwhatsapp360.fuzz.seed}.
 */
class WebhookFuzzTest {

    private static final String SECRET = WebhookSecurity.derivedSecret(TestBed.KEY, "fuzz");
    private static final Duration DURATION = Duration.parse(System.getProperty("whatsapp360.fuzz.duration", "PT4S"));
    private static final long SEED = Long.getLong("whatsapp360.fuzz.seed", 360);

    /** What a sender may send that does not break HTTP itself. */
    private static final List<String> NAMES = List.of(
            "Content-Type",
            "Content-Encoding",
            "Accept",
            "Authorization",
            "X-Forwarded-For",
            "x-360dialog-signature",
            "CamelHttpResponseCode",
            "CamelHttpMethod",
            "CamelFileName",
            "Breadcrumb-Id",
            "Cookie",
            "Range",
            "If-None-Match",
            WebhookSecurity.SECRET_HEADER);

    private static final List<String> VALUES = List.of(
            "",
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/json; charset=nonsense",
            "gzip",
            "chunked",
            "Basic",
            "Basic =",
            "Basic " + "QQ==".repeat(500),
            "Bearer " + SECRET,
            "sha256=",
            "0".repeat(64),
            "-1",
            "../../x",
            "${body}",
            "\"",
            ",;=,;=",
            "\u00e9\u00ff");

    private final Random random = new Random(SEED);
    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        say(Level.OFF);
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:fuzz?events=all&maximumDeliverySize=64KB").process(exchange -> {
                    exchange.getIn().getBody(String.class);
                    exchange.getIn().getBody(byte[].class);
                    exchange.getIn().getBody(Map.class);
                });
            }
        });
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
        say(null);
    }

    /** A line for every damage says nothing to anybody. */
    private static void say(Level level) {
        for (String logger : List.of("io.github.whatsapp360", "io.vertx.ext.web.RoutingContext")) {
            ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
        }
    }

    @Test
    void whateverComesIsAnswered() throws Exception {
        List<byte[]> bodies =
                InboundFixtures.names().stream().map(InboundFixtures::body).toList();
        long end = System.nanoTime() + DURATION.toNanos();
        int kept = 0;
        int requests = 0;
        while (System.nanoTime() < end) {
            RawHttp.Answer answer = request(bodies.get(random.nextInt(bodies.size())));
            assertThat(answer.status())
                    .as("request %d of seed %d", requests, SEED)
                    .isIn(0, 200, 400, 401, 405, 408, 413, 415);
            assertThat(answer.body()).hasSizeLessThan(200);
            kept += answer.status() == 200 ? 1 : 0;
            requests++;
        }
        assertThat(kept).isGreaterThan(requests / 10);

        // What is left is a webhook that works.
        assertThat(bed.deliver("fuzz", TestBed.text("wamid.last", "491701234567", "Hello"))
                        .statusCode())
                .isEqualTo(200);
    }

    private RawHttp.Answer request(byte[] body) throws Exception {
        byte[] sent = random.nextInt(10) == 0 ? noise() : damaged(body);
        String method = random.nextInt(20) == 0 ? "PUT" : "POST";
        String query = random.nextInt(10) == 0 ? "?" + WebhookSecurity.SECRET_HEADER + "=%zz&hub.challenge=%" : "";
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head(method, "/whatsapp360/fuzz" + query, headers());
            if (random.nextInt(4) == 0) {
                http.line("Transfer-Encoding: chunked").line("");
                for (int i = 0; i < sent.length; i += 1000) {
                    http.chunk(Arrays.copyOfRange(sent, i, Math.min(sent.length, i + 1000)));
                }
                http.line("0").line("");
            } else {
                http.line("Content-Length: " + sent.length).line("").send(sent);
            }
            return http.answer();
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (random.nextInt(10) != 0) {
            headers.put(WebhookSecurity.SECRET_HEADER, SECRET);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.put(NAMES.get(random.nextInt(NAMES.size())), VALUES.get(random.nextInt(VALUES.size())));
        }
        if (random.nextInt(10) == 0) {
            headers.put("X-" + "n".repeat(1 + random.nextInt(100)), "v".repeat(random.nextInt(2000)));
        }
        return headers;
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 100_000 : 300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] damaged(byte[] body) {
        byte[] damaged = body.clone();
        for (int hits = random.nextInt(3); hits > 0 && damaged.length > 0; hits--) {
            int at = random.nextInt(damaged.length);
            if (random.nextBoolean()) {
                damaged[at] = (byte) random.nextInt(256);
            } else {
                damaged = Arrays.copyOf(damaged, at);
            }
        }
        return random.nextInt(20) == 0 ? (new String(damaged, UTF_8) + "}").getBytes(UTF_8) : damaged;
    }
}
