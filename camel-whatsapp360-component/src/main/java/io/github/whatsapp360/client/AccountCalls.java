package io.github.whatsapp360.client;

import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.message.Recipient;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The number's webhook, profile, blocked users and health, and any other call.
 *
 * <p>Thread-safe.
 */
final class AccountCalls {

    private static final String WEBHOOK = "/v1/configs/webhook";
    private static final WebhookSettings NO_WEBHOOK = new WebhookSettings(null, Map.of());
    private static final String PROFILE = "/whatsapp_business_profile";
    private static final String BLOCKED = "/block_users";

    private final ApiConnection api;
    private final Repetition repetition;

    AccountCalls(ApiConnection api, Repetition repetition) {
        this.api = api;
        this.repetition = repetition;
    }

    /** A call whose path somebody else wrote. Without the slash it could name another host, which would get the key. */
    CompletableFuture<byte[]> anyCall(String method, String path, byte @Nullable [] json, Map<String, String> headers) {
        try {
            if (!path.startsWith("/")) {
                throw new URISyntaxException(path, "no slash in front");
            }
            URI unused = new URI(path);
        } catch (URISyntaxException noPath) {
            // Without the cause, whose message quotes the path.
            return CompletableFuture.failedFuture(new InvalidMessageException(
                    "The path of a call begins with a slash and is encoded as in a URL; this one is not: "
                            + noPath.getReason()));
        }
        return repetition.of(attempt -> api.exchange(method, path, json, headers));
    }

    CompletableFuture<byte[]> call(String method, String path, byte @Nullable [] json) {
        return repetition.of(attempt -> api.exchange(method, path, json));
    }

    CompletableFuture<WebhookSettings> webhook() {
        // Where none is set the answer is 404, or nothing.
        return ask(WEBHOOK, body -> body.length == 0 ? NO_WEBHOOK : Answers.readHarmless(body, WebhookSettings.class))
                .exceptionallyCompose(
                        problem -> Whatsapp360Exception.in(problem).httpStatus() == 404
                                ? CompletableFuture.completedFuture(NO_WEBHOOK)
                                : CompletableFuture.failedFuture(problem));
    }

    CompletableFuture<WebhookSettings> setWebhook(WebhookSettings webhook) {
        return call("POST", WEBHOOK, ApiJson.write(webhook))
                .thenApply(body -> body.length == 0 ? webhook : Answers.read(body, WebhookSettings.class));
    }

    /** A call that only asks: an answer that cannot be read is asked for again. */
    private <T> CompletableFuture<T> ask(String path, Function<byte[], T> reader) {
        return repetition.of(attempt -> api.exchange("GET", path, null).thenApply(reader));
    }

    CompletableFuture<BusinessProfile> profile() {
        return ask(PROFILE + "?fields=" + BusinessProfile.FIELDS, body -> {
            List<BusinessProfile> data =
                    Answers.readHarmless(body, BusinessProfile.Answer.class).data();
            if (data == null || data.isEmpty()) {
                throw Answers.useless(null);
            }
            return data.get(0);
        });
    }

    CompletableFuture<@Nullable Void> updateProfile(BusinessProfile profile) {
        Map<String, Object> request;
        try {
            request = ApiJson.readObject(ApiJson.write(profile));
        } catch (IOException never) {
            throw new IllegalArgumentException("The profile is no JSON object", never);
        }
        request.put("messaging_product", "whatsapp");
        request.remove("profile_picture_url");
        return call("POST", PROFILE, ApiJson.write(request)).thenApply(done -> null);
    }

    CompletableFuture<BlockResult> block(String method, List<Recipient> users) {
        List<Map<String, String>> named = users.stream()
                .map(user -> Map.of(user instanceof Recipient.UserId ? "user_id" : "user", user.wire()))
                .toList();
        byte[] request = ApiJson.write(Map.of("messaging_product", "whatsapp", "block_users", named));
        // Where some were blocked and some were not the status is 400, and the lists are there all the same.
        return repetition
                .of(attempt -> api.exchange(method, BLOCKED, request, BlockResult.Answer::isIn))
                .thenApply(body -> Answers.read(body, BlockResult.Answer.class).result());
    }

    CompletableFuture<List<BlockResult.User>> blocked() {
        return Paging.all(
                after -> call("GET", BLOCKED + "?limit=1000" + after, null),
                body -> Answers.readHarmless(body, BlockResult.Page.class).users());
    }

    CompletableFuture<HealthStatus> health() {
        return ask("/health_status", body -> {
            HealthStatus status =
                    Answers.readHarmless(body, HealthStatus.Answer.class).status();
            if (status == null) {
                throw Answers.useless(null);
            }
            return status;
        });
    }
}
