package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.json.ApiJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was blocked or unblocked, and who was not. Only who wrote in the last 24 hours can be blocked.
 *
 * <p>{@code toString} shows no numbers. Immutable and thread-safe.
 *
 * @param changed who was blocked, or unblocked
 * @param failed who was not
 */
public record BlockResult(List<User> changed, List<User> failed) {

    public BlockResult {
        changed = List.copyOf(changed);
        failed = List.copyOf(failed);
    }

    /**
     * One user.
     *
     * @param input as it was asked for; absent on a list
     * @param waId digits
     * @param userId business-scoped
     */
    public record User(
            @Nullable String input,
            @JsonProperty("wa_id") @Nullable String waId,
            @JsonProperty("user_id") @Nullable String userId) {

        @Override
        public String toString() {
            return "User[…]";
        }
    }

    /** The answer, of either call. */
    record Answer(@JsonProperty("block_users") @Nullable Lists lists) {

        static boolean isIn(byte[] body) {
            try {
                return ApiJson.read(body, Answer.class).lists() != null;
            } catch (IOException somethingElse) {
                return false;
            }
        }

        BlockResult result() {
            return lists == null
                    ? new BlockResult(List.of(), List.of())
                    : new BlockResult(
                            orNone(lists.added() == null ? lists.removed() : lists.added()), orNone(lists.failed()));
        }

        private static List<User> orNone(@Nullable List<User> users) {
            return users == null ? List.of() : users;
        }
    }

    record Lists(
            @JsonProperty("added_users") @Nullable List<User> added,
            @JsonProperty("removed_users") @Nullable List<User> removed,
            @JsonProperty("failed_users") @Nullable List<User> failed) {}

    /** One page of the list. */
    record Page(@Nullable List<User> data) {

        List<User> users() {
            return data == null ? List.of() : data;
        }
    }
}
