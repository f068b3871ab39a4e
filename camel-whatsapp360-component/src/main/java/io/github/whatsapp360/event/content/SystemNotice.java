/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * What WhatsApp itself says about a user. Where the user's number or id has changed, the message's {@code from()} and
 * {@code fromUserId()} are the new ones, so that an answer arrives; the JSON has the old ones.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 * href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system"
 *     >System
 *     messages webhook</a>
 */
public sealed interface SystemNotice {

    /** The wire name, for example {@code user_changed_number}. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** The sentence that the conversation shows. */
    @Nullable
    String body();

    /** The user's new number, or another new value; null if absent. */
    default @Nullable String news() {
        return null;
    }

    /** The user's new business-scoped id; null if absent. */
    default @Nullable String userId() {
        return null;
    }

    /** The user's old business-scoped id; null if absent. */
    default @Nullable String previousUserId() {
        return null;
    }

    /** The user's new parent user id; null if absent. */
    default @Nullable String parentUserId() {
        return null;
    }

    /** The sentence, and what it does not say of the news. */
    default String text() {
        String sentence = body() == null ? "" : String.valueOf(body());
        String news = news();
        boolean told = news == null || sentence.contains(news);
        return Words.lines(sentence, told && !sentence.isBlank() ? null : Words.note(type().replace('_', ' '), news));
    }

    /**
     * The user has another number now, and another business-scoped id with it.
     *
     * @param waId the new number
     * @param userId the new id
     * @param previousUserId the old id
     * @param parentUserId the new id among linked portfolios
     * @param previousParentUserId the old one
     */
    @JsonTypeName("user_changed_number")
    record NumberChanged(
            @Nullable String body,
            @JsonAlias("new_wa_id") @Nullable String waId,
            @Nullable String userId,
            @Nullable String previousUserId,
            @Nullable String parentUserId,
            @Nullable String previousParentUserId)
            implements SystemNotice {
        @Override
        public @Nullable String news() {
            return waId;
        }

        @Override
        public String toString() {
            return "NumberChanged";
        }
    }

    /**
     * The user has another business-scoped id now, as it happens with another number.
     *
     * @param userId the new id
     * @param previousUserId the old id; null in deliveries from before August 2026
     * @param parentUserId the new id among linked portfolios
     * @param previousParentUserId the old one
     * @param waId the new number
     */
    @JsonTypeName("user_changed_user_id")
    record UserIdChanged(
            @Nullable String body,
            @Nullable String userId,
            @Nullable String previousUserId,
            @Nullable String parentUserId,
            @Nullable String previousParentUserId,
            @JsonAlias("new_wa_id") @Nullable String waId)
            implements SystemNotice {
        @Override
        public @Nullable String news() {
            return waId;
        }

        @Override
        public String toString() {
            return "UserIdChanged";
        }
    }

    /**
     * The old form of {@link NumberChanged}.
     *
     * @param newWaId the new number, as the on-premises API spells it
     * @param waId the new number, as the Cloud API spells it
     */
    @JsonTypeName("customer_changed_number")
    record CustomerChangedNumber(
            @Nullable String body,
            @Nullable String newWaId,
            @Nullable String waId) implements SystemNotice {
        @Override
        public @Nullable String news() {
            return waId == null ? newWaId : waId;
        }

        @Override
        public String toString() {
            return "CustomerChangedNumber";
        }
    }

    /**
     * The user's identity key changed, for example with a new device.
     *
     * @param identity digest of the new key
     * @param customer the user
     */
    @JsonTypeName("customer_identity_changed")
    record IdentityChanged(
            @Nullable String body,
            @Nullable String identity,
            @Nullable String customer) implements SystemNotice {
        @Override
        public String toString() {
            return "IdentityChanged";
        }
    }

    /**
     * A notice without a record, or one that does not look as it should. The JSON is in the event's {@code raw()}.
     *
     * @param type the received type; empty if absent
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String type, @Nullable String body, String problem) implements SystemNotice {
        public Unrecognized {
            requireNonNull(type, "type");
            requireNonNull(problem, "problem");
        }

        @Override
        public String toString() {
            return "Unrecognized[type=" + type + ", problem=" + problem + "]";
        }
    }
}
