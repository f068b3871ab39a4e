/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.internal.FlowJson;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Converter;

/** Converts requests of screens to maps and JSON, with the names of the protocol. */
@Converter(generateLoader = true)
public final class Whatsapp360FlowConverter {

    private Whatsapp360FlowConverter() {}

    /** The request with the names of the protocol. */
    @Converter
    public static Map<String, Object> toMap(FlowRequest request) {
        return request.toMap();
    }

    /** The request with the names of the protocol. */
    @Converter
    public static JsonNode toJsonNode(FlowRequest request) {
        return FlowJson.tree(request.toMap());
    }

    /** The request as JSON, in UTF-8. */
    @Converter
    public static byte[] toBytes(FlowRequest request) {
        return FlowJson.write(request.toMap());
    }

    /** The request as JSON, in UTF-8. */
    @Converter
    public static InputStream toStream(FlowRequest request) {
        return new ByteArrayInputStream(toBytes(request));
    }
}
