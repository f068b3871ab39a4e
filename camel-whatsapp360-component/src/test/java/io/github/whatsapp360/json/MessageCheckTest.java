/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static io.github.whatsapp360.json.LimitCase.x;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.json.JsonPath.Found;
import io.github.whatsapp360.json.MessageCheck.Violation;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.interactive.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit, met exactly and missed by one. */
class MessageCheckTest {

    static List<LimitCase> cases() {
        return Stream.of(LimitCases.all(), InteractiveLimitCases.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void limitItselfIsAllowed(LimitCase limit) throws IOException {
        assertThat(RequestTree.of(limit.withAllowed()).violations()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneBeyondTheLimitIsRefusedAtItsField(LimitCase limit) throws IOException {
        List<Violation> violations = RequestTree.of(limit.withRefused()).violations();
        assertThat(violations.stream().map(Violation::field).distinct())
                .containsExactlyInAnyOrder(limit.field().split(" "));
        assertThat(violations).allSatisfy(violation -> assertThat(violation.actual())
                .doesNotContain("xxx")
                .isNotEqualTo(String.valueOf(limit.refused())));
    }

    @Test
    void everyLimitOfTheTableHasACase() throws IOException {
        List<Limit> untried = new ArrayList<>(MessageCheck.limits().toList());
        for (LimitCase limit : cases()) {
            JsonNode message = MessageWriter.tree(limit.withRefused());
            untried.removeIf(one -> MessageCheck.limitsOf(message).anyMatch(one::equals)
                    && one.broken(Found.root(message)).findAny().isPresent());
        }
        assertThat(untried).isEmpty();
    }

    @Test
    void violationsOfATypedMessageAreToldWithNumbers() {
        OutboundMessage message = OutboundMessage.of(OutboundContent.buttons(
                "Pick one", Reply.of("Yes"), Reply.of("No"), new Reply("later", "Remind me next Monday")));
        assertThat(MessageCheck.violations(message))
                .containsExactly(new Violation(
                        "interactive.action.buttons[2].reply.title", "1 to 20 characters", "21 characters"));
        assertThat(MessageCheck.violations(message))
                .first()
                .hasToString("interactive.action.buttons[2].reply.title: expected 1 to 20 characters,"
                        + " actual is 21 characters");
    }

    @Test
    void typeThatThisVersionDoesNotKnowBreaksNothing() {
        OutboundContent raw = new OutboundContent.Raw("poll", Map.of("question", x(9999)));
        assertThat(MessageCheck.violations(OutboundMessage.of(raw))).isEmpty();
        assertThat(RequestTree.of(ApiJson.write(Map.of("type", "interactive", "interactive", Map.of("type", "poll"))))
                        .violations())
                .isEmpty();
        assertThat(RequestTree.of(ApiJson.write(Map.of())).violations()).isEmpty();
    }

    @Test
    void groupTakesTextMediaAndTemplatesOnly() {
        Recipient group = Recipient.group("Z3JvdXA");
        assertThat(MessageCheck.violations(OutboundMessage.to(group, OutboundContent.template("a", "de"))))
                .isEmpty();
        assertThat(MessageCheck.violations(OutboundMessage.to(group, OutboundContent.location(1, 2))))
                .extracting(Violation::field)
                .containsExactly("type");
    }
}
