package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonProperty;
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
}
