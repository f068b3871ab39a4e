/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A business that uses the API as any HTTP client would. Thread-safe. */
final class Business {

    /** An answer of the API. */
    record Reply(int status, String body) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        String id() {
            return json().path("messages").path(0).path("id").asText();
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String baseUrl;
    private final String key;

    Business(Whatsapp360Simulator simulator) {
        this(simulator.baseUrl(), simulator.apiKey());
    }

    Business(String baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(60))
                .header("D360-API-KEY", key);
    }

    Reply send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    HttpResponse<byte[]> bytes(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Reply get(String path) throws InterruptedException {
        return send(request(path).GET().build());
    }

    Reply delete(String path) throws InterruptedException {
        return send(request(path).DELETE().build());
    }

    Reply post(String path, String json) throws InterruptedException {
        return method("POST", path, json);
    }

    Reply method(String method, String path, String json) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    Reply text(String to, String body) throws InterruptedException {
        return post("/messages", """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"%s","type":"text",\
                "text":{"body":"%s"}}""".formatted(to, body));
    }

    Reply template(String to, String name, String language, String parameters) throws InterruptedException {
        return post("/messages", """
                {"messaging_product":"whatsapp","to":"%s","type":"template","template":{"name":"%s",\
                "language":{"code":"%s"},
                 "components":[{"type":"body","parameters":[%s]}]}}""".formatted(to, name, language, parameters));
    }

    Reply register(String url, String headers) throws InterruptedException {
        return post("/v1/configs/webhook", "{\"url\":\"" + url + "\",\"headers\":" + headers + "}");
    }
}
