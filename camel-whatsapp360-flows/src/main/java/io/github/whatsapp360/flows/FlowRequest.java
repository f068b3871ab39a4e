/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decrypted request of a screen.
 *
 * <p>Anyone who knows the public key can make a request: only the flow token, or the signature of the app, ties it to a
 * customer.
 *
 * @param version version of the protocol, for example {@code 3.0}
 * @param action {@value #INIT}, {@value #DATA_EXCHANGE} or {@value #BACK}; others may come with later versions
 * @param screen id of the screen that is shown; null if the form is being opened
 * @param data the values of the screen; empty if there are none
 * @param flowToken the token of the message that opened the form; null if the request has none
 * @param flowTokenSignature a JWT of WhatsApp with the token, signed with the secret of the app; null before 4.0
 * @see <a href="https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint">Meta: Data
 *     endpoint</a>
 */
public record FlowRequest(
        String version,
        String action,
        @Nullable String screen,
        Map<String, Object> data,
        @Nullable String flowToken,
        @Nullable String flowTokenSignature) {

    /** The customer opens the form. */
    public static final String INIT = "INIT";

    /** The customer submits a screen, or an element of it asks for data. */
    public static final String DATA_EXCHANGE = "data_exchange";

    /** The customer goes back to a screen that asks for new data. */
    public static final String BACK = "BACK";

    public FlowRequest {
        requireNonNull(version, "version");
        requireNonNull(action, "action");
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** The request with the names of the protocol: {@code flow_token} for {@code flowToken}. */
    public Map<String, Object> toMap() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", version);
        members.put("action", action);
        if (screen != null) {
            members.put("screen", screen);
        }
        members.put("data", data);
        if (flowToken != null) {
            members.put("flow_token", flowToken);
        }
        if (flowTokenSignature != null) {
            members.put("flow_token_signature", flowTokenSignature);
        }
        return members;
    }

    /** Without what the customer has entered, and without the token. */
    @Override
    public String toString() {
        return "FlowRequest[version=" + version.length() + " characters, action=" + action.length()
                + " characters, data=" + data.size() + " members]";
    }
}
