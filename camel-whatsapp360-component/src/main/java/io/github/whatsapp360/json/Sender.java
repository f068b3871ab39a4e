/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.SystemNotice;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a message, in the form to answer to. For a notice of a changed number or id it is the new one, which
 * only the notice contains: {@code from} is missing or old then.
 *
 * @param phone null if it is not shown
 * @param userId null in old messages
 * @param parentUserId null unless there are linked portfolios
 */
record Sender(
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String parentUserId) {

    static Sender of(JsonNode message, InboundContent content) {
        String phone = Json.text(message, "from");
        String userId = Json.text(message, "from_user_id");
        String parentUserId = Json.text(message, "from_parent_user_id");
        if (!(content instanceof InboundContent.Notice system)) {
            return new Sender(phone, userId, parentUserId);
        }
        SystemNotice notice = system.notice();
        if (notice instanceof SystemNotice.Unrecognized) {
            // The user whom the notice is about, if the message has no sender.
            JsonNode about = message.path("system");
            return new Sender(
                    phone == null ? Json.text(about, "wa_id") : phone,
                    userId == null ? Json.text(about, "user_id") : userId,
                    parentUserId == null ? Json.text(about, "parent_user_id") : parentUserId);
        }
        String newPhone = notice.news();
        boolean onlyTheId = newPhone == null && notice.userId() != null;
        return new Sender(
                newPhone != null ? newPhone : onlyTheId ? null : phone,
                notice.userId() == null ? userId : notice.userId(),
                notice.parentUserId() == null ? parentUserId : notice.parentUserId());
    }

    @Nullable
    String answerTo() {
        return phone != null ? phone : userId != null ? userId : parentUserId;
    }
}
