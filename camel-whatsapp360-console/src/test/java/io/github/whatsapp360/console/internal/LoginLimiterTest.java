/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.camel.internal.http.WebhookRequest;
import io.github.whatsapp360.console.ConsoleConfiguration;
import io.github.whatsapp360.console.ConsoleRole;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many passwords can be tried, with a hand-driven clock. */
class LoginLimiterTest {

    private long nanos = -7_000_000_000L;
    private final LoginLimiter limiter = new LoginLimiter(() -> nanos);

    private int attempts(String name) {
        int allowed = 0;
        while (limiter.tryAttempt(name)) {
            allowed++;
        }
        return allowed;
    }

    @Test
    void wrongPasswordsAreLimitedForEachName() {
        assertThat(attempts("olga")).isEqualTo(LoginLimiter.MAXIMUM_ATTEMPTS);
        assertThat(limiter.tryAttempt("watcher")).isTrue();

        nanos += LoginLimiter.INTERVAL.toNanos();
        assertThat(attempts("olga")).isEqualTo(1);
        nanos += LoginLimiter.INTERVAL.multipliedBy(1_000).toNanos();
        assertThat(attempts("olga")).isEqualTo(LoginLimiter.MAXIMUM_ATTEMPTS);
    }

    @Test
    void rightPasswordsAreNotLimited() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.tryAttempt("olga")).isTrue();
            limiter.succeeded("olga");
        }
        assertThat(attempts("olga")).isEqualTo(LoginLimiter.MAXIMUM_ATTEMPTS);
    }

    /** Also the right password is not compared, so that guessing tells nothing. */
    @Test
    void whoGuessesIsAnswered429UntilSomeTimeHasPassed() {
        ConsoleConfiguration configuration = new ConsoleConfiguration()
                .withUser("olga", "operates-at-night", ConsoleRole.OPERATE)
                .withUser("watcher", "watching-quietly", ConsoleRole.READ);
        Statistics statistics = new Statistics();
        ConsoleHandler handler = new ConsoleHandler(
                "/console",
                List.of(),
                new Access(configuration, () -> nanos),
                new ConsoleApi(List::of, new Reports(List::of, statistics), statistics));
        for (int i = 0; i < LoginLimiter.MAXIMUM_ATTEMPTS; i++) {
            assertThat(handler.handle(request("olga:guess" + i)).status()).isEqualTo(401);
        }
        ConsoleResponse refused = handler.handle(request("olga:operates-at-night"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.allHeaders()).containsEntry("Retry-After", "3");
        assertThat(handler.handle(request("watcher:watching-quietly")).status()).isEqualTo(200);

        nanos += LoginLimiter.INTERVAL.toNanos();
        assertThat(handler.handle(request("olga:operates-at-night")).status()).isEqualTo(200);
    }

    private static WebhookRequest request(String credentials) {
        String authorization = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        return new WebhookRequest() {
            @Override
            public String method() {
                return "GET";
            }

            @Override
            public @Nullable String header(String name) {
                return name.equals("Authorization") ? authorization : null;
            }

            @Override
            public @Nullable String query() {
                return null;
            }

            @Override
            public String path() {
                return "/console/api/status";
            }

            @Override
            public byte[] body(int limit) {
                return new byte[0];
            }

            @Override
            public void discard() {}
        };
    }
}
