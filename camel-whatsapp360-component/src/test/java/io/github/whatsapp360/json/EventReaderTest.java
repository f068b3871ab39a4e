/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static io.github.whatsapp360.webhook.internal.InboundFixtures.READER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.CallEvent;
import io.github.whatsapp360.event.EchoMessage;
import io.github.whatsapp360.event.ErrorEvent;
import io.github.whatsapp360.event.EventSource;
import io.github.whatsapp360.event.HandoverEvent;
import io.github.whatsapp360.event.HistoryEvent;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.PartnerEvent;
import io.github.whatsapp360.event.PaymentStatus;
import io.github.whatsapp360.event.TemplateEvent;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.change.AccountUpdate;
import io.github.whatsapp360.event.change.Handover;
import io.github.whatsapp360.event.change.HistoryPart;
import io.github.whatsapp360.event.change.PartnerNotice;
import io.github.whatsapp360.event.change.TemplateChange;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.InteractiveReply;
import io.github.whatsapp360.event.content.MediaContent;
import io.github.whatsapp360.event.content.SystemNotice;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The typed members of each kind of event. */
class EventReaderTest {

    @Test
    void aMessageHasItsEnvelope() {
        InboundMessage message = message("image");

        assertThat(message.source())
                .isEqualTo(
                        new EventSource("image", "messages", "301122334455667", null, "401122334455667", "4989123456"));
        assertThat(message.family()).isEqualTo("message");
        assertThat(message.from()).isEqualTo("491701234567");
        assertThat(message.fromUserId()).isEqualTo("DE.70011223344556677");
        assertThat(message.contactName()).isEqualTo("Lena K.");
        assertThat(message.timestamp()).isEqualTo(Instant.ofEpochSecond(1789000007));
        assertThat(message.contextMessageId()).isEqualTo("wamid.OUT1");
        assertThat(message.content())
                .isEqualTo(new MediaContent.Image(
                        "1500000000000001",
                        "image/jpeg",
                        "mMnAfLh5oXQ=",
                        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1500000000000001",
                        "Rechnung"));
    }

    @Test
    void aUserWithoutANumberIsAnsweredByUserId() {
        InboundMessage message = message("text-user-id-only");

        assertThat(message.from()).isEqualTo("DE.70011223344556677").isEqualTo(message.fromUserId());
        assertThat(message.fromParentUserId()).isEqualTo("DE.ENT.5566778899");
    }

    @ParameterizedTest
    @CsvSource({
        "button, confirm-4711",
        "interactive-button-reply, yes",
        "interactive-list-reply, slot-2",
        "interactive-flow-reply, ",
        "text, ",
    })
    void aTapIsKnownByItsId(String fixture, String buttonId) {
        assertThat(InboundFixtures.event(fixture).buttonId()).isEqualTo(buttonId);
    }

    @Test
    void headersOfAFile() {
        InboundEvent event = InboundFixtures.event("document");

        assertThat(List.of(event.mediaId(), event.mimeType(), event.mediaFileName(), event.messageType()))
                .containsExactly("1500000000000001", "application/pdf", "Vertrag 2026.pdf", "document");
    }

    @Test
    void anOrderKeepsPricesAsTheyCame() {
        InboundContent.Order order = (InboundContent.Order) message("order").content();

        assertThat(order.productItems())
                .containsExactly(
                        new InboundContent.Order.Item("SKU-7", new BigDecimal("2"), new BigDecimal("7.9"), "EUR"),
                        new InboundContent.Order.Item("SKU-8", new BigDecimal("1"), new BigDecimal("12.5"), "EUR"));
    }

    @Test
    void repliesAndNoticesAreTyped() {
        assertThat(reply("interactive-list-reply"))
                .isEqualTo(new InteractiveReply.ListReply("slot-2", "11:00", "Dr. Weiß"));
        assertThat(reply("interactive-call-permission-reply"))
                .isEqualTo(new InteractiveReply.CallPermissionReply(
                        "accept", false, Instant.ofEpochSecond(1789600000), "user_action"));
        assertThat(reply("interactive-malformed")).isEqualTo(new InteractiveReply.ListReply("x", null, null));
        assertThat(((InboundContent.Notice)
                                message("system-user-changed-user-id").content())
                        .notice())
                .isEqualTo(new SystemNotice.UserIdChanged(
                        "Lena K. hat jetzt eine andere Kennung",
                        "DE.70099887766554433",
                        null,
                        "DE.ENT.66",
                        null,
                        "491709999999"));
    }

