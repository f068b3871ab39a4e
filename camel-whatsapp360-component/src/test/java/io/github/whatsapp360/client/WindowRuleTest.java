/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client asks what is known of windows before it sends, and tells what it hears. */
class WindowRuleTest {

    private static final String LENA = "491701234567";
    private static final OutboundMessage TEXT = OutboundMessage.to(LENA, OutboundContent.text("Hi"));
    private static final OutboundMessage TEMPLATE =
            OutboundMessage.to(LENA, OutboundContent.template("reminder", "en_US"));

    private final HandDrivenTime time = HandDrivenTime.skipping();
    private final Notebook windows = new Notebook();
    private ApiStub api;
    private Whatsapp360Client client;

    /** Knows who is closed, and notes what it is told. */
    private static final class Notebook implements WindowLookup {
        private final List<String> closed = new ArrayList<>();
        private final List<String> told = new ArrayList<>();

        @Override
        public boolean isClosed(Recipient recipient) {
            return closed.contains(recipient.key());
        }

        @Override
        public void accepted(Recipient recipient, SendReceipt receipt) {
            told.add("accepted " + recipient.key() + " is " + receipt.userId());
        }

        @Override
        public void refused(Recipient recipient, Instant begun) {
            told.add("refused " + recipient.key() + " at " + begun);
        }
    }

    @BeforeEach
    void setUp() throws IOException {
        api = new ApiStub();
        client = time.client(api.settings(), windows);
    }

    @AfterEach
    void tearDown() {
        client.close();
        api.close();
    }

    private static Whatsapp360Exception failure(CompletableFuture<?> call) {
        return call.handle((done, problem) -> Whatsapp360Exception.in(problem)).join();
    }

    @Test
    void freeTextToAClosedWindowStaysHereHoweverItIsWritten() {
        windows.closed.add(LENA);

        assertThat(failure(client.send(TEXT))).isInstanceOf(WindowClosedException.class);
        assertThat(failure(client.sendJson(MessageWriter.write(TEXT)))).isInstanceOf(WindowClosedException.class);
        assertThat(api.requests()).isEmpty();
        assertThat(failure(client.send(TEXT)).outcome()).isEqualTo(SendOutcome.notSent);
    }

    @Test
    void templatesAndReactionsAndOtherUsersAreNotHeldBack() {
        windows.closed.add(LENA);

        client.send(TEMPLATE).join();
        client.send(OutboundMessage.to(LENA, OutboundContent.reaction("wamid.1", "👍")))
                .join();
        client.send(OutboundMessage.to("491701234568", OutboundContent.text("Hi")))
                .join();

        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void whoKnowsBetterSendsAnyway() {
        windows.closed.add(LENA);

        client.sendAnyway(MessageWriter.write(TEXT)).join();

        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void whatTheAnswerTellsIsPassedOn() {
        api.answering(request -> request.number() == 0
                ? Answer.json(
                        200,
                        "{\"contacts\":[{\"wa_id\":\"491701234567\",\"user_id\":\"DE.1\"}],"
                                + "\"messages\":[{\"id\":\"wamid.1\"}]}")
                : Answer.error(400, 131047));

        client.send(TEXT).join();
        assertThat(failure(client.send(TEXT)).code()).isEqualTo(131047);

        assertThat(windows.told)
                .containsExactly("accepted 491701234567 is DE.1", "refused 491701234567 at 2026-01-01T00:00:00Z");
    }
}
