/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The same HTTP client with the same number of connections as the simulator's, and nothing around it: {@code deliver
 * port= events=}.
 */
public final class BareSenderRole implements Role {

    private static final int CONNECTIONS = 64;
    private static final Buffer BODY = Buffer.buffer(
            ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"301122334455667\",\"changes\":[{\"value\":"
                            + "{\"messaging_product\":\"whatsapp\",\"metadata\":{"
                            + "\"display_phone_number\":\"4989123456\","
                            + "\"phone_number_id\":\"401122334455667\"},\"contacts\":[{\"profile\":{\"name\":\"Lena\"},"
                            + "\"wa_id\":\"491701234567\"}],\"messages\":[{\"from\":\"491701234567\","
                            + "\"id\":\"wamid.HBgNNDkxNzAxMjM0NTY3FQIAEhggAA==\","
                            + "\"timestamp\":\"1789000000\",\"type\":\"text\","
                            + "\"text\":{\"body\":\"Where is my order? It should have been here yesterday.\"}}]},"
                            + "\"field\":\"messages\"}]}]}")
                    .getBytes(UTF_8));

    private final HttpClient http = Vertx.vertx()
            .httpClientBuilder()
            .with(new HttpClientOptions().setKeepAlive(true))
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
            .build();

    @Override
    public Map<String, Double> start(Order start) {
        return Map.of();
    }

    @Override
    public Map<String, Double> answer(Order order) throws InterruptedException {
        int port = order.number("port");
        Semaphore free = new Semaphore(CONNECTIONS);
        for (int i = 0; i < order.number("events"); i++) {
            free.acquire();
            http.request(HttpMethod.POST, port, "127.0.0.1", "/bench")
                    .compose(request -> post(request))
                    .compose(HttpClientResponse::end)
                    .onComplete(answered -> free.release());
        }
        free.acquire(CONNECTIONS);
        return Map.of();
    }

    private static io.vertx.core.Future<HttpClientResponse> post(HttpClientRequest request) {
        return request.putHeader("Content-Type", "application/json")
                .putHeader("X-Whatsapp360-Secret", "benchmark")
                .send(BODY);
    }
}