    @Test
    void aFailedStatusCarriesItsProblem() {
        MessageStatus status = (MessageStatus) InboundFixtures.event("status-failed");

        assertThat(status.status()).isEqualTo("failed");
        assertThat(status.problem()).isInstanceOf(InboundFixtures.KnownProblem.class);
        assertThat(status.problem().code()).isEqualTo(131047).isEqualTo(status.errorCode());
        assertThat(status.problem().details()).startsWith("More than 24 hours");
        assertThat(((MessageStatus) InboundFixtures.event("status-warning")).problem())
                .isNull();
    }

    @Test
    void aStatusOfAGroupNamesTheParticipant() {
        MessageStatus status = (MessageStatus) InboundFixtures.event("status-group");

        assertThat(status.recipientId()).isEqualTo("Y2FwaV9ncm91cDoxMjM0");
        assertThat(status.participant())
                .isEqualTo(new MessageStatus.Participant("491701234567", "DE.70011223344556677", "DE.ENT.55"));
        assertThat(status.pricing())
                .isEqualTo(new MessageStatus.Pricing(null, "PMP", "free_customer_service", "group_service"));
    }

    @Test
    void aSentStatusHasItsPriceAndTheSendersText() {
        MessageStatus status = (MessageStatus) InboundFixtures.event("status-sent");

        assertThat(status.callbackData()).isEqualTo("order-12");
        assertThat(status.pricing()).isEqualTo(new MessageStatus.Pricing(true, "PMP", "regular", "marketing"));
        assertThat(status.conversation().expirationTimestamp()).isEqualTo(Instant.ofEpochSecond(1789259200));
        assertThat(((MessageStatus) InboundFixtures.event("status-template-id")).templateId())
                .isEqualTo("2000000000000001");
    }

    @Test
    void aPaymentHasItsTransaction() {
        PaymentStatus status = (PaymentStatus) InboundFixtures.event("status-payment");

        assertThat(status.payment().amount())
                .isEqualTo(new PaymentStatus.Amount(new BigDecimal("2100"), new BigDecimal("100")));
        assertThat(status.payment().transaction().updatedTimestamp()).isEqualTo(Instant.ofEpochSecond(1789000009));
    }

    @Test
    void anErrorCarriesItsProblemWhereItHasACode() {
        assertThat(((ErrorEvent) InboundFixtures.event("error")).problem().code())
                .isEqualTo(130429);
        assertThat(((ErrorEvent) InboundFixtures.events("error-unrecognized").get(1)).problem())
                .isNull();
    }

    @Test
    void theUserOfACallIsTheUserWhoeverCalled() {
        CallEvent call = (CallEvent) InboundFixtures.event("call-terminate");

        assertThat(call.from()).isEqualTo("491701234567");
        assertThat(call.duration()).isEqualTo(90);
        assertThat(InboundFixtures.event("call-recording").mediaId()).isEqualTo("1500000000000009");
    }

    @Test
    void aTemplateIdKeepsAllItsDigits() {
        TemplateEvent event = (TemplateEvent) InboundFixtures.event("template-status");

        assertThat(event.change().templateId()).isEqualTo("2000000000000000001");
        assertThat(event.timestamp()).isEqualTo(Instant.ofEpochSecond(1789000070));
        assertThat(((TemplateChange.StatusUpdate) event.change()).otherInfo().title())
                .isEqualTo("FIRST_PAUSE");
    }

    @Test
    void anAccountUpdateHasItsParts() {
        AccountUpdate update = (AccountUpdate) ((AccountEvent) InboundFixtures.event("account-update")).change();

        assertThat(update.restrictionInfo().get(0).expiration()).isEqualTo(Instant.ofEpochSecond(1789600000));
        assertThat(update.wabaInfo().solutionPartnerBusinessIds()).containsExactly("9", "10");
    }

    @Test
    void aHistoryKeepsWhatIsReadableOfIt() {
        HistoryPart.Chunk chunk = (HistoryPart.Chunk) ((HistoryEvent) InboundFixtures.event("history-chunk")).part();

        assertThat(chunk.metadata()).isEqualTo(new HistoryPart.Chunk.Portion(1, 2, 55));
        assertThat(chunk.threads().get(0).messages())
                .extracting(message -> message.content().type())
                .containsExactly("text", "media_placeholder", "");
        PartnerNotice.History partner =
                (PartnerNotice.History) ((PartnerEvent) InboundFixtures.event("partner-history")).notice();
        assertThat(partner.history().get(0).metadata()).isEqualTo(new HistoryPart.Chunk.Portion(0, 1, 100));
    }

