/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of the sent-message log. Applying one twice has no further effect.
 *
 * <p>Immutable and thread-safe.
 */
sealed interface SentChange {

    /** The key of the row that changes. */
    String key();

    /**
     * Applies the change.
     *
     * @param row null if there is none
     * @return the row after it; the same one if nothing changes; null if there is still none
     */
    @Nullable
    SentRow applyTo(@Nullable SentRow row);

    /** A message is about to be sent. */
    record Added(SentRow added) implements SentChange {
        @Override
        public String key() {
            return added.key();
        }

        @Override
        public SentRow applyTo(@Nullable SentRow row) {
            return row == null ? added : row;
        }
    }

    /** The API has accepted the message. */
    record Accepted(String key, String messageId, @Nullable String customer) implements SentChange {
        @Override
        public @Nullable SentRow applyTo(@Nullable SentRow row) {
            return row == null ? null : row.accepted(messageId, customer);
        }
    }

    /** The request may have arrived, but there was no answer. */
    record Unanswered(String key) implements SentChange {
        @Override
        public @Nullable SentRow applyTo(@Nullable SentRow row) {
            return row == null ? null : row.unanswered();
        }
    }

    /** The message was certainly not sent. */
    record Refused(String key, @Nullable ErrorItem error) implements SentChange {
        @Override
        public @Nullable SentRow applyTo(@Nullable SentRow row) {
            return row == null ? null : row.refused(error);
        }
    }

    /** A status of the message has arrived. */
    record Reported(
            String key,
            String messageId,
            DeliveryState status,
            Instant at,
            @Nullable ErrorItem error) implements SentChange {
        @Override
        public @Nullable SentRow applyTo(@Nullable SentRow row) {
            return row == null ? null : row.reported(messageId, status, at, error);
        }
    }

    /** The delivery event of the message is in the inbox. */
    record Emitted(String key) implements SentChange {
        @Override
        public @Nullable SentRow applyTo(@Nullable SentRow row) {
            return row == null ? null : row.emitted();
        }
    }
}
