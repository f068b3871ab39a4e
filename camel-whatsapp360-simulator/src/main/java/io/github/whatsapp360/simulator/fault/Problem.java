/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;

/**
 * One error as WhatsApp knows it. Thread-safe.
 *
 * @param code WhatsApp's number for it, for example 131047
 * @param http the HTTP status with which a request is refused, for example 400
 * @param title WhatsApp's short name for it
 * @param details the sentence that explains this case
 * @param subcode a finer number, or 0
 * @param passing whether the same request can succeed later
 */
public record Problem(int code, int http, String title, String details, int subcode, boolean passing) {

    /** The error of this code with its usual HTTP status and explanation; an unknown code gets 400. */
    public static Problem of(int code) {
        return of(code, ErrorCatalog.of(code).details());
    }

    /** The error of this code with an explanation of its own. */
    public static Problem of(int code, String details) {
        ErrorCatalog.Entry entry = ErrorCatalog.of(code);
        return new Problem(code, entry.http(), entry.title(), details, 0, entry.passing());
    }

    /** The same with another HTTP status. */
    public Problem withHttp(int status) {
        return new Problem(code, status, title, details, subcode, passing);
    }

    /** The same with a subcode. */
    public Problem withSubcode(int number) {
        return new Problem(code, http, title, details, number, passing);
    }

    /** The element of {@code errors} in a status that says failed. */
    public ObjectNode asStatusError() {
        ObjectNode error = Json.object();
        error.put("code", code).put("title", title).put("message", title);
        error.putObject("error_data").put("details", details);
        error.put("href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
        return error;
    }

    /** The element of {@code error} in Meta's answers. */
    ObjectNode asGraphError(String traceId) {
        ObjectNode error = Json.object();
        error.put("message", "(#" + code + ") " + (code == 100 ? details : title));
        error.put("type", "OAuthException").put("code", code);
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        if (passing) {
            error.put("is_transient", true);
        }
        return error.put("fbtrace_id", traceId);
    }
}
