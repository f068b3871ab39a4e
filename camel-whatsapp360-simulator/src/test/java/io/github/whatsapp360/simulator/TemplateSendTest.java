/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters are put into a template, and refused where they do not fit it. */
class TemplateSendTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);

    @BeforeEach
    void templates() throws InterruptedException {
        if (!business.get("/simulator/templates").body().contains("\"two\"")) {
            simulator.addTemplate("two", "en", "First {{1}}, then {{2}}.");
            simulator.addTemplate("swapped", "en", "First {{2}}, then {{1}}, again {{1}}.");
            simulator.addTemplate("""
                    {"name":"named","language":"en","parameter_format":"NAMED","components":[{"type":"BODY","text":"A \
                    {{a}} and {{b}}."}]}""");
            simulator.addTemplate("""
                    {"name":"buttons","language":"en","category":"MARKETING","components":[{"type":"BODY",\
                    "text":"Pick"},{"type":"BUTTONS","buttons":[
                     {"type":"QUICK_REPLY","text":"Yes"},{"type":"URL","text":"Shop","url":"https://a.example/{{1}}"},
                     {"type":"URL","text":"Home","url":"https://a.example"},{"type":"PHONE_NUMBER","text":"Call",\
                    "phone_number":"+49301"},
                     {"type":"COPY_CODE","example":"X"}]}]}""");
            simulator.addTemplate("""
                    {"name":"otp","language":"en","category":"AUTHENTICATION","components":[{"type":"BODY",\
                    "add_security_recommendation":true},
                     {"type":"FOOTER","code_expiration_minutes":5},{"type":"BUTTONS","buttons":[{"type":"OTP",\
                    "otp_type":"COPY_CODE"}]}]}""");
        }
    }

    private Business.Reply send(String name, String components) throws InterruptedException {
        return business.post(
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA
                        + "\",\"type\":\"template\",\"template\":{\"name\":\"" + name
                        + "\",\"language\":{\"code\":\"en\"},\"components\":[" + components + "]}}");
    }

    private static String body(String... texts) {
        StringBuilder all = new StringBuilder("{\"type\":\"body\",\"parameters\":[");
        for (int i = 0; i < texts.length; i++) {
            all.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"text\",")
                    .append(texts[i])
                    .append('}');
        }
        return all.append("]}").toString();
    }

    private static String button(String kind, int index, String parameter) {
        return ",{\"type\":\"button\",\"sub_type\":\"" + kind + "\",\"index\":\"" + index + "\",\"parameters\":["
                + parameter + "]}";
    }

    private String received() {
        var all = simulator.customer(LENA, "").awaitReceived(1, Duration.ofSeconds(30));
        return all.get(all.size() - 1).text();
    }

    @Test
    void aValueThatLooksLikeAVariableStaysAsItIs() throws InterruptedException {
        assertThat(send("two", body("\"text\":\"{{2}}\"", "\"text\":\"SECOND $1 \\\\\""))
                        .status())
                .isEqualTo(200);
        assertThat(received()).isEqualTo("First {{2}}, then SECOND $1 \\.");

        simulator.reset();
        assertThat(send("swapped", body("\"text\":\"{{2}}\"", "\"text\":\"b\"")).status())
                .isEqualTo(200);
        assertThat(received()).isEqualTo("First b, then {{2}}, again {{2}}.");

        simulator.reset();
        assertThat(send(
                                "named",
                                body(
                                        "\"parameter_name\":\"b\",\"text\":\"{{a}}\"",
                                        "\"parameter_name\":\"a\",\"text\":\"1\""))
                        .status())
                .isEqualTo(200);
        assertThat(received()).isEqualTo("A 1 and {{a}}.");
    }

    @Test
    void theSameNameTwiceIsRefused() throws InterruptedException {
        Business.Reply reply = send(
                "named", body("\"parameter_name\":\"a\",\"text\":\"1\"", "\"parameter_name\":\"a\",\"text\":\"2\""));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").path("code").asInt()).isEqualTo(132012);
        assertThat(simulator.customer(LENA, "").received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "132018 | \"text\":\"a\\nb\"",
                "132018 | \"text\":\"a\\tb\"",
                "132018 | \"text\":\"a\\rb\"",
                "132018 | \"text\":\"a     b\"",
                "131008 | \"text\":\"\"",
                "131008 | \"text\":\"   \"",
                "131008 | \"txt\":\"a\"",
            })
    void aTextThatWhatsappDoesNotTakeIsRefused(int code, String text) throws InterruptedException {
        Business.Reply reply = send("two", body(text, "\"text\":\"b\""));

        assertThat(reply.json().path("error").path("code").asInt())
                .as(reply.body())
                .isEqualTo(code);
        Business.Reply named =
                send("named", body("\"parameter_name\":\"a\"," + text, "\"parameter_name\":\"b\",\"text\":\"b\""));
        assertThat(named.json().path("error").path("code").asInt())
                .as(named.body())
                .isEqualTo(code);
        Business.Reply money = send(
                "two",
                "{\"type\":\"body\",\"parameters\":[{\"type\":\"date_time\",\"date_time\":{"
                        + text.replace("\"text\"", "\"fallback_value\"") + "}},{\"type\":\"text\",\"text\":\"b\"}]}");
        assertThat(money.status()).as(money.body()).isEqualTo(400);
    }

    @Test
    void fourBlanksAreTaken() throws InterruptedException {
        assertThat(send("two", body("\"text\":\"a    b\"", "\"text\":\"b\"")).status())
                .isEqualTo(200);
    }

    private static final String URL = button("url", 1, "{\"type\":\"text\",\"text\":\"x\"}");
    private static final String CODE = button("copy_code", 4, "{\"type\":\"coupon_code\",\"coupon_code\":\"SAVE20\"}");

    @Test
    void buttonsThatFitAreTaken() throws InterruptedException {
        for (String more : new String[] {
            "", button("quick_reply", 0, "{\"type\":\"payload\",\"payload\":\"p\"}"), button("QUICK_REPLY", 0, "")
        }) {
            Business.Reply reply = send("buttons", (URL + CODE + more).substring(1));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "132012 | index 0  | url         | 0 | {\"type\":\"text\",\"text\":\"x\"}",
                "132012 | index 3  | quick_reply | 3 | {\"type\":\"payload\",\"payload\":\"x\"}",
                "132012 | index 0  | quick_reply | 0 | {\"type\":\"text\",\"text\":\"x\"}",
                "132000 | index 7  | quick_reply | 7 | {\"type\":\"payload\",\"payload\":\"x\"}",
                "132000 | index 2  | url         | 2 | {\"type\":\"text\",\"text\":\"x\"}",
                "132000 | index 1  | url         | 1 | {\"type\":\"text\",\"text\":\"again\"}",
                "132000 | index 0  | quick_reply | 0 | {\"type\":\"payload\",\"payload\":\"x\"},{\"type\":\"payload\","
                        + "\"payload\":\"y\"}",
            })
    void aButtonThatTheTemplateHasNotIsRefused(int code, String details, String kind, int index, String parameter)
            throws InterruptedException {
        Business.Reply reply = send("buttons", (URL + CODE + button(kind, index, parameter)).substring(1));

        assertThat(reply.json().path("error").path("code").asInt())
                .as(reply.body())
                .isEqualTo(code);
        assertThat(reply.body()).contains(details);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "132000 | requires a parameter | ",
                "132012 | index 4              | {\"type\":\"text\",\"text\":\"SAVE20\"}",
                "131009 | at most 15           | {\"type\":\"coupon_code\",\"coupon_code\":\"SIXTEENCHARACTER\"}",
                "131009 | alphanumeric         | {\"type\":\"coupon_code\",\"coupon_code\":\"SAVE-20\"}",
            })
    void aCouponThatIsNoneIsRefused(int code, String details, String parameter) throws InterruptedException {
        String coupon = parameter == null ? "" : button("copy_code", 4, parameter);
        Business.Reply reply = send("buttons", (URL + coupon).substring(1));

        assertThat(reply.json().path("error").path("code").asInt())
                .as(reply.body())
                .isEqualTo(code);
        assertThat(reply.body()).contains(details);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0      | 123456           | 123456",
                "0      | 123456789012345  | 123456789012345",
                "132005 | 1234567890123456 | 1234567890123456",
                "132018 | 123456           | 654321",
                "132012 | 12 😀            | 12 😀",
                "132012 | https://a.b      | https://a.b",
                "132000 | 123456           | ",
            })
    void aCodeIsSentTwiceAndHasFifteenCharacters(int code, String inBody, String inButton) throws InterruptedException {
        String button = inButton == null ? "" : button("url", 0, "{\"type\":\"text\",\"text\":\"" + inButton + "\"}");

        for (String template : new String[] {"otp", "verification_code"}) {
            Business.Reply reply = send(template, body("\"text\":\"" + inBody + "\"") + button);

            assertThat(reply.json().path("error").path("code").asInt())
                    .as(template + " " + reply.body())
                    .isEqualTo(code);
        }
        if (code == 0) {
            assertThat(received()).contains(inBody + " is your verification code.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"header\",\"parameters\":[{\"type\":\"text\",\"text\":\"x\"}]}",
                "{\"type\":\"carousel\",\"cards\":[{\"card_index\":0,\"components\":[]}]}",
                "{\"type\":\"button\",\"sub_type\":\"quick_reply\",\"index\":0,\"parameters\":[{\"type\":\"payload\","
                        + "\"payload\":\"x\"}]}",
            })
    void aComponentThatTheTemplateHasNotIsRefused(String component) throws InterruptedException {
        Business.Reply reply = send("two", body("\"text\":\"a\"", "\"text\":\"b\"") + "," + component);

        assertThat(reply.json().path("error").path("code").asInt())
                .as(reply.body())
                .isEqualTo(132000);
    }
}
