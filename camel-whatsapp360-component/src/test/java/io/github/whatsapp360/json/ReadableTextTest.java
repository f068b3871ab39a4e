/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.InteractiveReply.FormReply;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms in which a person reads what arrived. */
class ReadableTextTest {

    private static final Pattern ROW = Pattern.compile("\\| [^|]+ \\| ([^|]+) \\| <!-- ([a-z0-9-]+) -->");

    /** The table of the guide: an example for each kind, and the fixture that it is of. */
    static List<Arguments> guide() throws IOException {
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "guide", "receiving.md")));
        List<Arguments> rows = new ArrayList<>();
        while (row.find()) {
            String text = row.group(1).strip().replace("`", "").replace("<br>", "\n");
            rows.add(Arguments.of(row.group(2), text));
        }
        assertThat(rows).hasSizeGreaterThan(25);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("guide")
    void theTableOfTheGuideHolds(String fixture, String text) {
        assertThat(InboundFixtures.event(fixture).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void nothingThatArrivesIsAnEmptyText(String fixture) {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            assertThat(event.text()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rating\":\"bad\",\"why\":\"late\"} | rating: bad;why: late",
                "{\"flow_token\":\"t\",\"a\":{\"b\":[1,true,null,\"x\"],\"flow_token\":\"u\"}} | a.b: 1, true, x",
                "[{\"a\":1},{\"a\":2}] | a: 1;a: 2",
                "{\"id\":\"A-17\"} | id: A-17",
                "{\"files\":[{\"id\":\"1\",\"file_name\":\"a.jpg\",\"mime_type\":\"image/jpeg\",\"sha256\":\"x\"}]} | "
                        + "files.file_name: a.jpg",
                "\"only this\" | only this",
                "no { JSON | no { JSON",
                "{\"a\":1} and more | {\"a\":1} and more",
            })
    void theAnswersOfAFormAreALineEach(String json, String lines) {
        assertThat(new FormReply("flow", "Sent", json).text()).isEqualTo(lines.replace(';', '\n'));
    }

    @Test
    void whatAFormShowsIsThereWhereItSaysMoreThanSent() {
        assertThat(new FormReply("flow", "Sent", "{\"flow_token\":\"t\"}").text())
                .isEqualTo("Sent");
        assertThat(new FormReply("flow", "Sent", null).text()).isEqualTo("Sent");
        assertThat(new FormReply("flow", null, null).text()).isEqualTo("[form]");
        assertThat(new FormReply("address_message", "MG Road 1, Pune", "{\"values\":{\"city\":\"Pune\"}}").text())
                .isEqualTo("MG Road 1, Pune\nvalues.city: Pune");
    }

    @Test
    void anAnswerThatIsTooDeepIsCutOff() {
        String deep = "{\"a\":".repeat(60) + "1" + "}".repeat(60);

        assertThat(new FormReply("flow", "Sent", deep).text()).isEqualTo("Sent");
    }

    /** Whoever compares with words compares with the first line. */
    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void theWordsOfTheCustomerComeFirst(String fixture) {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            if (event instanceof InboundMessage message && message.content() instanceof InboundContent.Text said) {
                assertThat(message.text()).startsWith(said.body());
                assertThat(message.content().text()).isEqualTo(said.body());
            }
        }
    }
}
