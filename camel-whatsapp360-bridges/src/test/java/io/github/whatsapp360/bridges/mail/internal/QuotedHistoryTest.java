/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an answer when the mail that it answers, and the signature, are cut off. */
class QuotedHistoryTest {

    /** The line above the quoted mail, as each program writes it in each language. */
    private static final Map<String, List<String>> INTRODUCTIONS = Map.of(
            "Gmail",
            List.of(
                    "On Mon, Jan 5, 2026 at 10:00 AM Lena <lena@example.org> wrote:",
                    "Am Mo., 5. Jan. 2026 um 10:00 Uhr schrieb Lena <lena@example.org>:",
                    "Le lun. 5 janv. 2026 à 10:00, Lena <lena@example.org> a écrit :",
                    "El lun, 5 ene 2026 a las 10:00, Lena (<lena@example.org>) escribió:",
                    "Il giorno lun 5 gen 2026 alle ore 10:00 Lena <lena@example.org> ha scritto:",
                    "Em seg., 5 de jan. de 2026 às 10:00, Lena <lena@example.org> escreveu:",
                    "Op ma 5 jan 2026 om 10:00 schreef Lena <lena@example.org>:"),
            "Apple Mail",
            List.of(
                    "On 5 Jan 2026, at 10:00, Lena <lena@example.org> wrote:",
                    "Am 05.01.2026 um 10:00 schrieb Lena <lena@example.org>:",
                    "Le 5 janv. 2026 à 10:00, Lena <lena@example.org> a écrit :",
                    "El 5 ene 2026, a las 10:00, Lena <lena@example.org> escribió:",
                    "Il giorno 5 gen 2026, alle ore 10:00, Lena <lena@example.org> ha scritto:",
                    "No dia 05/01/2026, às 10:00, Lena <lena@example.org> escreveu:",
                    "Op 5 jan 2026, om 10:00 heeft Lena <lena@example.org> het volgende geschreven:"),
            "Thunderbird",
            List.of(
                    "On 05/01/2026 10:00, Lena wrote:",
                    "Am 05.01.26 um 10:00 schrieb Lena:",
                    "Le 05/01/2026 à 10:00, Lena a écrit :",
                    "El 5/1/26 a las 10:00, Lena escribió:",
                    "Il 05/01/2026 10:00, Lena ha scritto:",
                    "Em 05/01/2026 10:00, Lena escreveu:",
                    "Op 05-01-2026 om 10:00 schreef Lena:"));

    private static final List<List<String>> OUTLOOK = List.of(
            List.of("Original Message", "From", "Sent", "To", "Subject"),
            List.of("Ursprüngliche Nachricht", "Von", "Gesendet", "An", "Betreff"),
            List.of("Message d'origine", "De", "Envoyé", "À", "Objet"),
            List.of("Mensaje original", "De", "Enviado el", "Para", "Asunto"),
            List.of("Messaggio originale", "Da", "Inviato", "A", "Oggetto"),
            List.of("Mensagem original", "De", "Enviada em", "Para", "Assunto"),
            List.of("Oorspronkelijk bericht", "Van", "Verzonden", "Aan", "Onderwerp"));

    static Stream<Arguments> introductions() {
        return INTRODUCTIONS.entrySet().stream()
                .flatMap(program -> program.getValue().stream().map(line -> Arguments.of(program.getKey(), line)));
    }

    static Stream<List<String>> outlook() {
        return OUTLOOK.stream();
    }

    @ParameterizedTest
    @MethodSource("introductions")
    void aQuotedMailIsCutOffInEveryLanguage(String program, String introduction) {
        String quoted = "> Do you have it?\n>\n> Lena\n";
        int middle = introduction.lastIndexOf(' ', introduction.length() * 2 / 3);
        String wrapped = introduction.substring(0, middle) + "\n" + introduction.substring(middle + 1);

        assertThat(QuotedHistory.cut("Yes.\n\n" + introduction + "\n" + quoted)).isEqualTo("Yes.");
        assertThat(QuotedHistory.cut("Yes.\n\n" + introduction + "\n\n" + quoted))
                .isEqualTo("Yes.");
        assertThat(QuotedHistory.cut("Yes.\n\n" + wrapped + "\n" + quoted)).isEqualTo("Yes.");
        assertThat(QuotedHistory.cut("Yes.\n\n" + introduction)).isEqualTo("Yes.");
        assertThat(QuotedHistory.cut(introduction + "\n" + quoted + "\nYes.")).isEqualTo("Yes.");
        assertThat(QuotedHistory.cut("Yes.\n\n> " + introduction + "\n> \n" + quoted))
                .isEqualTo("Yes.");
    }

