package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a template. The wire name is the field of the delivery. Template ids exceed what a double can hold,
 * so they are text.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update">Template
 *     status webhook</a>
 */
public sealed interface TemplateChange {

    /** Meta's id of the template; null if it is not known. */
    default @Nullable String templateId() {
        return null;
    }

    /** The template's name; null if it is not known. */
    default @Nullable String templateName() {
        return null;
    }

    /** The template's language, {@code en_US} and {@code en-US} alike; null if it is not known. */
    default @Nullable String templateLanguage() {
        return null;
    }

    /**
     * Review, pausing, deletion.
     *
     * @param event for example {@code APPROVED}, {@code REJECTED}, {@code PAUSED}, {@code DISABLED}
     * @param reason for example {@code INVALID_FORMAT}, {@code NONE}
     * @param category for example {@code MARKETING}
     * @param disableInfo when it will be disabled
     * @param otherInfo why it was paused or taken up again
     * @param rejectionInfo why it was rejected, and what to do
     */
    @JsonTypeName("message_template_status_update")
    record StatusUpdate(
            String event,
            @JsonProperty("message_template_id") String templateId,
            @JsonProperty("message_template_name") @Nullable String templateName,

            @JsonProperty("message_template_language") @Nullable
            String templateLanguage,

            @Nullable String reason,

            @JsonProperty("message_template_category") @Nullable
            String category,

            @Nullable DisableInfo disableInfo,
            @Nullable OtherInfo otherInfo,
            @Nullable RejectionInfo rejectionInfo)
            implements TemplateChange {
        public StatusUpdate {
            requireNonNull(event, "event");
            requireNonNull(templateId, "message_template_id");
        }

        /** When the template will be disabled; null if the date is none. */
        public record DisableInfo(@Nullable Instant disableDate) {}

        /**
         * More about a pause.
         *
         * @param title for example {@code FIRST_PAUSE}
         * @param description a sentence
         */
        public record OtherInfo(
                @Nullable String title, @Nullable String description) {}

        /** Why a template was rejected, and what Meta recommends. */
        public record RejectionInfo(
                @Nullable String reason, @Nullable String recommendation) {}
    }

    /**
     * Another quality rating.
     *
     * @param previousQualityScore {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}
     * @param newQualityScore likewise
     */
    @JsonTypeName("message_template_quality_update")
    record QualityUpdate(
            @Nullable String previousQualityScore,
            String newQualityScore,
            @JsonProperty("message_template_id") String templateId,
            @JsonProperty("message_template_name") @Nullable String templateName,

            @JsonProperty("message_template_language") @Nullable
            String templateLanguage)
            implements TemplateChange {
        public QualityUpdate {
            requireNonNull(newQualityScore, "new_quality_score");
            requireNonNull(templateId, "message_template_id");
        }
    }

    /**
     * An edit of what the template says.
     *
     * @param body the new text
     * @param title the new header
     * @param footer the new footer
     * @param buttons the new buttons
     */
    @JsonTypeName("message_template_components_update")
    record ComponentsUpdate(
            @JsonProperty("message_template_id") String templateId,
            @JsonProperty("message_template_name") @Nullable String templateName,

            @JsonProperty("message_template_language") @Nullable
            String templateLanguage,

            @JsonProperty("message_template_element") @Nullable
            String body,

            @JsonProperty("message_template_title") @Nullable
            String title,

            @JsonProperty("message_template_footer") @Nullable
            String footer,

            @JsonProperty("message_template_buttons") List<Button> buttons)
            implements TemplateChange {
        public ComponentsUpdate {
            requireNonNull(templateId, "message_template_id");
            buttons = Lists.copyOf(buttons);
        }

        @Override
        public String toString() {
            return "ComponentsUpdate[templateId=" + templateId + "]";
        }

        /**
         * A button of the template.
         *
         * @param type for example {@code URL}, {@code QUICK_REPLY}
         */
        public record Button(
                @JsonProperty("message_template_button_type") @Nullable
                String type,

                @JsonProperty("message_template_button_text") @Nullable
                String text,

                @JsonProperty("message_template_button_url") @Nullable
                String url,

                @JsonProperty("message_template_button_phone_number") @Nullable
                String phoneNumber) {
            @Override
            public String toString() {
                return "Button[type=" + type + "]";
            }
        }
    }

    /**
     * Another category, now or announced a day ahead.
     *
     * @param previousCategory the old one, after the change; null in an announcement
     * @param newCategory the category in force
     * @param correctCategory the coming one; null after the change
     * @param categoryUpdateTimestamp when it will change; null after the change
     */
    @JsonTypeName("template_category_update")
    record CategoryUpdate(
            @JsonProperty("message_template_id") String templateId,
            @JsonProperty("message_template_name") @Nullable String templateName,

            @JsonProperty("message_template_language") @Nullable
            String templateLanguage,

            @Nullable String previousCategory,
            @Nullable String newCategory,
            @Nullable String correctCategory,
            @Nullable Instant categoryUpdateTimestamp)
            implements TemplateChange {
        public CategoryUpdate {
            requireNonNull(templateId, "message_template_id");
        }
    }

    /**
     * A template that is used for something else than its category says.
     *
     * @param category the category it has; also spelled {@code current_category}
     * @param correctCategory the one it should have; also spelled {@code suggested_category}
     */
    @JsonTypeName("template_correct_category_detection")
    record CorrectCategoryDetection(
            @JsonProperty("message_template_id") String templateId,
            @JsonProperty("message_template_name") @Nullable String templateName,

            @JsonProperty("message_template_language") @Nullable
            String templateLanguage,

            @JsonAlias("current_category") @Nullable String category,
            @JsonAlias("suggested_category") @Nullable String correctCategory)
            implements TemplateChange {
        public CorrectCategoryDetection {
            requireNonNull(templateId, "message_template_id");
        }
    }

    /**
     * A field without a record, or a value that does not look as it should. The JSON is in the event's {@code raw()}.
     *
     * @param problem why it is not typed; fit for a log
     */
    record Unrecognized(String problem) implements TemplateChange {}
}
