package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what the WhatsApp Business app knew before it was connected to the API. An import, never to be answered.
 * The wire name is the beginning of the event's name.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/partner/onboarding/coexistence">Coexistence</a>
 */
public sealed interface HistoryPart {

    /**
     * Conversations, in portions of up to thousands of messages.
     *
     * @param metadata which portion
     * @param threads one per user
     * @param errors code 2593109 if the business declined
     */
    @JsonTypeName("history")
    record Chunk(@Nullable Portion metadata, List<Conversation> threads, List<ErrorItem> errors)
            implements HistoryPart {
        public Chunk {
            threads = Lists.copyOf(threads);
            errors = Lists.copyOf(errors);
        }

        /**
         * Which portion.
         *
         * @param phase 0 is the last day, 1 the last 90 days, 2 the 90 days before
         * @param chunkOrder its place in the phase
         * @param progress per cent of all, 100 with the last one
         */
        public record Portion(
                @Nullable Integer phase,
                @Nullable Integer chunkOrder,
                @Nullable Integer progress) {}

        /**
         * The conversation with one user.
         *
         * @param id the user's number
         * @param context the user's ids
         * @param messages from both sides
         */
        public record Conversation(
                @Nullable String id, @Nullable Context context, List<ChatMessage> messages) {
            public Conversation {
                messages = Lists.copyOf(messages);
            }

            @Override
            public String toString() {
                return "Conversation[" + messages.size() + " messages]";
            }
        }

        /** A user's ids. */
        public record Context(
                @Nullable String waId,
                @Nullable String userId,
                @Nullable String parentUserId,
                @Nullable String username) {
            @Override
            public String toString() {
                return "Context";
            }
        }
    }

    /**
     * An earlier message of a user with its file, for which a placeholder stood in a chunk.
     *
     * @param message it
     */
    @JsonTypeName("history.message")
    record Message(@JsonValue ChatMessage message) implements HistoryPart {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Message {
            requireNonNull(message, "message");
        }
    }

    /**
     * An earlier message of the business with its file, for which a placeholder stood in a chunk.
     *
     * @param message it
     */
    @JsonTypeName("history.echo")
    record Echo(@JsonValue ChatMessage message) implements HistoryPart {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Echo {
            requireNonNull(message, "message");
        }
    }

    /**
     * An entry of the app's address book.
     *
     * @param action {@code add}, also for a change, or {@code remove}
     * @param contact it
     * @param metadata when
     */
    @JsonTypeName("smb_app_state_sync")
    record ContactSync(
            String action, Entry contact, @Nullable Change metadata) implements HistoryPart {
        public ContactSync {
            requireNonNull(action, "action");
            requireNonNull(contact, "contact");
        }

        /** An entry of the address book. */
        public record Entry(
                @Nullable String fullName,
                @Nullable String firstName,
                @Nullable String phoneNumber,
                @Nullable String userId,
                @Nullable String parentUserId,
                @Nullable String username) {
            @Override
            public String toString() {
                return "Entry";
            }
        }

        /** When the entry was changed. */
        public record Change(@Nullable Instant timestamp) {}
    }

    /**
     * A part without a record, or one that does not look as it should. The JSON is in the event's {@code raw()}.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements HistoryPart {}
}
