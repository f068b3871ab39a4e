/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.ApiStub;
import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.client.ClientSettings;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.window.ServiceWindow.State;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What arrives, and what the API answers, in each situation in which a customer is known by a number, an id, a parent
 * id or a username: as a route sees it.
 */
class IdentitySituationsTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/identity");
    private static final String PHONE = "491701234501";
    private static final String ID = "DE.700112233445501";
    private static final String SECOND_ID = "DE.700112233445502";
    private static final String THIRD_ID = "DE.700112233445503";

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.component.setClock(Clock.fixed(Instant.ofEpochSecond(1_796_000_100), ZoneOffset.UTC));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                // What the component itself tells of customers comes between them.
                from("whatsapp360:support?events=all")
                        .filter(exchange -> !String.valueOf(
                                        exchange.getMessage().getHeader("CamelWhatsapp360EventName"))
                                .startsWith("identity:"))
                        .to("mock:in");
            }
        });
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Message event(String situation) throws Exception {
        MockEndpoint in = bed.context.getEndpoint("mock:in", MockEndpoint.class);
        int before = in.getReceivedCounter();
        assertThat(bed.deliver("support", Files.readString(FIXTURES.resolve(situation + ".json")))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(TestBed.LIMIT).until(() -> in.getReceivedCounter() > before);
        return in.getExchanges().get(before).getMessage();
    }

    private void headers(String situation, String... expected) throws Exception {
        Map<String, Object> headers = new HashMap<>(event(situation).getHeaders());
        for (String each : expected) {
            String[] pair = each.split("=", 2);
            Object value = headers.get("CamelWhatsapp360" + pair[0]);
            assertThat(value == null ? "" : value.toString())
                    .as(situation + " " + pair[0])
                    .isEqualTo(pair[1]);
        }
    }

    private State window(WindowOwner owner) {
        return bed.component.account("support").windows().windowOf(owner).state();
    }

    @Test
    void whoWroteIsNamedByWhatIsShown() throws Exception {
        headers("01-number-and-id", "From=" + PHONE, "FromUserId=" + ID, "ContactName=Lena K.");
        headers("02-username-number-shown", "From=" + PHONE, "FromUserId=" + ID);
        headers("03-number-hidden", "From=" + ID, "FromUserId=" + ID, "ContactName=Lena K.");
        headers("04-parent-id", "From=" + ID, "FromUserId=" + ID);
    }

    @Test
    void numberAndIdAreOneCustomersWindow() throws Exception {
        headers("01-number-and-id", "WindowState=open");

        assertThat(window(WindowOwner.user(ID))).isEqualTo(State.open);
        assertThat(window(WindowOwner.phone(PHONE))).isEqualTo(State.open);
    }

    @Test
    void statusesFindTheirMessageWithOrWithoutANumber() throws Exception {
        headers("07-delivered-to-hidden", "MessageId=wamid.OUT05", "Status=delivered", "RecipientId=" + ID);
        headers("20-delivered-number-shown", "MessageId=wamid.OUT20", "Status=delivered", "RecipientId=" + PHONE);
        headers("08-sent-to-number", "MessageId=wamid.OUT06", "RecipientId=" + PHONE);
        headers("21-group-status", "MessageId=wamid.OUT21", "Status=read", "RecipientId=b3duLWdyb3Vw");
    }

    @Test
    void theStatusOfASendToANumberTellsTheId() throws Exception {
        event("08-sent-to-number");
        event("03-number-hidden");

        assertThat(window(WindowOwner.phone(PHONE))).isEqualTo(State.open);
    }

    @Test
    void failuresAreReadInEveryForm() throws Exception {
        headers("09a-failed-to-number", "ErrorCode=131026", "RecipientId=491701234509");
        headers("09b-failed-to-id", "ErrorCode=131049", "RecipientId=DE.700112233445510");
        headers("09c-failed-with-contact", "ErrorCode=132021", "RecipientId=491701234509");
        MessageStatus shut = event("10-window-shut").getBody(MessageStatus.class);
        assertThat(shut.errorCode()).isEqualTo(131047);
        assertThat(window(WindowOwner.user(ID))).isEqualTo(State.closed);
    }

    @Test
    void aSharedNumberIsReadAndAStrangersCardLinksNobody() throws Exception {
        assertThat(event("12-number-shared").getBody(String.class)).contains("+" + PHONE);
        assertThat(event("13-card-of-somebody").getBody(String.class)).contains("Jo B.", "+49 170 1234555");

        assertThat(window(WindowOwner.phone("491701234555"))).isEqualTo(State.unknown);
        assertThat(window(WindowOwner.user(ID))).isEqualTo(State.open);
    }

    @Test
    void aSharedNumberIsTheCustomersOwn() throws Exception {
        event("12-number-shared");

        assertThat(window(WindowOwner.phone(PHONE))).isEqualTo(State.open);
    }

    @Test
    void theSandboxsFormOfANewIdIsReadLikeMetas() throws Exception {
        event("01-number-and-id");

        headers("15-new-id-sandbox", "From=" + SECOND_ID, "FromUserId=" + SECOND_ID, "WindowState=open");

        assertThat(window(WindowOwner.user(SECOND_ID))).isEqualTo(State.open);
    }

    @Test
    void aNoticeOfAnUnknownKindNamesWhomItIsAbout() throws Exception {
        headers("15-notice-unknown", "From=" + ID, "FromUserId=" + ID);
    }

    @Test
    void aNewNumberTakesTheWindowAlongAndIsAnswered() throws Exception {
        event("01-number-and-id");

        headers("14-new-number", "From=491701234502", "FromUserId=" + SECOND_ID, "WindowState=open");

        assertThat(window(WindowOwner.phone("491701234502"))).isEqualTo(State.open);
        assertThat(window(WindowOwner.user(SECOND_ID))).isEqualTo(State.open);
        assertThat(window(WindowOwner.phone(PHONE))).isEqualTo(State.unknown);
    }

    @Test
    void aNewIdAloneTakesTheWindowAlongAndIsAnswered() throws Exception {
        event("01-number-and-id");
        event("14-new-number");

        headers("15-new-id-only", "From=" + THIRD_ID, "FromUserId=" + THIRD_ID, "WindowState=open");

        assertThat(window(WindowOwner.user(THIRD_ID))).isEqualTo(State.open);
    }

    @Test
    void theOldFormSaysTheSameAgain() throws Exception {
        event("01-number-and-id");
        event("14-new-number");
        event("15-new-id-only");

        headers("16-id-update", "From=" + THIRD_ID, "WindowState=open");

        assertThat(window(WindowOwner.user(THIRD_ID))).isEqualTo(State.open);
    }

    @Test
    void anIdBeforeItsFirstEventIsNoHindrance() throws Exception {
        headers("15-new-id-only", "From=" + THIRD_ID, "WindowState=unknown");
    }

    @Test
    void preferencesAndTheBusinesssNameAreTyped() throws Exception {
        Message stop = event("17-no-marketing");
        assertThat(stop.getBody()).isInstanceOf(UserEvent.class);
        assertThat(stop.getHeader("CamelWhatsapp360From")).isEqualTo(THIRD_ID);
        headers("22-business-username", "EventType=account");
    }

    @Test
    void theAnswersToASendAreReadInEveryForm() throws Exception {
        assertReceipt("{\"input\":\"" + ID + "\",\"user_id\":\"" + ID + "\"}", null, ID);
        assertReceipt("{\"input\":\"+" + PHONE + "\",\"wa_id\":\"" + PHONE + "\"}", PHONE, null);
    }

    private static void assertReceipt(String contact, String phone, String userId) throws Exception {
        try (ApiStub api = new ApiStub();
                Whatsapp360Client client = new Whatsapp360Client(
                        ClientSettings.of("secret-key-0123456789").withBaseUrl(api.url()))) {
            api.answering(request -> Answer.json(
                    200,
                    "{\"messaging_product\":\"whatsapp\",\"contacts\":[" + contact
                            + "],\"messages\":[{\"id\":\"wamid.OUT05\"}]}"));
            SendReceipt receipt = client.send(OutboundMessage.to(ID, OutboundContent.text("Gern.")))
                    .get(20, TimeUnit.SECONDS);
            assertThat(receipt).isEqualTo(new SendReceipt("wamid.OUT05", phone, userId, null));
        }
    }

    @Test
    void idsThatAreNotTakenAreTheMessagesOrTheRecipientsFault() throws Exception {
        assertThat(refused(131062)).isInstanceOf(UndeliverableException.class);
        assertThat(refused(131009)).isInstanceOf(InvalidMessageException.class);
    }

    private static Exception refused(int code) throws Exception {
        try (ApiStub api = new ApiStub();
                Whatsapp360Client client = new Whatsapp360Client(
                        ClientSettings.of("secret-key-0123456789").withBaseUrl(api.url()))) {
            api.answering(request -> Answer.json(
                    400,
                    "{\"error\":{\"message\":\"Refused\",\"code\":" + code
                            + ",\"error_data\":{\"messaging_product\":\"whatsapp\",\"details\":\"own text\"}}}"));
            return client.send(OutboundMessage.to(ID, OutboundContent.text("Gern.")))
                    .handle((receipt, problem) -> io.github.whatsapp360.client.Whatsapp360Exception.in(problem))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void theContactBookIsReachedByItsPath() throws Exception {
        try (ApiStub api = new ApiStub();
                Whatsapp360Client client = new Whatsapp360Client(
                        ClientSettings.of("secret-key-0123456789").withBaseUrl(api.url()))) {
            api.answering(request ->
                    Answer.json(200, "{\"messaging_product\":\"whatsapp\",\"success\":true,\"deleted\":false}"));

            assertThat(client.deleteContact(THIRD_ID).get(20, TimeUnit.SECONDS)).isFalse();
            assertThat(client.call("DELETE", "/contact_book?messaging_product=whatsapp&bsuid=" + THIRD_ID, null)
                            .get(20, TimeUnit.SECONDS))
                    .asString(java.nio.charset.StandardCharsets.UTF_8)
                    .contains("\"deleted\":false");
        }
    }

    @Test
    void anAnswerThatDeniesSuccessIsNoDeletion() throws Exception {
        try (ApiStub api = new ApiStub();
                Whatsapp360Client client = new Whatsapp360Client(
                        ClientSettings.of("secret-key-0123456789").withBaseUrl(api.url()))) {
            api.answering(request -> Answer.json(200, "{\"messaging_product\":\"whatsapp\",\"success\":false}"));
            assertThat(client.deleteContact(THIRD_ID).get(20, TimeUnit.SECONDS)).isFalse();

            api.answering(request -> Answer.json(200, "{\"messaging_product\":\"whatsapp\",\"success\":true}"));
            assertThat(client.deleteContact(THIRD_ID).get(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
