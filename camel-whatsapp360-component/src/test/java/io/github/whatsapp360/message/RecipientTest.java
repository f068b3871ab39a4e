package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "491701234567",
                " 49 170 1234567 ",
                "49-170-1234567",
                "(49) 170.1234567",
                "[49]170/1234567",
                "49\u00a0170\u20111234567"
            })
    void separatorsAreLeftOutOfANumber(String text) {
        assertThat(Recipient.parse(text)).isEqualTo(new Recipient.Phone("491701234567"));
    }

    @Test
    void leadingPlusIsKept() {
        assertThat(Recipient.parse("+49 (170) 123-4567").wire()).isEqualTo("+491701234567");
    }

    @Test
    void nothingElseRewritesANumber() {
        assertThat(Recipient.parse("0049 (0)170 1234567").wire()).isEqualTo("00490" + "1701234567");
    }

    @Test
    void keyIsTheSameWithAndWithoutPlus() {
        assertThat(Recipient.parse("+491701234567").key())
                .isEqualTo(Recipient.parse("491701234567").key())
                .isEqualTo("491701234567");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE.13491208655302741918", "US.ENT.13491208655302741918", " DE.abc1 "})
    void userIdIsKnownByItsForm(String text) {
        Recipient recipient = Recipient.parse(text);
        assertThat(recipient).isInstanceOf(Recipient.UserId.class);
        assertThat(recipient.wire()).isEqualTo(text.strip());
        assertThat(recipient.key()).isEqualTo(text.strip());
        assertThat(recipient.recipientType()).isEqualTo("individual");
    }

    @Test
    void groupIsMadeFromItsId() {
        Recipient group = Recipient.group("Y2FwaV9ncm91cA==");
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
                "1234567890123456",
                "49170+1234567",
                "ann@example.com",
                "DE.",
                "de.123",
                "DE.1 2"
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipient.parse(text))
                .satisfies(refused -> assertThat(
                                text.length() < 4 || !refused.getMessage().contains(text))
                        .isTrue());
    }

    @Test
    void noRecipientShowsItself() {
        assertThat(Recipient.parse("491701234567")).hasToString("Phone[…]");
        assertThat(Recipient.parse("DE.13491208655302741918")).hasToString("UserId[…]");
        assertThat(Recipient.group("Y2FwaV9ncm91cA==")).hasToString("Group[…]");
    }
}
