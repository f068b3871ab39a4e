/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

    private static final Pattern ROW = Pattern.compile("\\| `([^`]*)` \\| (?:`([^`]*)`|(refused):[^|]*) \\|[^\\n]*");
    private static final Pattern CODE_POINT = Pattern.compile("⟨U\\+([0-9A-F]{4,5})⟩");

    /** The table of the guide: what is written, and what is sent; null if it is refused. */
    static List<Arguments> guide() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "guide", "sending.md"));
        String table = page.substring(page.indexOf("### How a number may be written"));
        Matcher row = ROW.matcher(table.substring(0, table.indexOf("\n## ")));
        List<Arguments> rows = new ArrayList<>();
        while (row.find()) {
            String written = CODE_POINT
                    .matcher(row.group(1))
                    .replaceAll(mark -> new String(Character.toChars(Integer.parseInt(mark.group(1), 16))));
            rows.add(Arguments.of(written, row.group(2)));
        }
        assertThat(rows).hasSizeGreaterThan(20);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("guide")
    void theTableOfTheGuideHolds(String written, String sent) {
        if (sent == null) {
            assertRefused(written);
        } else {
            assertThat(Recipient.parse(written).wire()).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "491701234567",
                " 49 170 1234567 ",
                "49-170-1234567",
                "(49) 170.1234567",
                "[49]170/1234567",
                "49\u00a0170\u20111234567",
                "\u202a49 170 1234567\u202c",
                "\u206649\u2069170\u200b1234567\u2060",
                "\ufeff49\u00ad170\u00ad1234567\u200f",
                "49.170.1234567",
                "491.701.234.567",
                "tel:49-170-1234567",
                "TEL:491701234567",
                "\u200etel: 491701234567",
                "\uff14\uff19\uff11\uff17\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17",
                "\u0664\u0669\u0661\u0667\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667",
                "49\u2212170\uff0f1234567",
                "\uff0849\uff091701234567",
                "491701234567\n",
                "\u3000491701234567\r\n\0"
            })
    void whatDoesNotBelongToANumberIsLeftOut(String text) {
        assertThat(Recipient.parse(text)).isEqualTo(new Recipient.Phone("491701234567"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+49 (170) 123-4567", "(+49) 170 1234567", "\uff0b491701234567", "tel:+49-170-1234567"})
    void leadingPlusIsKept(String text) {
        assertThat(Recipient.parse(text).wire()).isEqualTo("+491701234567");
    }

    @Test
    void keyIsTheSameWithAndWithoutPlus() {
        assertThat(Recipient.parse("+491701234567").key())
                .isEqualTo(Recipient.parse("491701234567").key())
                .isEqualTo("491701234567");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "491701234567.0",
                "491701234567.00",
                "+491701234567.0",
                "491 701 234 567.00",
                "4.91701234567",
                "4917012345.67",
                "49.170.1234567.0",
                "4.91701234567E11",
                "4.91701234567E+11",
                "4,91701234567E+11",
                "4.9e11",
                "491701234567,0",
                "\u06f4\u06f9\u06f1\u06f7\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7.\u06f0"
            })
    void aNumberOfASpreadsheetIsRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0049 170 1234567",
                "0170 1234567",
                "+0170 1234567",
                "(0170) 1234567",
                "+49 (0)170 1234567",
                "+49(0) 170 1234567",
                "49[0]1701234567",
                "+49 ( 0 ) 170 1234567",
                "+49 (0170) 1234567",
                "+49\uff080\uff091701234567",
                "0049 (0)170 1234567",
                "000000000",
                "+49 0171 1234567",
                "+4901711234567",
                "4901711234567",
                "49 0171 1234567",
                "(+49) 0171-1234567",
                "[49] 0171/1234567",
                "+49.0171.1234567",
                "tel:+49-0171-1234567",
                "\u202a+49\u00a00171 1234567\u202c",
                "\uff0b\uff14\uff19\uff10\uff11\uff17\uff11\uff11\uff12\uff13\uff14\uff15",
                "+44 07911 123456",
                "+36 06 30 123 4567",
                "+33 06 12 34 56 78",
                "+90 0532 123 45 67",
                "+91 098765 43210",
                "+234 0803 123 4567",
                "+62 0812 3456 7890",
                "+1 0212 555 1234",
                "+7 0912 345 67 89",
                "+352 0621 123 456"
            })
    void aZeroThatIsNotDialledFromAbroadIsRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+39 06 1234 5678",
                "+378 0549 123456",
                "+379 06 698 12345",
                "+225 07 12 34 56 78",
                "+226 01 23 45 67",
                "+229 01 97 12 34 56",
                "+241 06 12 34 56",
                "+242 06 123 4567",
                "+992 00 123 4567",
                "39 06 1234 5678",
                "22507123456 78"
            })
    void inSomeCountriesAZeroBehindTheCodeIsDialled(String text) {
        assertThat(Recipient.parse(text).wire()).isEqualTo("+" + text.replaceAll("[^0-9]", ""));
    }

    @Test
    void aNumberThatWhatsappGaveIsTakenAsItIs() {
        assertThat(Recipient.waId("4901711234567").wire()).isEqualTo("+4901711234567");
        assertThat(Recipient.waId("+4901711234567").key()).isEqualTo("4901711234567");
        assertThat(Recipient.waId("DE.13491208655302741918")).isInstanceOf(Recipient.UserId.class);
        assertThatIllegalArgumentException().isThrownBy(() -> Recipient.waId("0171 1234567"));
    }

    @Test
    void phoneNumbersGoOutWithAPlus() {
        assertThat(Recipient.parse("491701234567").wire()).isEqualTo("+491701234567");
        assertThat(Recipient.parse("+491701234567").wire()).isEqualTo("+491701234567");
        assertThat(Recipient.of(491701234567L).wire()).isEqualTo("+491701234567");
    }

    static List<Arguments> groupIds() {
        return List.of(
                Arguments.of("Y2FwaV9ncm91cA==", "Y2FwaV9ncm91cA=="),
                Arguments.of("120363025486871234", "120363025486871234"),
                Arguments.of(120363025486871234L, "120363025486871234"),
                Arguments.of(new BigInteger("120363025486871234"), "120363025486871234"),
                Arguments.of(new BigDecimal("1.20363025486871234E+17"), "120363025486871234"),
                Arguments.of(1.203630254868e12, "1203630254868"),
                Arguments.of(12036302, "12036302"));
    }

    @ParameterizedTest
    @MethodSource("groupIds")
    void aGroupIdMayBeANumber(Object id, String sent) {
        assertThat(Recipient.groupOf(id).wire()).isEqualTo(sent);
    }

    static List<Object> noGroupIds() {
        return List.of(
                120363025486871234d,
                120363025486871234f,
                12.5d,
                -7,
                Double.NaN,
                "1.20363025486871234E+17",
                "120363025486871234.0",
                "1,2E17",
                " ");
    }

    @ParameterizedTest
    @MethodSource("noGroupIds")
    void whatIsNoGroupIdIsRefused(Object id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipient.groupOf(id))
                .withMessageStartingWith("Expected the id of a group")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("12036302"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+39 (06) 12345678", "+39 06 12345678", "39/06/12345678"})
    void aZeroThatIsDialledFromAbroadStays(String text) {
        assertThat(Recipient.parse(text).key()).isEqualTo("390612345678");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DE.13491208655302741918", "US.ENT.13491208655302741918", " DE.abc1 ", "\u200eDE.abc1\ufeff"})
    void userIdIsKnownByItsForm(String text) {
        Recipient recipient = Recipient.parse(text);
        String id = text.replaceAll("[^A-Za-z0-9.]", "");
        assertThat(recipient).isInstanceOf(Recipient.UserId.class);
        assertThat(recipient.wire()).isEqualTo(id);
        assertThat(recipient.key()).isEqualTo(id);
        assertThat(recipient.recipientType()).isEqualTo("individual");
    }

    @Test
    void groupIsMadeFromItsId() {
        Recipient group = Recipient.group("\u200bY2FwaV9ncm91cA== \n");
        assertThat(group.recipientType()).isEqualTo("group");
        assertThat(group.wire()).isEqualTo("Y2FwaV9ncm91cA==");
        assertThat(group.key()).isEqualTo("Y2FwaV9ncm91cA==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "1234",
                "123456",
                "1234567890123456",
                "49170+1234567",
                "++491701234567",
                "ann@example.com",
                "491701234567@s.whatsapp.net",
                "whatsapp:+491701234567",
                "tel:491701234567;ext=12",
                "tel:1234567;phone-context=+49170",
                "+49 30 1234567 ext. 12",
                "+49 30 1234567x12",
                "+49 30 1234567/8",
                "491701234567\t1",
                "1234567\n7654321",
                "49170123456\u4e00",
                "491701234567,491701234568",
                "*491701234567#",
                "DE.",
                "de.123",
                "DE.1 2"
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String text) {
        assertRefused(text);
    }

    static List<Object> wholeNumbers() {
        return List.of(
                491701234567L,
                491701234567d,
                new BigDecimal("491701234567"),
                new BigDecimal("491701234567.00"),
                new BigDecimal("4.91701234567E+11"),
                new BigInteger("491701234567"));
    }

    @ParameterizedTest
    @MethodSource("wholeNumbers")
    void aWholeNumberIsItsDigits(Object number) {
        assertThat(Recipient.of(number)).isEqualTo(new Recipient.Phone("491701234567"));
    }

    static List<Number> otherNumbers() {
        return List.of(
                491701234567.5d,
                -491701234567L,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                4.917e200,
                491701234567f,
                new BigDecimal("1E+1000000000"),
                new BigDecimal("1E-1000000000"),
                123456,
                0);
    }

    @ParameterizedTest
    @MethodSource("otherNumbers")
    void anyOtherNumberIsRefused(Number number) {
        assertThatIllegalArgumentException().isThrownBy(() -> Recipient.of(number));
    }

    @Test
    void noRecipientShowsItself() {
        assertThat(Recipient.parse("491701234567")).hasToString("Phone[…]");
        assertThat(Recipient.parse("DE.13491208655302741918")).hasToString("UserId[…]");
        assertThat(Recipient.group("Y2FwaV9ncm91cA==")).hasToString("Group[…]");
        assertThat(new WrittenNumber("491701234567")).hasToString("WrittenNumber[…]");
    }

    private static void assertRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipient.parse(text))
                .withMessageStartingWith("Expected a recipient as a phone number of 7 to 15 digits")
                .satisfies(refused -> assertThat(
                                text.length() < 4 || !refused.getMessage().contains(text))
                        .isTrue());
    }
}
