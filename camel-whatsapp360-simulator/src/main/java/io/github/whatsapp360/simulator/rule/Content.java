package io.github.whatsapp360.simulator.rule;

import io.github.whatsapp360.simulator.fault.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The rules for one type of message. Thread-safe. */
@FunctionalInterface
interface Content {

    /** Checks the member of the message that is named like its type. */
    void check(Fields message, String type);

    Map<String, Content> ALL = new TreeMap<>(Map.of(
            "text",
                    (message, type) -> {
                        Fields text = message.object(type).only("body", "preview_url");
                        text.text("body", 4096);
                        text.optionalBoolean("preview_url");
                    },
            "template",
                    (message, type) -> {
                        Fields template =
                                message.object(type).only("name", "language", "components", "namespace", "category");
                        template.text("name", 512);
                        template.object("language").only("code", "policy").text("code", 15);
                        if (template.has("components")) {
                            template.objects("components", 0, 20).forEach(component -> component.text("type", 60));
                        }
                    }));

    /** The rules for the type of that wire name. */
    static Content named(String type) {
        Content content = ALL.get(type);
        if (content == null) {
            throw new Refusal(
                    100,
                    "Param type must be one of {"
                            + String.join(", ", ALL.keySet()).toUpperCase(Locale.ROOT) + "} - got \"" + type + "\".");
        }
        return content;
    }
}
