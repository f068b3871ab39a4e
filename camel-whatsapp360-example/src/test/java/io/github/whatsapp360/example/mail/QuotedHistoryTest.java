package io.github.whatsapp360.example.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an answer when the mail that it answers is cut off. */
class QuotedHistoryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes.\n\nOn Mon, 5 Jan 2026 at 10:00, Lena <a@example.com> wrote:\n> Do you\n>\n> have it?\n",
                "Yes.\n\nOn Monday, 5 January 2026 at ten o'clock, Lena Long-Name\n<support@example.com> wrote:\n\n> Do you?",
                "Yes.\n\nAm 05.01.26 um 10:00 schrieb Lena:\n> Hast du?\n\n> Ja?\n",
                "Yes.\r\n\r\nLe 5 janv. 2026 à 10:00, Lena a écrit :\r\n> Vous ?\r\n",
                "Yes.\n\n2026年1月5日(月) 10:00 Lena <a@example.com>:\n> Q\n",
                "Yes.\n> no attribution at all\n> but at the end\n",
                "Yes.\n\n-----Original Message-----\nFrom: Lena\nTo: Team\nDo you?",
                "Yes.\n\n----- Ursprüngliche Nachricht -----\nDo you?",
                "Yes.\n\n________________________________\nVon: Lena\n",
                "Yes.\n\nFrom: Lena <a@example.com>\nSent: Monday\nTo: Team\nSubject: Lena\n\nDo you?",
                "Yes.\n\n*Von:* Lena\n*Gesendet:* Montag\n*An:* Team\n\nHast du?",
                "On Mon, 5 Jan 2026 Lena wrote:\n> Do you?\n\nYes.",
                "Yes.\n-- \nAnna, Support"
            })
    void onlyTheAnswerIsLeft(String mail) {
        assertThat(QuotedHistory.cut(mail)).isEqualTo("Yes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You asked:\n> In red?\nYes.\n> In blue?\nNo.",
                "From: 10 to 12 we are open.\nSee you",
                "Prices:\nred - 10\nblue --- 12",
                "a\n--\nb",
                ""
            })
    void whatTheAuthorWroteStays(String mail) {
        assertThat(QuotedHistory.cut(mail)).isEqualTo(mail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>Yes.</div><blockquote type=\"cite\">Do you?</blockquote>",
                "<div>Yes.</div><div class=\"gmail_quote\">On Monday <blockquote>Do you?</blockquote></div>",
                "<div><p>Yes.</p></div><div><div id=\"divRplyFwdMsg\">From: Lena</div><p>Do you?</p></div><p>More</p>",
                "<div>Yes.<div style=\"border:none;border-top:solid #E1E1E1 1.0pt\">From: Lena</div><p>Do you?</p></div>",
                "<div>Yes.</div><div id=\"appendonsend\"></div><hr><div>From: Lena</div>",
                "<div class=\"moz-cite-prefix\">Am 5.1. schrieb Lena:</div><blockquote type=\"cite\">Q</blockquote><p>Yes.</p>",
                "<p>Yes.</p><div class=\"gmail_signature\">Anna</div>"
            })
    void theUsualProgramsAreKnown(String html) {
        assertThat(ReadableText.of(QuotedHistory.cutHtml(html))).isEqualTo("Yes.");
    }

    @Test
    void aQuotationOnPurposeStays() {
        assertThat(ReadableText.of(QuotedHistory.cutHtml("<p>It says:</p><blockquote>Red</blockquote><p>So yes.</p>")))
                .isEqualTo("It says:\n\nRed\n\nSo yes.");
    }
}
