/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a template. The wire name is the field of the delivery. Template ids are text, because they exceed the
 * precision of a double.
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
     * The template was reviewed, paused, disabled or deleted.
     *
     * @param event for example {@code APPROVED}, {@code REJECTED}, {@code PAUSED}, {@code DISABLED}
     * @param reason for example {@code INVALID_FORMAT}, {@code NONE}
     * @param category for example {@code MARKETING}
     * @param disableInfo time at which the template will be disabled
     * @param otherInfo why the template was paused or unpaused
     * @param rejectionInfo why the template was rejected, and the remedy
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

        /** The time at which the template will be disabled; null if the date cannot be read. */
        public record DisableInfo(@Nullable Instant disableDate) {}

        /**
         * Details of a pause.
         *
         * @param title for example {@code FIRST_PAUSE}
         * @param description description in one sentence
         */
        public record OtherInfo(
                @Nullable String title, @Nullable String description) {}

        /** Why a template was rejected, and what Meta recommends. */
        public record RejectionInfo(
                @Nullable String reason, @Nullable String recommendation) {}
    }

    /**
     * The quality rating of the template has changed.
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
     * The content of the template was edited.
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
            buttons = NullSafeLists.copyOf(buttons);
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
     * The category of the template has changed, or will change in a day.
     *
     * @param previousCategory the previous category; null in an announcement
     * @param newCategory the present category
     * @param correctCategory the future category; null after the change
     * @param categoryUpdateTimestamp time of the change; null after the change
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
     * The content of the template does not fit its category.
     *
     * @param category the present category; also spelled {@code current_category}
     * @param correctCategory the correct category; also spelled {@code suggested_category}
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
     * A field without a record, or a value of unexpected form. The JSON is in {@code raw()} of the event.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements TemplateChange {}
}
