/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageWriterTest {

    private static final Recipient ANN = Recipient.parse("+491701234567");

    static List<OutboundContent> contents() {
        return OutboundSamples.all().values().stream()
                .map(OutboundMessage::content)
                .toList();
    }

    @Test
    void messageWithoutRecipientIsRefused() {
        OutboundMessage message = OutboundMessage.of(OutboundContent.text("Hello"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageWriter.write(message))
                .withMessage("The message has no recipient");
    }

    @Test
    void envelopeIsFilledInWhereTheMapHasNone() {
        Map<String, Object> message = map("type", "poll", "poll", Map.of("question", "Tea?"));
        assertThat(text(MessageWriter.write(message, ANN, "wamid.1", "order-1")))
                .isEqualTo("{'type':'poll','poll':{'question':'Tea?'},'messaging_product':'whatsapp',"
                        + "'recipient_type':'individual','to':'+491701234567','context':{'message_id':'wamid.1'},"
                        + "'biz_opaque_callback_data':'order-1'}");
    }

    @Test
    void whatTheMapHasIsNotOverwritten() {
        Map<String, Object> message = map(
                "messaging_product",
                "other",
                "recipient_type",
                "group",
                "to",
                "Z3JvdXA",
                "context",
                map("message_id", "wamid.2"),
                "biz_opaque_callback_data",
                "b");
        assertThat(text(MessageWriter.write(message, ANN, "wamid.1", "a")))
                .isEqualTo("{'messaging_product':'other','recipient_type':'group','to':'Z3JvdXA',"
                        + "'context':{'message_id':'wamid.2'},'biz_opaque_callback_data':'b'}");
        assertThat(message).hasSize(5);
    }

    @Test
    void userIdOfTheMapIsNotJoinedByAPhoneNumber() {
        assertThat(text(MessageWriter.write(map("recipient", "DE.123"), ANN)))
                .isEqualTo("{'recipient':'DE.123','messaging_product':'whatsapp','recipient_type':'individual'}");
    }

    @Test
    void groupAndUserIdAreFilledInAsSuch() {
        assertThat(text(MessageWriter.write(map(), Recipient.group("Z3JvdXA"))))
                .isEqualTo("{'messaging_product':'whatsapp','recipient_type':'group','to':'Z3JvdXA'}");
        assertThat(text(MessageWriter.write(map(), Recipient.parse("DE.123"))))
                .isEqualTo("{'messaging_product':'whatsapp','recipient_type':'individual','recipient':'DE.123'}");
    }

    @Test
    void readReceiptGetsNoRecipient() {
        assertThat(text(MessageWriter.write(map("status", "read", "message_id", "wamid.1"), ANN)))
                .isEqualTo("{'status':'read','message_id':'wamid.1','messaging_product':'whatsapp'}");
    }

    @Test
    void numbersAndNullsOfTheMapAreUntouched() {
        Map<String, Object> message = map(
                "to",
                "491701234567",
                "x",
                map("d", new BigDecimal("1.10"), "l", 12345678901234567L, "n", null, "e", List.of()));
        assertThat(text(MessageWriter.write(message, null)))
                .contains("'x':{'d':1.10,'l':12345678901234567,'n':null,'e':[]}");
    }

    @Test
    void treeBecomesAMapWithItsNumbersAsTheyAre() throws IOException {
        JsonMapper exact = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        String said = "{'x':{'d':3.14159265358979323846,'i':123456789012345678901234567890,'n':null}}";
        Map<String, Object> message = MessageWriter.map(exact.readTree(said.replace('\'', '"')));
        assertThat(text(MessageWriter.write(message, null))).startsWith(said.substring(0, said.length() - 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageWriter.map(exact.readTree("[\"491701234567\"]")))
                .withMessage("Expected a JSON object, actual is of type ARRAY");
    }

    @Test
    void numbersAndNullsOfARawPayloadAreUntouched() {
        OutboundContent raw = new OutboundContent.Raw("poll", map("d", new BigDecimal("1.10"), "n", null));
        assertThat(text(MessageWriter.write(OutboundMessage.to(ANN, raw)))).contains("'poll':{'d':1.10,'n':null}");
    }

    @Test
    void valueThatJsonCannotSayIsRefusedWithoutRepeatingIt() {
        Map<String, Object> loop = map("secret", "491701234567");
        loop.put("self", loop);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageWriter.write(loop, ANN))
                .withMessage("The message contains a value that cannot be written as JSON")
                .withNoCause();
    }

    @Test
    void recipientOfAMapIsReadBack() {
        assertThat(MessageWriter.recipient(map("to", "+49 170 1234567"))).contains(ANN);
        assertThat(MessageWriter.recipient(map("to", 491701234567L))).contains(Recipient.parse("491701234567"));
        assertThat(MessageWriter.recipient(map("to", "123", "recipient_type", "group")))
                .contains(Recipient.group("123"));
        assertThat(MessageWriter.recipient(map("recipient", "DE.123"))).contains(Recipient.parse("DE.123"));
        assertThat(MessageWriter.recipient(map("type", "text"))).isEmpty();
    }

    @Test
    void everyCharacterArrives() throws IOException {
        String said = "Grüße \uD83D\uDC4D \u0000 \" \\ \uD83D";
        byte[] request = MessageWriter.write(OutboundMessage.to(ANN, OutboundContent.text(said)));
        assertThat(new JsonMapper().readTree(request).at("/text/body").asText()).isEqualTo(said);
        assertThat(new String(request, UTF_8)).contains("Grüße");
    }

    @ParameterizedTest
    @MethodSource("contents")
    void noContentShowsWhatItSays(OutboundContent content) {
        assertThat(content.toString()).matches("[a-z_]+(/[a-z_]+)?");
        assertThat(OutboundMessage.to(ANN, content)).hasToString("OutboundMessage[" + content + "]");
    }

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8).replace('"', '\'');
    }
}
