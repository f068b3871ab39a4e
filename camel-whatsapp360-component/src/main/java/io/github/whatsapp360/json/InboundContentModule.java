/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.InteractiveReply;
import io.github.whatsapp360.event.content.ReplyContext;
import io.github.whatsapp360.event.content.SystemNotice;
import java.io.IOException;
import java.util.function.BiFunction;

/**
 * The parts of a message whose JSON is not shaped like the record.
 *
 * <p>Thread-safe.
 */
final class InboundContentModule extends SimpleModule {

    static final TypeKeyed<InboundContent> CONTENT =
            new TypeKeyed<>(InboundContent.class, InboundContent.Unrecognized::new);

    private static final TypeKeyed<InteractiveReply> REPLY =
            new TypeKeyed<>(InteractiveReply.class, InteractiveReply.Unrecognized::new);

    private static final String PRODUCT = "product";

    private static final long serialVersionUID = 1L;

    InboundContentModule() {
        super("inbound content");
        add(InboundContent.class, CONTENT::readKeyed);
        add(InteractiveReply.class, InboundContentModule::reply);
        add(SystemNotice.class, InboundContentModule::notice);
        add(ErrorItem.class, (node, mapper) -> error(node));
        add(ChatMessage.class, InboundContentModule::chatMessage);
    }

    private <T> void add(Class<T> type, BiFunction<JsonNode, ObjectMapper, T> reading) {
        addDeserializer(type, new TreeDeserializer<>(type, reading));
    }

    /** The members of a notice are siblings of its type, not in a member of that name. */
    private static SystemNotice notice(JsonNode received, ObjectMapper mapper) {
        JsonNode node = withPreviousId(received);
        String type = Json.text(node, "type");
        TypeKeyed<SystemNotice> notice = new TypeKeyed<>(
                SystemNotice.class,
                (word, problem) -> new SystemNotice.Unrecognized(word, Json.text(node, "body"), problem));
        return type == null
                ? new SystemNotice.Unrecognized("", Json.text(node, "body"), "no type")
                : notice.read(type, node, mapper);
    }

    /** 360dialog's sandbox names the new id {@code new_user_id}, and the old one {@code user_id}. */
    private static JsonNode withPreviousId(JsonNode notice) {
        String changed = Json.text(notice, "new_user_id");
        if (changed == null
                || !(notice instanceof ObjectNode object)
                || Json.text(notice, "previous_user_id") != null) {
            return notice;
        }
        ObjectNode documented = object.deepCopy();
        documented.set("previous_user_id", object.path("user_id"));
        return documented.put("user_id", changed);
    }

    /** The members of a product are not documented: they may also stand in a list, or beside the type. */
    private static InteractiveReply reply(JsonNode node, ObjectMapper mapper) {
        JsonNode product = node.path(PRODUCT);
        if (!PRODUCT.equals(Json.text(node, "type")) || product.isObject()) {
            return REPLY.readKeyed(node, mapper);
        }
        return REPLY.read(PRODUCT, product.path(0).isObject() ? product.path(0) : node, mapper);
    }

    /** The Cloud API nests details one level deeper; error codes of groups are strings. */
    static ErrorItem error(JsonNode node) {
        JsonNode code = node.path("code");
        Integer number = null;
        if (code.canConvertToInt()) {
            number = code.intValue();
        } else if (code.isTextual() && code.textValue().matches("-?[0-9]{1,9}")) {
            number = Integer.valueOf(code.textValue());
        }
        String details = Json.text(node.path("error_data"), "details");
        return new ErrorItem(
                number,
                Json.text(node, "title"),
                Json.text(node, "message"),
                details == null ? Json.text(node, "details") : details,
                Json.text(node, "href"));
    }

    private static ChatMessage chatMessage(JsonNode node, ObjectMapper mapper) {
        // An agent's echo contains its request: recipient and content are one level deeper.
        JsonNode request = node.path("message").isObject() ? node.path("message") : node;
        return new ChatMessage(
                Json.text(node, "id"),
                Json.text(node, "from"),
                Json.text(node, "from_user_id"),
                Json.text(node, "from_parent_user_id"),
                Json.text(request, "to"),
                Json.text(request, "to_user_id", "recipient"),
                Json.text(request, "to_parent_user_id"),
                Json.text(node, "group_id"),
                Json.time(node, "timestamp"),
                Parts.read(request.path("context"), ReplyContext.class, mapper),
                Parts.errors(node),
                CONTENT.readKeyed(request, mapper),
                Json.text(node.path("history_context"), "status"));
    }

    private static final class TreeDeserializer<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient BiFunction<JsonNode, ObjectMapper, T> reading;

        TreeDeserializer(Class<T> type, BiFunction<JsonNode, ObjectMapper, T> reading) {
            super(type);
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return reading.apply(context.readTree(parser), (ObjectMapper) parser.getCodec());
        }
    }
}