    @ParameterizedTest
    @MethodSource("outlook")
    void outlookIsCutOffInEveryLanguage(List<String> words) {
        String head = words.get(1) + ": Lena <lena@example.org>\n" + words.get(2) + ": 5 January 2026 10:00\n"
                + words.get(3) + ": Team <team@example.org>\n" + words.get(4) + ": Lena\n\nDo you?";
        String html = head.lines()
                .filter(line -> line.contains(":"))
                .map(line -> "<b>"
                        + line.replaceFirst(":", ":</b>")
                                .replace("<lena", "&lt;lena")
                                .replace("<team", "&lt;team"))
                .reduce("", (all, line) -> all + line + "<br>");

        assertThat(QuotedHistory.cut("Yes.\n\n" + head)).isEqualTo("Yes.");
        assertThat(QuotedHistory.cut("Yes.\n\n-----" + words.get(0) + "-----\n" + head))
                .isEqualTo("Yes.");
        assertThat(QuotedHistory.cut("Yes.\n\n________________________________\n" + head))
                .isEqualTo("Yes.");
        assertThat(cutHtml("<p>Yes.</p><div><p>" + html + "</p></div><p>Do you?</p>"))
                .isEqualTo("Yes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes.\n\n2026年1月5日(月) 10:00 Lena <a@example.com>:\n> Q\n",
                "Yes.\n> no attribution at all\n> but at the end\n",
                "Yes.\n\n________________________________\nVon: Lena\n",
                "Yes.\n\n*Von:* Lena\n*Gesendet:* Montag\n*An:* Team\n\nHast du?",
                "Yes.\n-- \nAnna, Support",
                "Yes.\n\nSent from my iPhone",
                "Yes.\n\nVon meinem iPhone gesendet",
                "Yes.\n\nEnvoyé de mon iPhone",
                "Yes.\n\nEnviado desde mi iPhone",
                "Yes.\n\nInviato da iPhone",
                "Yes.\n\nEnviado do meu iPhone",
                "Yes.\n\nVerstuurd vanaf mijn iPhone",
                "Yes.\n\nGet Outlook for iOS (https://aka.ms/o0ukef)",
                "Yes.\n\nGesendet von Outlook für Android\n\n________________________________\nVon: Lena\nGesendet: "
                        + "5\nAn: T",
                "Yes.\n--"
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
                "------ Our offer ------\nred\nblue",
                "____________________\nred\n____________________\nblue",
                "Lena wrote: two of them.\nRight?",
                "a\n--\nb",
                "We deliver on 5 January at:",
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
                "<div>Yes.<div style=\"border:none;border-top:solid #E1E1E1 1.0pt\">From: Lena</div><p>Do you?</p>"
                        + "</div>",
                "<div>Yes.</div><div id=\"appendonsend\"></div><hr><div>From: Lena</div>",
                "<div class=\"moz-cite-prefix\">Am 5.1. schrieb Lena:</div><blockquote type=\"cite\">Q</blockquote><p>"
                        + "Yes.</p>",
                "<p>Yes.</p><span class=\"gmail_signature_prefix\">-- </span><br><div class=\"gmail_signature\">"
                        + "Anna</div>",
                "<p>Yes.</p><div id=\"ms-outlook-mobile-signature\">Get Outlook for iOS</div>",
                "<p>Yes.</p><div>--&nbsp;<br>Anna</div>",
                "<p>Yes.</p><div>On 5 Jan 2026 Lena wrote:</div><blockquote type=\"cite\">Q</blockquote>"
            })
    void theUsualProgramsAreKnown(String html) {
        assertThat(cutHtml(html)).isEqualTo("Yes.");
    }

    @Test
    void aQuotationOnPurposeStays() {
        assertThat(cutHtml("<p>It says:</p><blockquote>Red</blockquote><p>So yes.</p>"))
                .isEqualTo("It says:\n\nRed\n\nSo yes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "See.\n\n---------- Forwarded message ---------\nFrom: B <b@example.org>\nDate: 5\nSubject: P\nTo: T\n"
                        + "\n\nPrices",
                "See.\n\n---------- Weitergeleitete Nachricht ---------\nVon: B\nDatum: 5\nBetreff: P\n\nPrices",
                "See.\n\n-------- Message transféré --------\nSujet : P\nDate : 5\nDe : B\nPour : T\n\nPrices",
                "See.\n\n---------- Mensaje reenviado ---------\nDe: B\nFecha: 5\nAsunto: P\n\nPrices",
                "See.\n\n-------- Messaggio Inoltrato --------\nOggetto: P\nData: 5\nMittente: B\n\nPrices",
                "See.\n\n---------- Mensagem encaminhada ---------\nDe: B\nData: 5\nAssunto: P\n\nPrices",
                "See.\n\n-------- Doorgestuurd bericht --------\nOnderwerp: P\nDatum: 5\nVan: B\n\nPrices",
                "See.\n\nBegin forwarded message:\n\nFrom: B <b@example.org>\nSubject: P\nDate: 5\n\nPrices",
                "See.\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: B\nBetreff: P\n\nPrices"
            })
    void ofAForwardedMailOnlyItsHeadIsCutOff(String mail) {
        assertThat(QuotedHistory.cut(mail)).isEqualTo("See.\n\nPrices");
    }

    @Test
    void aForwardedMailWithinTheQuotedOneIsHistory() {
        assertThat(QuotedHistory.cut("Yes.\n\nOn Mon, 5 Jan 2026, Lena wrote:\n> -- Forwarded message ---\n> From: B"))
                .isEqualTo("Yes.");
    }

    private static String cutHtml(String html) {
        Document document = Jsoup.parse(html);
        QuotedHtml.cut(document);
        return QuotedHistory.cut(ReadableText.of(document.body(), new ArrayList<>()));
    }
}
