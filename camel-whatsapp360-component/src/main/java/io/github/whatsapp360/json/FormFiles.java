/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.content.InboundContent.Interactive;
import io.github.whatsapp360.event.content.InteractiveReply.FormReply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that a customer uploaded in a flow: the photo and document pickers return lists of {@code
 * {"id","file_name","mime_type","sha256"}} at any position in the response, which is unvalidated JSON.
 *
 * <p>Thread-safe.
 */
public final class FormFiles {

    private static final JsonMapper MAPPER = Json.mapper();
    private static final Pattern ID = Pattern.compile("\\d{5,20}");

    private FormFiles() {}

    /**
     * One of them.
     *
     * @param id to fetch it by
     * @param name on the customer's device; not safe as a path
     */
    public record FormFile(String id, @Nullable String name) {}

    /** The files of an event, in order; none if it is not a form, or its response cannot be read. */
    public static List<FormFile> of(InboundEvent event) {
        List<FormFile> files = new ArrayList<>();
        if (event instanceof InboundMessage message
                && message.content() instanceof Interactive interactive
                && interactive.reply() instanceof FormReply form
                && form.responseJson() != null) {
            try {
                add(MAPPER.readTree(form.responseJson()), files);
            } catch (JsonProcessingException noJson) {
                return List.of();
            }
        }
        return files;
    }

    private static void add(JsonNode answer, List<FormFile> files) {
        String id = Json.text(answer, "id");
        if (id != null && ID.matcher(id).matches() && answer.hasNonNull("mime_type") && answer.hasNonNull("sha256")) {
            files.add(new FormFile(id, Json.text(answer, "file_name")));
            return;
        }
        answer.forEach(member -> add(member, files));
    }
}
