/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.client.BusinessProfile;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.WebhookSettings;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.json.ApiJson;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.apache.camel.util.UnsafeUriCharactersEncoder;
import org.jspecify.annotations.Nullable;

/** The operations on the number: webhook, profile, blocked users, health; and any other call. */
final class AccountOperations {

    private AccountOperations() {}

    static Map<Whatsapp360Operations, Operation> of(Whatsapp360Configuration options) {
        Rows rows = new Rows(new EnumMap<>(Whatsapp360Operations.class));
        rows.put(Whatsapp360Operations.getWebhook, (client, input) -> client.getWebhook());
        rows.put(Whatsapp360Operations.setWebhook, (client, input) -> client.setWebhook(webhook(input)));
        rows.put(Whatsapp360Operations.getProfile, (client, input) -> client.getProfile());
        rows.put(Whatsapp360Operations.blockUsers, (client, input) -> client.blockUsers(input.users(options)));
        rows.put(Whatsapp360Operations.unblockUsers, (client, input) -> client.unblockUsers(input.users(options)));
        rows.put(Whatsapp360Operations.listBlockedUsers, (client, input) -> client.listBlockedUsers());
        rows.put(Whatsapp360Operations.deleteContact, (client, input) -> client.deleteContact(contact(input)));
        rows.put(Whatsapp360Operations.getUsername, (client, input) -> client.getUsername());
        rows.put(Whatsapp360Operations.setUsername, (client, input) -> client.setUsername(username(input)));
        rows.put(Whatsapp360Operations.healthStatus, (client, input) -> client.healthStatus());
        CallHeaders headers = new CallHeaders(options.getHeaderFilterStrategy());
        rows.put(Whatsapp360Operations.call, (client, input) -> call(client, input, headers));
        rows.operations().put(Whatsapp360Operations.updateProfile, (exchange, client) -> client.updateProfile(
                        profile(OperationInput.of(exchange)))
                .thenApply(done -> OperationResult.none()));
        rows.operations().put(Whatsapp360Operations.deleteUsername, (exchange, client) -> client.deleteUsername()
                .thenApply(done -> OperationResult.none()));
        return rows.operations();
    }

    /** Operations whose result becomes the body. */
    private record Rows(Map<Whatsapp360Operations, Operation> operations) {

        void put(
                Whatsapp360Operations operation,
                BiFunction<Whatsapp360Client, OperationInput, ? extends CompletableFuture<?>> call) {
            operations.put(operation, (exchange, client) -> call.apply(client, OperationInput.of(exchange))
                    .thenApply(OperationResult::body));
        }
    }

    /** If the body is an event, its sender is used: the text of a message is not a recipient. */
    private static String contact(OperationInput input) {
        Object body = input.message().getBody();
        String named = body instanceof InboundEvent ? null : input.message().getBody(String.class);
        String id = named == null || named.isBlank() ? input.text(Whatsapp360Constants.TO) : named.strip();
        return id == null ? input.required(Whatsapp360Constants.FROM_USER_ID) : id;
    }

    private static String username(OperationInput input) {
        Object body = input.message().getBody();
        Object named = ApiJson.asObject(body) == null
                ? input.message().getBody(String.class)
                : input.object().get("username");
        if (named == null || named.toString().isBlank()) {
            throw new InvalidMessageException("The operation needs a username as body");
        }
        return named.toString().strip();
    }

    private static WebhookSettings webhook(OperationInput input) {
        Object body = input.message().getBody();
        if (body instanceof WebhookSettings settings) {
            return settings;
        }
        return body instanceof String text && !text.strip().startsWith("{")
                ? new WebhookSettings(text.strip(), Map.of())
                : typed(input, WebhookSettings.class);
    }

    private static BusinessProfile profile(OperationInput input) {
        return input.message().getBody() instanceof BusinessProfile profile
                ? profile
                : typed(input, BusinessProfile.class);
    }

    private static <T> T typed(OperationInput input, Class<T> type) {
        try {
            return ApiJson.read(ApiJson.write(input.object()), type);
        } catch (IOException unfit) {
            throw new InvalidMessageException("The body is not of type " + type.getSimpleName());
        }
    }

    private static CompletableFuture<@Nullable Object> call(
            Whatsapp360Client client, OperationInput input, CallHeaders headers) {
        String path = input.required(Whatsapp360Constants.PATH);
        byte[] json = input.json();
        String method = input.text(Exchange.HTTP_METHOD);
        if (method == null) {
            method = json == null ? "GET" : "POST";
        }
        String verb = method.toUpperCase(Locale.ROOT);
        String encoded = UnsafeUriCharactersEncoder.encodeHttpURI(path.startsWith("/") ? path : "/" + path);
        return client.call(verb, encoded, verb.equals("GET") ? null : json, headers.select(input.message()))
                .thenApply(ApiJson::tree);
    }
}
