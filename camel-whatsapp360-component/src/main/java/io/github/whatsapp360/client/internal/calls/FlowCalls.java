/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import static io.github.whatsapp360.client.internal.calls.RequestCheck.checked;
import static io.github.whatsapp360.client.internal.calls.RequestCheck.segment;

import io.github.whatsapp360.client.FlowChanged;
import io.github.whatsapp360.client.FlowEncryptionKey;
import io.github.whatsapp360.client.FlowInfo;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.ResponseReader;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The flows of the account.
 *
 * <p>Thread-safe.
 */
public final class FlowCalls {

    private static final String PATH = "/flows";
    private static final String ENCRYPTION = "/whatsapp_business_encryption";
    private static final String FLOW_JSON = "flow_json";
    private static final String FILE_NAME = "flow.json";

    /** Bytes, of the JSON of a flow. */
    private static final int MAXIMUM_SIZE = 10 * 1024 * 1024;

    private final ApiConnection api;
    private final RetryExecutor retries;

    private record FlowPage(@Nullable List<FlowInfo> data) {}

    public FlowCalls(ApiConnection api, RetryExecutor retries) {
        this.api = api;
        this.retries = retries;
    }

    public CompletableFuture<FlowChanged> create(Map<String, ?> definition) {
        return checked(() -> {
            RequestCheck.requireText(definition, "name", Integer.MAX_VALUE);
            List<?> categories = ApiJson.asList(definition.get("categories"));
            if (categories == null || categories.isEmpty()) {
                throw new InvalidMessageException(
                        "Expected at least one value in the member categories," + " actual is none");
            }
            Map<String, Object> body = new LinkedHashMap<>(definition);
            if (body.containsKey(FLOW_JSON)) {
                body.put(FLOW_JSON, new String(json(body.get(FLOW_JSON)), StandardCharsets.UTF_8));
            }
            return request("POST", PATH, ApiJson.write(body))
                    .thenApply(answer -> ResponseReader.read(answer, FlowChanged.class));
        });
    }

    public CompletableFuture<List<FlowInfo>> list() {
        return Paging.all(
                after -> request(
                        "GET", PATH + "?fields=id,name,status,categories,validation_errors&limit=100" + after, null),
                body -> {
                    List<FlowInfo> data =
                            ResponseReader.readIdempotent(body, FlowPage.class).data();
                    return data == null ? List.of() : data;
                });
    }

    /** Changes the members first, and the JSON of the flow, a file of its own, after them. */
    public CompletableFuture<FlowChanged> update(String id, Map<String, ?> change) {
        return checked(() -> {
            RequestCheck.requireMembers(
                    change.keySet(), "name, categories, endpoint_uri, application_id, " + FLOW_JSON);
            String path = path(id);
            Map<String, Object> members = new LinkedHashMap<>(change);
            Object flow = members.remove(FLOW_JSON);
            byte @Nullable [] file = flow == null ? null : json(flow);
            CompletableFuture<FlowChanged> changed = members.isEmpty()
                    ? CompletableFuture.completedFuture(new FlowChanged(id, List.of()))
                    : request("POST", path, ApiJson.write(members)).thenApply(done -> new FlowChanged(id, List.of()));
            return file == null ? changed : changed.thenCompose(done -> upload(id, path, file));
        });
    }

    private CompletableFuture<FlowChanged> upload(String id, String path, byte[] file) {
        MediaUpload upload = new MediaUpload(MediaSource.of(file), "application/json", FILE_NAME);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", FILE_NAME);
        fields.put("asset_type", "FLOW_JSON");
        return retries.execute(attempt -> api.upload(path + "/assets", upload, fields))
                .thenApply(answer -> new FlowChanged(
                        id, ResponseReader.read(answer, FlowChanged.class).validationErrors()));
    }

    public CompletableFuture<@Nullable Void> publish(String id) {
        return checked(() -> request("POST", path(id) + "/publish", null).thenApply(done -> null));
    }

    public CompletableFuture<@Nullable Void> deprecate(String id) {
        return checked(() -> request("POST", path(id) + "/deprecate", null).thenApply(done -> null));
    }

    public CompletableFuture<@Nullable Void> delete(String id) {
        return checked(() -> request("DELETE", path(id), null).thenApply(done -> null));
    }

    public CompletableFuture<FlowEncryptionKey> encryptionKey() {
        return retries.execute(attempt -> api.exchange("GET", ENCRYPTION, null)
                .thenApply(answer -> ResponseReader.readIdempotent(answer, FlowEncryptionKey.class)));
    }

    /** A second upload of the same key changes nothing: it may be repeated. */
    public CompletableFuture<@Nullable Void> setEncryptionKey(String publicKey) {
        return checked(() -> {
            if (!publicKey.contains("-----BEGIN PUBLIC KEY-----")) {
                throw new InvalidMessageException("Expected a public key in PEM, actual is another text");
            }
            return retries.execute(attempt -> api.submit(ENCRYPTION, Map.of("business_public_key", publicKey)))
                    .thenApply(done -> null);
        });
    }

    private static String path(String id) {
        return "/" + segment("the id of a flow", id);
    }

    private static byte[] json(@Nullable Object flow) {
        byte[] json = flow == null
                ? new byte[0]
                : flow instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : ApiJson.write(flow);
        if (json.length == 0 || json.length > MAXIMUM_SIZE) {
            throw new InvalidMessageException(
                    "The JSON of a flow has 1 to " + MAXIMUM_SIZE + " bytes, actual are " + json.length);
        }
        return json;
    }

    private CompletableFuture<byte[]> request(String method, String path, byte @Nullable [] json) {
        return retries.execute(attempt -> api.exchange(method, path, json));
    }
}