    @Test
    void aHandoverNamesTheUserAndTheNumber() {
        HandoverEvent event = (HandoverEvent) InboundFixtures.event("handover-without-type");

        assertThat(event.from()).isEqualTo("491701234567");
        assertThat(event.source().phoneNumberId()).isEqualTo("401122334455667");
        assertThat(((Handover.ControlPassed) event.change()).control().newOwnerRole())
                .isEqualTo("escalation");
    }

    @Test
    void whoIsAnsweredOutsideMessages() {
        assertThat(((UserEvent) InboundFixtures.event("user-preferences")).from())
                .isEqualTo("491701234567");
        assertThat(((EchoMessage) InboundFixtures.event("echo-text")).recipientId())
                .isEqualTo("491701234567");
    }

    @Test
    void theElementIsAtHandAsTreeMapAndBytes() {
        InboundMessage message = message("message-unknown-type");

        assertThat(READER.tree(message).at("/great_new_thing/body").asText()).isEqualTo("Noch nie gesehen");
        assertThat(READER.map(message)).containsEntry("great_new_thing", Map.of("body", "Noch nie gesehen"));
        assertThat(message.raw().text()).contains("\"great_new_thing\"");
        byte[] bytes = message.raw().bytes();
        Arrays.fill(bytes, (byte) 0);
        assertThat(message.raw().bytes()).isNotEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "text, ${body.from}, 491701234567",
        "text, ${body.text}, 'Guten Tag, ist mein Rad fertig?'",
        "text, ${body.content.body}, 'Guten Tag, ist mein Rad fertig?'",
        "image, ${body.content.caption}, Rechnung",
        "status-failed, ${body.status}, failed",
        "status-failed, ${body.problem.code}, 131047",
        "interactive-list-reply, ${body.content.reply.description}, Dr. Weiß",
        "template-status, ${body.change.reason}, NONE",
        "partner-template, ${body.notice.template.newStatus}, REJECTED",
    })
    void routesReachMembersInSimple(String fixture, String expression, String value) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            DefaultExchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(InboundFixtures.event(fixture));

            assertThat(camel.resolveLanguage("simple")
                            .createExpression(expression)
                            .evaluate(exchange, String.class))
                    .isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1789000000, 1789000000000",
        "1789000000123, 1789000000123",
        "0, 0",
        "'', ",
        "-1, ",
        "1789000000.5, ",
        "17890000001, ",
        "123456789012345678901234567890, ",
        "yesterday, ",
    })
    void instantsAreReadFromSecondsAndMilliseconds(String text, Long milliseconds) {
        Instant instant = EpochTime.parse(text);

        assertThat(instant).isEqualTo(milliseconds == null ? null : Instant.ofEpochMilli(milliseconds));
        if (instant != null) {
            assertThat(EpochTime.parse(EpochTime.format(instant))).isEqualTo(instant);
        }
    }

    private static InboundMessage message(String fixture) {
        return (InboundMessage) InboundFixtures.event(fixture);
    }

    private static InteractiveReply reply(String fixture) {
        return ((InboundContent.Interactive) message(fixture).content()).reply();
    }

    /** Its members are not documented: whatever is there is read, and a person sees what has no accessor. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"product\",\"product\":{\"catalog_id\":\"c1\",\"product_retailer_id\":\"SKU-1\","
                        + "\"name\":\"Red cup\"}}",
                "{\"product\":[{\"name\":\"Red cup\",\"product_retailer_id\":\"SKU-1\",\"catalog_id\":\"c1\"}],"
                        + "\"type\":\"product\"}",
                "{\"type\":\"product\",\"product\":null,\"catalog_id\":\"c1\",\"product_retailer_id\":\"SKU-1\","
                        + "\"name\":\"Red cup\"}",
                "{\"type\":\"product\",\"catalog_id\":\"c1\",\"product_retailer_id\":\"SKU-1\",\"name\":\"Red cup\"}"
            })
    void aProductIsReadWhereverItsMembersStand(String interactive) {
        byte[] element = ("{\"id\":\"wamid.P\",\"from\":\"491701234567\",\"type\":\"interactive\",\"interactive\":"
                        + interactive + "}")
                .getBytes(StandardCharsets.UTF_8);

        InboundMessage message = (InboundMessage) InboundFixtures.READER.read("message", "interactive", element);

        assertThat(message.buttonId()).isEqualTo("SKU-1");
        assertThat(message.text()).contains("[product: SKU-1, catalog c1]", "Red cup");
    }
}
