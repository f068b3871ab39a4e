/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules for what is set up or begun apart from messages: commands, QR codes, groups, calls. Each refuses, naming
 * the first rule that is broken. Thread-safe.
 */
public final class AccountRules {

    private static final String[] VERTICALS = {
        "",
        "UNDEFINED",
        "OTHER",
        "AUTO",
        "BEAUTY",
        "APPAREL",
        "EDU",
        "ENTERTAIN",
        "EVENT_PLAN",
        "FINANCE",
        "GROCERY",
        "GOVT",
        "HOTEL",
        "HEALTH",
        "NONPROFIT",
        "PROF_SERVICES",
        "RETAIL",
        "TRAVEL",
        "RESTAURANT",
        "NOT_A_BIZ",
        "ALCOHOL",
        "ONLINE_GAMBLING",
        "PHYSICAL_GAMBLING",
        "OTC_DRUGS",
        "MATRIMONY_SERVICE"
    };

    private AccountRules() {}

    /** {@code POST /whatsapp_business_profile}; everything that is wrong is refused with 100. */
    public static void profile(ObjectNode body) {
        product(new Fields("", body));
        try {
            profile(new Fields("", body));
        } catch (Refusal wrong) {
            throw new Refusal(100, wrong.problem().details());
        }
    }

    private static void profile(Fields profile) {
        profile.only(
                "messaging_product",
                "about",
                "address",
                "description",
                "email",
                "websites",
                "vertical",
                "profile_picture_handle");
        profile.optionalText("about", 139);
        for (Map.Entry<String, Integer> text : Map.of(
                        "address", 256, "description", 512, "email", 128, "profile_picture_handle", 10_000)
                .entrySet()) {
            if (profile.has(text.getKey()) && !profile.string(text.getKey()).isEmpty()) {
                profile.text(text.getKey(), text.getValue());
            }
        }
        if (profile.has("email") && !profile.string("email").matches("|[^@\\s]+@[^@\\s]+")) {
            throw profile.value("email", "is not an e-mail address");
        }
        if (profile.has("vertical")) {
            profile.oneOf("vertical", VERTICALS);
        }
        if (profile.has("websites")) {
            profile.texts("websites", 2, 256);
            profile.raw("websites").forEach(site -> {
                if (!site.asText().matches("(?i)https?://.+")) {
                    throw profile.value("websites", "must begin with http:// or https://");
                }
            });
        }
    }

    /** {@code POST /conversational_automation}. */
    public static void automation(ObjectNode body) {
        Fields all = new Fields("", body).only("messaging_product", "enable_welcome_message", "prompts", "commands");
        all.optionalBoolean("enable_welcome_message");
        if (all.has("prompts")) {
            all.texts("prompts", 4, 80);
        }
        if (all.has("commands")) {
            for (Fields command : all.objects("commands", 0, 30)) {
                command.only("command_name", "command_description");
                if (!command.text("command_name", 32).matches("[a-z0-9_]+")) {
                    throw command.value("command_name", "must consist of lower-case letters, digits and underscores");
                }
                command.text("command_description", 256);
            }
        }
    }

    /** {@code POST /message_qrdls}. */
    public static void qrCode(ObjectNode body) {
        Fields code = new Fields("", body).only("messaging_product", "prefilled_message", "generate_qr_image", "code");
        code.text("prefilled_message", 140);
        if (code.has("generate_qr_image")) {
            code.oneOf("generate_qr_image", "PNG", "SVG");
        }
    }

    /** {@code POST /groups}. */
    public static void group(ObjectNode body) {
        Fields group = new Fields("", body).only("messaging_product", "subject", "description", "join_approval_mode");
        product(group);
        group.text("subject", 128);
        group.optionalText("description", 2048);
        if (group.has("join_approval_mode")) {
            group.oneOf("join_approval_mode", "auto_approve", "approval_required");
        }
    }

    /** {@code POST /groups/{id}}. */
    public static void groupChange(ObjectNode body) {
        Fields group = new Fields("", body)
                .only("messaging_product", "subject", "description", "join_approval_mode", "profile_picture_file");
        product(group);
        if (group.has("subject")) {
            group.text("subject", 128);
        }
        group.optionalText("description", 2048);
        if (group.has("join_approval_mode")) {
            group.oneOf("join_approval_mode", "auto_approve", "approval_required");
        }
        if (body.size() < 2) {
            throw new Refusal(131008, "The request changes nothing.");
        }
    }

