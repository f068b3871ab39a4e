/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notice of 360dialog, usually sent to the webhook of a partner. Its data may change without notice.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/partner/onboarding/webhook-events-and-setup">Webhook events</a>
 */
public sealed interface PartnerNotice {

    /**
     * The state of a channel has changed. A channel is a number at 360dialog.
     *
     * @param id id of the channel
     * @param clientId id of the client who owns the channel
     * @param client the client
     * @param setupInfo number and name
     * @param wabaAccount the WhatsApp Business account
     * @param status for example {@code running}
     * @param accountMode for example {@code live}
     * @param currentQualityRating for example {@code High}
     * @param currentLimit for example {@code TIER_2K}
     * @param createdAt time of creation, as text in the format of 360dialog
     * @param billingStartedAt start of billing, as text in the format of 360dialog
     */
    @JsonTypeName("channel")
    record Channel(
            String id,
            @Nullable String clientId,
            @Nullable Client client,
            @Nullable SetupInfo setupInfo,
            @Nullable WabaAccount wabaAccount,
            @Nullable String status,
            @Nullable String accountMode,
            @Nullable String currentQualityRating,
            @Nullable String currentLimit,
            @Nullable String createdAt,
            @Nullable String billingStartedAt)
            implements PartnerNotice {
        public Channel {
            requireNonNull(id, "id");
        }

        @Override
        public String toString() {
            return "Channel[id=" + id + ", status=" + status + "]";
        }

        /** A client of the partner. */
        public record Client(
                @Nullable String id,
                @Nullable String name,
                @Nullable ContactInfo contactInfo) {

            /** The contact data of the client. */
            public record ContactInfo(@Nullable String email) {
                @Override
                public String toString() {
                    return "ContactInfo";
                }
            }

            @Override
            public String toString() {
                return "Client[id=" + id + "]";
            }
        }

        /** Number and name. */
        public record SetupInfo(
                @Nullable String phoneNumber, @Nullable String phoneName) {
            @Override
            public String toString() {
                return "SetupInfo";
            }
        }

        /** The WhatsApp Business account. */
        public record WabaAccount(
                @Nullable String id,
                @Nullable String namespace,
                @Nullable String fbBusinessId,
                @Nullable String fbAccountStatus) {}
    }

    /**
     * The review of a template has ended, or its category has changed.
     *
     * @param id the WhatsApp Business account
     * @param template the template
     */
    @JsonTypeName("template")
    record Template(@Nullable String id, State template) implements PartnerNotice {
        public Template {
            requireNonNull(template, "template");
        }

        /**
         * The present state of a template.
         *
         * @param id 360dialog's id
         * @param externalId Meta's id
         * @param name name of the template
         * @param language language of the template
         * @param newStatus for example {@code APPROVED}
         * @param rejectedReason reason of a rejection
         */
        public record State(
                @Nullable String id,
                @Nullable String externalId,
                @Nullable String name,
                @Nullable String language,
                @Nullable String newStatus,
                @Nullable String rejectedReason) {}
    }

    /** Imported conversations. Meta's envelope delivers the chunks one by one, this one delivers them together. */
    @JsonTypeName("history")
    record History(@Nullable String id, List<HistoryPart.Chunk> history) implements PartnerNotice {
        public History {
            history = NullSafeLists.copyOf(history);
        }
    }

    /** Changes of the app's address book. */
    @JsonTypeName("smb_app_state_sync")
    record StateSync(@Nullable String id, List<HistoryPart.ContactSync> stateSync) implements PartnerNotice {
        public StateSync {
            stateSync = NullSafeLists.copyOf(stateSync);
        }
    }

    /**
     * An event without a record, or data of unexpected form. The JSON is in {@code raw()} of the event.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements PartnerNotice {}
}
