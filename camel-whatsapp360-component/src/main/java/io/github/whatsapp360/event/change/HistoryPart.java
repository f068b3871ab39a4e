/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * A part of the data that the WhatsApp Business app contained before it was connected to the API. An import: never
 * answer it.
 * The wire name is the beginning of the event's name.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/partner/onboarding/coexistence">Coexistence</a>
 */
public sealed interface HistoryPart {

    /**
     * A portion of the conversations, with up to thousands of messages.
     *
     * @param metadata number and progress of the portion
     * @param threads one conversation per user
     * @param errors code 2593109 if the business declined to share its history
     */
    @JsonTypeName("history")
    record Chunk(@Nullable Portion metadata, List<Conversation> threads, List<ErrorItem> errors)
            implements HistoryPart {
        public Chunk {
            threads = NullSafeLists.copyOf(threads);
            errors = NullSafeLists.copyOf(errors);
        }

        /**
         * Number and progress of a portion.
         *
         * @param phase 0 is the last day, 1 the last 90 days, 2 the 90 days before
         * @param chunkOrder position in the phase
         * @param progress progress of the import in percent; 100 for the last portion
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
         * @param messages messages of the user and of the business
         */
        public record Conversation(
                @Nullable String id, @Nullable Context context, List<ChatMessage> messages) {
            public Conversation {
                messages = NullSafeLists.copyOf(messages);
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
     * An earlier message of a user with its file. The chunk contained a placeholder for it.
     *
     * @param message the message
     */
    @JsonTypeName("history.message")
    record Message(@JsonValue ChatMessage message) implements HistoryPart {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Message {
            requireNonNull(message, "message");
        }
    }

    /**
     * An earlier message of the business with its file. The chunk contained a placeholder for it.
     *
     * @param message the message
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
     * @param contact the entry
     * @param metadata time of the change
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

        /** The time of a change of an entry. */
        public record Change(@Nullable Instant timestamp) {}
    }

    /**
     * A part without a record, or a value of unexpected form. The JSON is in {@code raw()} of the event.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements HistoryPart {}
}
