package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What 360dialog itself reports, to the partner's webhook as a rule. Of its data nothing is promised.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/partner/onboarding/webhook-events-and-setup">Webhook events</a>
 */
public sealed interface PartnerNotice {

    /**
     * A channel, which is a number at 360dialog, got into another state.
     *
     * @param id the channel
     * @param clientId whose
     * @param client whose
     * @param setupInfo number and name
     * @param wabaAccount the WhatsApp Business account
     * @param status for example {@code running}
     * @param accountMode for example {@code live}
     * @param currentQualityRating for example {@code High}
     * @param currentLimit for example {@code TIER_2K}
     * @param createdAt when it was made, as it came
     * @param billingStartedAt since when it is paid for, as it came
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

            /** Where the client is reached. */
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
     * A template was reviewed or got another category.
     *
     * @param id the WhatsApp Business account
     * @param template it
     */
    @JsonTypeName("template")
    record Template(@Nullable String id, State template) implements PartnerNotice {
        public Template {
            requireNonNull(template, "template");
        }

        /**
         * The template as it is now.
         *
         * @param id 360dialog's id
         * @param externalId Meta's id
         * @param name its name
         * @param language its language
         * @param newStatus for example {@code APPROVED}
         * @param rejectedReason why not
         */
        public record State(
                @Nullable String id,
                @Nullable String externalId,
                @Nullable String name,
                @Nullable String language,
                @Nullable String newStatus,
                @Nullable String rejectedReason) {}
    }

    /** Imported conversations; what comes one by one in Meta's envelope comes together in this one. */
    @JsonTypeName("history")
    record History(@Nullable String id, List<HistoryPart.Chunk> history) implements PartnerNotice {
        public History {
            history = Lists.copyOf(history);
        }
    }

    /** Changes of the app's address book. */
    @JsonTypeName("smb_app_state_sync")
    record StateSync(@Nullable String id, List<HistoryPart.ContactSync> stateSync) implements PartnerNotice {
        public StateSync {
            stateSync = Lists.copyOf(stateSync);
        }
    }

    /**
     * An event without a record, or data that does not look as it should. The JSON is in the event's {@code raw()}.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements PartnerNotice {}
}
