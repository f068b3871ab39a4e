/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import static io.github.whatsapp360.client.internal.calls.RequestCheck.checked;
import static io.github.whatsapp360.client.internal.calls.RequestCheck.segment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.client.GroupInfo;
import io.github.whatsapp360.client.GroupJoinRequest;
import io.github.whatsapp360.client.GroupJoinResult;
import io.github.whatsapp360.client.GroupRequest;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.ResponseReader;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.message.Recipient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the number.
 *
 * <p>Thread-safe.
 */
public final class GroupCalls {

    /** Of one group, and of one call. */
    private static final int MAXIMUM_PARTICIPANTS = 8;

    private static final int MAXIMUM_SUBJECT = 128;
    private static final int MAXIMUM_DESCRIPTION = 2048;
    private static final int MAXIMUM_PIN_DAYS = 30;
    private static final List<String> JOIN_MODES = List.of("auto_approve", "approval_required");
    private static final String PATH = "/groups";
    private static final String JOIN_REQUESTS = "/join_requests";
    private static final String PRODUCT = "messaging_product";
    private static final String FIELDS =
            "?fields=subject,description,join_approval_mode,creation_timestamp,suspended,participants";

    private final ApiConnection api;
    private final RetryExecutor retries;

    private record Groups(@Nullable List<GroupInfo> groups) {}

    private record GroupPage(@Nullable Groups data) {}

    private record InviteLink(
            @JsonProperty("invite_link") @Nullable String link) {}

    public GroupCalls(ApiConnection api, RetryExecutor retries) {
        this.api = api;
        this.retries = retries;
    }

    public CompletableFuture<GroupRequest> create(Map<String, ?> definition) {
        return checked(() -> {
            RequestCheck.requireText(definition, "subject", MAXIMUM_SUBJECT);
            check(definition);
            return change("POST", PATH, definition);
        });
    }

    public CompletableFuture<List<GroupInfo>> list() {
        return Paging.all(after -> request("GET", PATH + "?limit=1024" + after, null), body -> {
            Groups data = ResponseReader.readIdempotent(body, GroupPage.class).data();
            return data == null || data.groups() == null ? List.of() : data.groups();
        });
    }

    public CompletableFuture<GroupInfo> get(String id) {
        return checked(() -> request("GET", path(id) + FIELDS, null)
                .thenApply(body -> ResponseReader.readIdempotent(body, GroupInfo.class)));
    }

    public CompletableFuture<GroupRequest> update(String id, Map<String, ?> change) {
        return checked(() -> {
            RequestCheck.requireMembers(change.keySet(), "subject, description, profile_picture_file");
            RequestCheck.checkText(change, "subject", MAXIMUM_SUBJECT);
            check(change);
            return change("POST", path(id), change);
        });
    }

    public CompletableFuture<GroupRequest> delete(String id) {
        return checked(() -> request("DELETE", path(id), null).thenApply(GroupCalls::accepted));
    }

    /** The link by which people join; a new one voids the old one. */
    public CompletableFuture<String> inviteLink(String id, boolean reset) {
        return checked(() -> {
            String path = path(id) + "/invite_link";
            byte @Nullable [] body = reset ? ApiJson.write(Map.of(PRODUCT, "whatsapp")) : null;
            return request(reset ? "POST" : "GET", path, body).thenApply(answer -> {
                String link = (reset
                                ? ResponseReader.read(answer, InviteLink.class)
                                : ResponseReader.readIdempotent(answer, InviteLink.class))
                        .link();
                if (link == null) {
                    throw reset ? ResponseReader.unknownOutcome(null) : ResponseReader.unavailable(null);
                }
                return link;
            });
        });
    }