    /** {@code POST} and {@code DELETE /groups/{id}/participants}. */
    public static void participants(ObjectNode body) {
        Fields all = new Fields("", body).only("messaging_product", "participants");
        product(all);
        for (Fields participant : all.objects("participants", 1, 8)) {
            participant.only("user", "user_id");
            if (participant.has("user") == participant.has("user_id")) {
                throw new Refusal(100, "A participant has either user or user_id.");
            }
        }
    }

    /**
     * {@code POST} and {@code DELETE /groups/{id}/join_requests}.
     *
     * @return the ids
     */
    public static List<String> joinRequests(ObjectNode body) {
        Fields all = new Fields("", body).only("messaging_product", "join_requests");
        product(all);
        all.texts("join_requests", 1_000, 200);
        List<String> ids = new ArrayList<>();
        body.path("join_requests").forEach(id -> ids.add(id.asText()));
        if (ids.isEmpty()) {
            throw new Refusal(131008, "The parameter join_requests is required.");
        }
        return ids;
    }

    /**
     * A message of type {@code pin}.
     *
     * @return whether it pins; else it unpins
     */
    public static boolean pin(ObjectNode body) {
        Fields message = new Fields("", body).only("messaging_product", "recipient_type", "to", "type", "pin");
        product(message);
        message.oneOf("recipient_type", "group");
        message.text("to", 128);
        Fields pin = message.object("pin").only("type", "message_id", "expiration_days");
        pin.text("message_id", 256);
        boolean pins = pin.oneOf("type", "pin", "unpin").equals("pin");
        if (pins) {
            pin.number("expiration_days", 1, 30);
        }
        return pins;
    }

    /** {@code POST /username}. */
    public static String username(ObjectNode body) {
        String name = new Fields("", body).only("messaging_product", "username").text("username", 35);
        boolean dots = name.startsWith(".") || name.endsWith(".") || name.contains("..");
        if (!name.matches("(?=.*[a-z])[a-z0-9._]{3,35}") || dots || name.startsWith("www")) {
            throw new Refusal(147001, "The username is taken or not allowed.");
        }
        return name;
    }

    /** {@code POST /flows}. */
    public static void flow(ObjectNode body) {
        Fields flow = new Fields("", body)
                .only("name", "categories", "flow_json", "publish", "clone_flow_id", "endpoint_uri");
        flow.text("name", 200);
        flow.texts("categories", 10, 100);
        flow.optionalText("flow_json", 10_000_000);
        flow.optionalBoolean("publish");
        flow.optionalText("endpoint_uri", 2000);
    }

    /** {@code POST /{flow-id}}. */
    public static void flowChange(ObjectNode body) {
        Fields flow = new Fields("", body).only("name", "categories", "endpoint_uri", "application_id");
        if (flow.has("name")) {
            flow.text("name", 200);
        }
        if (flow.has("categories")) {
            flow.texts("categories", 10, 100);
        }
        flow.optionalText("endpoint_uri", 2000);
    }

    /**
     * {@code POST /calls}.
     *
     * @return the action
     */
    public static String call(ObjectNode body) {
        Fields call = new Fields("", body)
                .only("messaging_product", "action", "to", "call_id", "session", "biz_opaque_callback_data");
        product(call);
        String action = call.oneOf("action", "connect", "pre_accept", "accept", "reject", "terminate");
        call.optionalText("biz_opaque_callback_data", 512);
        call.text(action.equals("connect") ? "to" : "call_id", 128);
        if (action.equals("connect") || action.endsWith("accept")) {
            Fields session = call.object("session").only("sdp_type", "sdp");
            session.oneOf("sdp_type", action.equals("connect") ? "offer" : "answer");
            session.text("sdp", 100_000);
        }
        return action;
    }

    private static void product(Fields body) {
        if (!body.raw("messaging_product").asText().equals("whatsapp")) {
            throw new Refusal(100, "The parameter messaging_product is required.");
        }
    }
}
