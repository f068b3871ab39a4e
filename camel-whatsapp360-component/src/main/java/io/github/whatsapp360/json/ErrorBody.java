/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The error of a response, in any of five formats: Graph's {@code error} object, the same wrapped once more,
 * 360dialog's {@code error} text, 360dialog's older {@code meta}, and the on-premises {@code errors}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param code the error code, a whole number; 0 when there is none, but see {@link #hasCode}
 * @param subcode Graph's {@code error_subcode}
 * @param message the short text; null when there is none
 * @param details the longer text, where the shape has one
 * @param traceId the trace id for support
 * @param transientFailure Graph's {@code is_transient}
 * @param hasCode whether it had a code: 0 is one too, and says that the key is not accepted
 * @param readable whether the body was any of the five shapes
 */
public record ErrorBody(
        int code,
        @Nullable Integer subcode,
        @Nullable String message,
        @Nullable String details,
        @Nullable String traceId,
        boolean transientFailure,
        boolean hasCode,
        boolean readable) {

    private static final ErrorBody UNREADABLE = new ErrorBody(0, null, null, null, null, false, false, false);

    /** Reads an answer's body; one that is not JSON or no known shape gives a body that is not {@link #readable}. */
    public static ErrorBody read(byte[] body) {
        JsonNode root;
        try {
            root = ApiJson.MAPPER.readTree(body);
        } catch (IOException notJson) {
            return UNREADABLE;
        }
        if (root.path("detail").path("error").isObject()) {
            root = root.path("detail");
        }
        if (root.path("error").isObject()) {
            return graph(root.path("error"));
        }
        if (root.path("error").isTextual()) {
            return new ErrorBody(0, null, root.path("error").asText(), null, null, false, false, true);
        }
        if (root.path("errors").path(0).isObject()) {
            return onPremises(root.path("errors").path(0));
        }
        if (root.path("meta").isObject()) {
            return meta(root.path("meta"));
        }
        return UNREADABLE;
    }

    private static ErrorBody graph(JsonNode error) {
        JsonNode data = error.path("error_data");
        Integer code = number(error.path("code"));
        return new ErrorBody(
                code == null ? 0 : code,
                number(error.path("error_subcode")),
                text(error.path("message")),
                data.isTextual() ? data.asText() : text(data.path("details")),
                text(error.path("fbtrace_id")),
                error.path("is_transient").asBoolean(),
                code != null,
                true);
    }

    private static ErrorBody onPremises(JsonNode error) {
        Integer code = number(error.path("code"));
        return new ErrorBody(
                code == null ? 0 : code,
                null,
                text(error.path("title")),
                text(error.path("details")),
                null,
                false,
                code != null,
                true);
    }

    private static ErrorBody meta(JsonNode meta) {
        String message = text(meta.path("developer_message"));
        return new ErrorBody(
                0,
                null,
                message == null ? text(meta.path("developerMessage")) : message,
                null,
                text(meta.path("360dialog_trace_id")),
                false,
                false,
                true);
    }

    /** Message and details in lower case; what there is of them. */
    public String text() {
        return ((message == null ? "" : message) + " " + (details == null ? "" : details)).toLowerCase(Locale.ROOT);
    }

    /** Whether message or details hold one of these words, whatever their case. */
    public boolean says(String... words) {
        String text = text();
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** A whole number, also in quotes; null for anything else, which is no code of the API. */
    private static @Nullable Integer number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToInt() ? node.intValue() : null;
        }
        String text = node.isTextual() ? node.asText().strip() : "";
        if (!text.matches("-?\\d{1,10}")) {
            return null;
        }
        long number = Long.parseLong(text);
        return number == (int) number ? (int) number : null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? node.asText() : null;
    }
}
