/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import static io.github.whatsapp360.client.internal.calls.MediaCalls.segment;

import io.github.whatsapp360.client.TemplateCreated;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.ResponseReader;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.json.TemplateReader;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists and changes templates, in Meta's dialect.
 *
 * <p>Thread-safe.
 */
public final class TemplateCalls {

    private static final String PATH = "/message_templates";
    private static final String FIELDS =
            "fields=id,name,language,status,category,components,quality_score,rejected_reason,parameter_format";

    /** Limit, because names come from routes and may be wrong. */
    private static final int MAXIMUM_NAMES = 1_000;

    private final Map<String, List<String>> languages = new ConcurrentHashMap<>();
    private final ApiConnection api;
    private final RetryExecutor retries;

    public TemplateCalls(ApiConnection api, RetryExecutor retries) {
        this.api = api;
        this.retries = retries;
    }

    public CompletableFuture<List<TemplateDefinition>> list() {
        return Paging.all(after -> page("&limit=100" + after), TemplateCalls::definitions);
    }

    /** Finds a template by its exact name and language; the filter of the API also matches parts of names. */
    public CompletableFuture<Optional<TemplateDefinition>> find(String name, @Nullable String language) {
        return Paging.all(after -> page("&limit=100&name=" + segment(name) + after), TemplateCalls::definitions)
                .thenApply(found -> choose(found, name, language));
    }

    private Optional<TemplateDefinition> choose(
            List<TemplateDefinition> found, String name, @Nullable String language) {
        List<TemplateDefinition> named =
                found.stream().filter(each -> each.name().equals(name)).toList();
        if (languages.size() >= MAXIMUM_NAMES) {
            languages.clear();
        }
        languages.put(name, named.stream().map(TemplateDefinition::language).toList());
        return named.stream()
                .filter(template -> language == null || template.language().equals(language))
                .findFirst();
    }

    /** The languages of a template as of its last look-up; empty if there was none. */
    public List<String> languages(String name) {
        return languages.getOrDefault(name, List.of());
    }

    public CompletableFuture<TemplateDefinition> get(String id) {
        return request("GET", PATH + "/" + segment(id) + "?" + FIELDS, null)
                .thenApply(body ->
                        definitions(body).stream().findFirst().orElseThrow(() -> ResponseReader.unavailable(null)));
    }

    public CompletableFuture<TemplateCreated> create(byte[] json) {
        return request("POST", PATH, json).thenApply(body -> ResponseReader.read(body, TemplateCreated.class));
    }

    public CompletableFuture<@Nullable Void> update(String id, byte[] json) {
        return request("POST", PATH + "/" + segment(id), json).thenApply(done -> null);
    }

    public CompletableFuture<@Nullable Void> delete(String name, @Nullable String id) {
        String which = id == null ? "" : "&hsm_id=" + segment(id);
        return request("DELETE", PATH + "?name=" + segment(name) + which, null).thenApply(done -> null);
    }

    /** Meta's path: 360dialog's is not documented. */
    public CompletableFuture<@Nullable Void> unpause(String id) {
        return RequestCheck.checked(
                () -> request("POST", "/" + RequestCheck.segment("the id of a template", id) + "/unpause", null)
                        .thenApply(done -> null));
    }

    private CompletableFuture<byte[]> page(String query) {
        return request("GET", PATH + "?" + FIELDS + query, null);
    }

    private CompletableFuture<byte[]> request(String method, String path, byte @Nullable [] json) {
        return retries.execute(attempt -> api.exchange(method, path, json));
    }

    private static List<TemplateDefinition> definitions(byte[] body) {
        try {
            return new ArrayList<>(TemplateReader.read(body));
        } catch (UncheckedIOException notJson) {
            throw ResponseReader.unavailable(notJson);
        }
    }
}
