package io.github.whatsapp360.simulator.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Refusal;

/** The rules for what is set up or begun apart from messages: commands, QR codes, groups, calls. Each refuses, naming the first rule that is broken. Thread-safe. */
public final class AccountRules {

    private AccountRules() {}

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