    /** Adds ({@code POST}) or removes ({@code DELETE}) participants. */
    public CompletableFuture<GroupRequest> participants(String method, String id, List<Recipient> users) {
        return checked(() -> {
            if (users.isEmpty() || users.size() > MAXIMUM_PARTICIPANTS) {
                throw new InvalidMessageException(
                        "Expected 1 to " + MAXIMUM_PARTICIPANTS + " participants, actual are " + users.size());
            }
            if (users.stream().anyMatch(Recipient.Group.class::isInstance)) {
                throw new InvalidMessageException("Expected users as participants, actual is a group");
            }
            List<Map<String, String>> named = users.stream()
                    .map(user -> Map.of(user instanceof Recipient.UserId ? "user_id" : "user", user.wire()))
                    .toList();
            return change(method, path(id) + "/participants", Map.of("participants", named));
        });
    }

    public CompletableFuture<List<GroupJoinRequest>> joinRequests(String id) {
        return checked(() -> {
            String path = path(id) + JOIN_REQUESTS;
            return Paging.all(
                    after -> request("GET", path + "?limit=100" + after, null),
                    body -> ResponseReader.readIdempotent(body, JoinResponse.Page.class)
                            .requests());
        });
    }

    /** Approves ({@code POST}) or rejects ({@code DELETE}) requests to join. */
    public CompletableFuture<GroupJoinResult> answerJoinRequests(String method, String id, List<String> requests) {
        return checked(() -> {
            if (requests.isEmpty() || requests.stream().anyMatch(String::isBlank)) {
                throw new InvalidMessageException("Expected the ids of requests to join, actual is "
                        + (requests.isEmpty() ? "none" : "an empty text"));
            }
            List<String> asked = requests.stream().map(String::strip).distinct().toList();
            return request(method, path(id) + JOIN_REQUESTS, product(Map.of("join_requests", asked)))
                    .thenApply(body -> body.length == 0
                            ? new GroupJoinResult(asked, List.of())
                            : ResponseReader.read(body, JoinResponse.class).result(asked));
        });
    }

    /**
     * Pins a message, or unpins it.
     *
     * @param days 1 to 30; 0 unpins
     */
    public CompletableFuture<@Nullable Void> pin(String id, String messageId, int days) {
        return checked(() -> {
            if (id.isBlank() || messageId.isBlank()) {
                throw new InvalidMessageException(
                        "Expected the ids of a group and of a message, actual is an empty text");
            }
            if (days < 0 || days > MAXIMUM_PIN_DAYS) {
                throw new InvalidMessageException(
                        "A message is pinned for 1 to " + MAXIMUM_PIN_DAYS + " days, actual are " + days);
            }
            Map<String, Object> pin = new LinkedHashMap<>();
            pin.put("type", days == 0 ? "unpin" : "pin");
            pin.put("message_id", messageId.strip());
            if (days > 0) {
                pin.put("expiration_days", days);
            }
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("recipient_type", "group");
            message.put("to", id.strip());
            message.put("type", "pin");
            message.put("pin", pin);
            return request("POST", "/messages", product(message)).thenApply(done -> null);
        });
    }

    private static void check(Map<String, ?> members) {
        RequestCheck.checkText(members, "description", MAXIMUM_DESCRIPTION);
        RequestCheck.checkOneOf(members, "join_approval_mode", JOIN_MODES);
    }

    private static String path(String id) {
        return PATH + "/" + segment("the id of a group", id);
    }

    private CompletableFuture<GroupRequest> change(String method, String path, Map<String, ?> body) {
        return request(method, path, product(body)).thenApply(GroupCalls::accepted);
    }

    private static GroupRequest accepted(byte[] body) {
        return body.length == 0 ? new GroupRequest(null, null) : ResponseReader.read(body, GroupRequest.class);
    }

    private static byte[] product(Map<String, ?> body) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put(PRODUCT, "whatsapp");
        whole.putAll(body);
        return ApiJson.write(whole);
    }

    private CompletableFuture<byte[]> request(String method, String path, byte @Nullable [] json) {
        return retries.execute(attempt -> api.exchange(method, path, json));
    }
}
