/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.nio.charset.StandardCharsets;

/** The bodies in which 360dialog reports an error; a client has to understand all of them. Thread-safe. */
public enum ErrorShape {
    /** Meta's error passed through: {@code {"error":{"message","type","code","error_data",...}}}. The usual one. */
    GRAPH,
    /** The same inside {@code {"detail":...}}, as seen for marketing messages. */
    WRAPPED,
    /** 360dialog's own: {@code {"error":"text"}}. */
    PROXY,
    /** 360dialog's older one: {@code {"meta":{"success":false,"http_code":400,"developer_message":"text",...}}}. */
    META,
    /** The same in the other spelling: {@code {"meta":{"httpCode":400,"developerMessage":"text","success":false}}}. */
    META_CAMEL_CASE,
    /** The on-premise one: {@code {"meta":{...},"errors":[{"code","title","details","href"}]}}. */
    ON_PREMISE,
    /** An HTML page, as a gateway between writes it. */
    HTML,
    /** Nothing at all. */
    EMPTY;

    /** The content type of such an answer. */
    public String contentType() {
        return this == HTML ? "text/html" : "application/json";
    }

    /**
     * The body for this problem.
     *
     * @param traceId what support would ask for
     */
    public byte[] body(Problem problem, String traceId) {
        return switch (this) {
            case HTML ->
                ("<html><head><title>" + problem.http() + "</title></head><body><h1>" + problem.http()
                                + "</h1></body></html>")
                        .getBytes(StandardCharsets.UTF_8);
            case EMPTY -> new byte[0];
            default -> Json.bytes(tree(problem, traceId));
        };
    }

    private ObjectNode tree(Problem problem, String traceId) {
        ObjectNode body = Json.object();
        switch (this) {
            case WRAPPED -> body.putObject("detail").set("error", problem.asGraphError(traceId));
            case PROXY -> body.put("error", problem.details());
            case META ->
                body.putObject("meta")
                        .put("success", false)
                        .put("http_code", problem.http())
                        .put("developer_message", problem.details())
                        .put("360dialog_trace_id", traceId);
            case META_CAMEL_CASE ->
                body.putObject("meta")
                        .put("httpCode", problem.http())
                        .put("developerMessage", problem.details())
                        .put("success", false);
            case ON_PREMISE -> {
                body.putObject("meta").put("api_status", "stable").put("version", "2.39.1");
                body.putArray("errors")
                        .addObject()
                        .put("code", problem.code())
                        .put("title", problem.title())
                        .put("details", problem.details())
                        .put("href", "https://developers.facebook.com/docs/whatsapp/api/errors/");
            }
            default -> body.set("error", problem.asGraphError(traceId));
        }
        return body;
    }
}
