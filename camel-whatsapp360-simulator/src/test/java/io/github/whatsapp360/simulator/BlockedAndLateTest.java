/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reactions that come too late, and customers whom the business has blocked. */
class BlockedAndLateTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);

    private int fateOfReactionTo(String target) throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            Business.Reply reply = business.post(
                    "/messages",
                    "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA
                            + "\",\"type\":\"reaction\",\"reaction\":{\"message_id\":\"" + target
                            + "\",\"emoji\":\"👍\"}}");
            assertThat(reply.status()).isEqualTo(200);
            JsonNode status = receiver.nextThat(each -> each.value().has("statuses"))
                    .value()
                    .path("statuses")
                    .path(0);
            return status.path("errors").path(0).path("code").asInt();
        }
    }

    @Test
    void aReactionNeedsAnOpenWindowAndAMessageOfThirtyDays() throws InterruptedException {
        Customer lena = simulator.customer(LENA, "Lena");
        String hello = lena.says("Hello");
        assertThat(fateOfReactionTo(hello)).isZero();

        simulator.advance(Duration.ofHours(25));
        assertThat(fateOfReactionTo(hello)).isEqualTo(131047);

        simulator.advance(Duration.ofDays(28));
        String again = lena.says("Hello again");
        assertThat(fateOfReactionTo(hello)).isZero();
        simulator.advance(Duration.ofDays(1));
        lena.says("Still here");
        assertThat(fateOfReactionTo(hello)).isEqualTo(131009);
        assertThat(fateOfReactionTo(again)).isZero();
    }

    @Test
    void whatABlockedCustomerDoesDoesNotArrive() throws InterruptedException {
        Customer lena = simulator.customer(LENA, "Lena");
        lena.says("Hello");
        String users = "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"" + LENA + "\"}]}";
        assertThat(business.post("/block_users", users).status()).isEqualTo(200);
        var until = lena.windowUntil();
        simulator.advance(Duration.ofHours(1));
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());

            String unheard = lena.says("Can you hear me?");
            lena.reactsTo(unheard, "👍");
            lena.calls(Duration.ofSeconds(1));
            simulator.customer("491702222222", "Tom").says("I am not blocked");

            assertThat(receiver.next().body()).contains("I am not blocked");
            assertThat(simulator.deliveries()).hasSize(1);
            assertThat(lena.windowUntil()).isEqualTo(until);
            JsonNode shown = message(unheard);
            assertThat(shown.path("status").asText()).isEqualTo("sent");

            business.method("DELETE", "/block_users", users);
            lena.says("And now?");
            assertThat(receiver.next().body()).contains("And now?");
        }
    }

    private JsonNode message(String id) throws InterruptedException {
        for (JsonNode each :
                business.get("/simulator/customers/" + LENA + "/messages").json()) {
            if (each.path("id").asText().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("Expected a message with this id, Actual none");
    }
}
