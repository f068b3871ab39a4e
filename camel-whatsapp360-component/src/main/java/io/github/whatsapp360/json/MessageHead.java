package io.github.whatsapp360.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one must know of a request to {@code POST /messages} to tell whether it may be sent now.
 *
 * <p>Prints neither recipient nor text. Immutable and thread-safe.
 *
 * @param type the message's type; {@code status} for a read receipt, empty if there is none
 * @param recipient whom it goes to; null if it does not say, or in a form that is no recipient
 * @param text what a person would read first: text, caption or the body of something interactive; empty if there is nothing
 * @param template the name of the template; null unless it is one
 * @param marketing whether it has members that only the API for marketing messages takes
 * @param callbackData what comes back in every status
 */
public record MessageHead(
        String type,
        @Nullable Recipient recipient,
        String text,
        @Nullable String template,
        boolean marketing,
        @Nullable String callbackData) {

    /** What may be sent without a window. Read receipts and typing signs are about a message of the user's. */
    private static final Set<String> ANY_TIME = Set.of("template", "reaction", "status");

    private static final Set<String> FOR_MARKETING = Set.of("product_policy", "message_activity_sharing", "bid_spec");

    public MessageHead {
        requireNonNull(type, "type");
        requireNonNull(text, "text");
    }

    /** Of the request with this body; of one that cannot be read, nothing. */
    public static MessageHead of(byte[] request) {
        try {
            return RequestTree.of(request).head();
        } catch (IllegalArgumentException unreadable) {
            return new MessageHead("", null, "", null, false, null);
        }
    }

    /** Of this message. */
    public static MessageHead of(OutboundMessage message) {
        return of(MessageWriter.tree(message));
    }

    static MessageHead of(JsonNode root) {
        String type = root.hasNonNull("status") ? "status" : root.path("type").asText("");
        return new MessageHead(
                type,
                recipient(root),
                text(root, root.path(type)),
                type.equals("template") ? word(root.path("template").path("name")) : null,
                FOR_MARKETING.stream().anyMatch(root::has),
                word(root.path("biz_opaque_callback_data")));
    }

    private static @Nullable String word(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    /** Whether it needs an open window. */
    public boolean isFreeForm() {
        return !ANY_TIME.contains(type);
    }

    /** It was judged when it was written: here digits are a complete number. */
    private static @Nullable Recipient recipient(JsonNode root) {
        String to = root.path("to").asText();
        boolean group = "group".equalsIgnoreCase(root.path("recipient_type").asText());
        try {
            return group ? Recipient.group(to) : Recipient.waId(to);
        } catch (IllegalArgumentException notInTo) {
            String userId = root.path("recipient").asText();
            return userId.isEmpty() ? null : new Recipient.UserId(userId);
        }
    }

    private static String text(JsonNode root, JsonNode content) {
        return Stream.of(
                        content.path("body"),
                        content.path("caption"),
                        root.path("text").path("body"))
                .map(node -> node.isObject() ? node.path("text") : node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return "MessageHead[type=" + type + "]";
    }
}
