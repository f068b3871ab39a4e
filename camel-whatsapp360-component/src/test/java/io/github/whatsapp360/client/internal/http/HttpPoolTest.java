/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.ApiStub;
import io.github.whatsapp360.client.ClientSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.junit.jupiter.api.Test;

class HttpPoolTest {

    private static Stream<Integer> connections(ApiStub api) {
        return api.requests().stream().map(ApiStub.Request::clientPort).distinct();
    }

    /** With one connection, so that none is opened beside one that is in use. */
    private static ClientSettings settings(ApiStub api) {
        ClientSettings usual = api.settings();
        return new ClientSettings(
                usual.baseUrl(),
                usual.apiKey(),
                usual.connectTimeout(),
                usual.requestTimeout(),
                1,
                null,
                null,
                usual.limits());
    }

    private static void request(CloseableHttpAsyncClient http, ApiStub api) throws Exception {
        SimpleHttpRequest request =
                SimpleRequestBuilder.get(api.url() + "/health_status").build();
        assertThat(http.execute(request, null).get(20, TimeUnit.SECONDS).getCode())
                .isEqualTo(200);
    }

    @Test
    void aConnectionIsNotUsedForEverUnderSteadyTraffic() throws Exception {
        try (ApiStub api = new ApiStub();
                CloseableHttpAsyncClient http = HttpPool.open(settings(api), Duration.ofMillis(200))) {
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> {
                        request(http, api);
                        assertThat(connections(api)).hasSizeGreaterThan(3);
                    });
            assertThat(api.requests().size())
                    .isGreaterThan((int) connections(api).count());
        }
    }

    @Test
    void withinItsTimeItIsUsedAgain() throws Exception {
        try (ApiStub api = new ApiStub();
                CloseableHttpAsyncClient http = HttpPool.open(settings(api))) {
            for (int i = 0; i < 20; i++) {
                request(http, api);
            }

            assertThat(connections(api)).hasSize(1);
        }
    }
}
