/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static io.github.whatsapp360.bridges.mail.CorpusMail.document;
import static io.github.whatsapp360.bridges.mail.CorpusMail.ignored;
import static io.github.whatsapp360.bridges.mail.CorpusMail.refused;
import static io.github.whatsapp360.bridges.mail.CorpusMail.text;
import static io.github.whatsapp360.bridges.mail.Mails.answer;
import static io.github.whatsapp360.bridges.mail.Mails.attached;
import static io.github.whatsapp360.bridges.mail.Mails.html;
import static io.github.whatsapp360.bridges.mail.Mails.multi;
import static io.github.whatsapp360.bridges.mail.Mails.part;
import static io.github.whatsapp360.bridges.mail.Mails.plain;

import java.util.List;
import java.util.Random;

/** Mails by who wrote them and what belongs to the answer. */
final class KindsOfMails extends CorpusChapters {

    KindsOfMails() {
        machines();
        forwarded();
        history();
        limits();
    }

    private void machines() {
        chapter("Written by machines");
        String report = part("Content-Type: message/delivery-status", "Action: failed\r\nStatus: 5.1.1\r\n");
        add(
                "delivery failure",
                answer(
                        "Subject: Undelivered Mail\r\n",
                        multi(
                                "report; report-type=delivery-status",
                                plain("I'm sorry"),
                                report,
                                part("Content-Type: message/rfc822", "Subject: Lena\r\n\r\nHi"))),
                ignored());
        machine("delivery failure without a report", "Return-Path: <>\r\nSubject: Re: Lena\r\n");
        machine("delivery failure of an old server", "From: MAILER-DAEMON@example.org\r\nSubject: Re: Lena\r\n");
        machine("delivery failure by its subject only", "Subject: Unzustellbar: Re: Lena\r\n");
        machine("read receipt", "Subject: Gelesen: Lena\r\n");
        add(
                "read receipt as a report",
                answer(
                        "Subject: Lena\r\n",
                        multi("report; report-type=disposition-notification", plain("Your mail was read"))),
                ignored());
        machine("out of office", "Subject: Re: Lena\r\nAuto-Submitted: auto-replied (vacation)\r\n");
        machine("out of office, marked otherwise", "Subject: Re: Lena\r\nX-Autoreply: yes\r\n");
        machine("out of office, marked by precedence", "Subject: Re: Lena\r\nPrecedence: auto_reply\r\n");
        machine("mailing list", "Subject: Re: Lena\r\nPrecedence: list\r\nList-Id: <a.example.org>\r\n");
        List.of(
                        "Out of office: Lena",
                        "Automatic reply: Lena",
                        "Abwesenheitsnotiz: Lena",
                        "Automatische Antwort: Lena",
                        "=?UTF-8?Q?R=C3=A9ponse_automatique_:_Lena?=",
                        "=?UTF-8?Q?Respuesta_autom=C3=A1tica:_Lena?=",
                        "Risposta automatica: Lena",
                        "=?UTF-8?Q?Resposta_autom=C3=A1tica:_Lena?=",
                        "Automatisch antwoord: Lena")
                .forEach(subject -> machine(
                        "out of office by its subject only: "
                                + io.github.whatsapp360.media.EncodedWords.decode(subject),
                        "Subject: " + subject + "\r\n"));
        add(
                "a person who marks a mail as not automatic",
                answer("Subject: Re: Lena\r\nAuto-Submitted: no\r\n", plain("Yes")),
                text("Yes"));
    }

    private void machine(String kind, String headers) {
        add(kind, answer(headers, plain("I am away")), ignored());
    }

    private void forwarded() {
        chapter("Forwarded");
        String inner = "From: Bob <bob@example.org>\r\nSubject: Price list\r\nMIME-Version: 1.0\r\n"
                + multi("mixed", plain("Here it is."), attached("application/pdf", "prices.pdf", PDF));
        add(
                "an attached mail",
                answer(multi("mixed", plain("See below"), part("Content-Type: message/rfc822", inner))),
                text("See below\n\n*Price list*\n\nHere it is."),
                document("prices.pdf", PDF));
        add(
                "an attached mail and no word",
                answer(part("Content-Type: message/rfc822", inner)),
                text("*Price list*\n\nHere it is."),
                document("prices.pdf", PDF));
        add(
                "below the text (Gmail)",
                answer(
                        "Subject: Fwd: Price list\r\n",
                        html("<div>See below</div><div class=\"gmail_quote\"><div>---------- Forwarded"
                                + " message ---------<br>From: Bob &lt;bob@example.org&gt;<br>Date: Mon, 5 Jan 2026<br>"
                                + "Subject: Price list<br></div><p>Here it is.</p></div>")),
                text("See below\n\nHere it is."));
    }

    private void history() {
        chapter("What is cut off");
        add(
                "Outlook",
                answer(html("<div><p>Yes</p><div style=\"border:none;border-top:solid #E1E1E1 1.0pt\"><p><b>From:</b> "
                        + "Lena<br>"
                        + "<b>Sent:</b> Monday</p></div><p>Do you?</p></div>")),
                text("Yes"));
        add(
                "Outlook on the web",
                answer(html("<div>Yes</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>Von:</b> "
                        + "Lena</div>"
                        + "<div>Do you?</div>")),
                text("Yes"));
        add(
                "Outlook in plain text",
                answer(plain(
                        "Yes\r\n\r\n________________________________\r\nVon: Lena\r\nGesendet: Montag\r\nAn: Team\r\n"
                                + "Betreff: Lena\r\n\r\nHast du?")),
                text("Yes"));
        add(
                "Gmail",
                answer(html("<div dir=\"ltr\">Yes</div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">"
                        + "On Mon, Jan 5, 2026"
                        + " Lena wrote:<br></div><blockquote class=\"gmail_quote\">Do "
                        + "you?</blockquote></div>")),
                text("Yes"));
        add(
                "Apple Mail",
                answer(html(
                        "<div>Yes<br><blockquote type=\"cite\"><div>Am 05.01.2026 um 10:00 schrieb Lena:</div>Hast du?"
                                + "</blockquote></div>")),
                text("Yes"));
        add(
                "Thunderbird",
                answer(html("<p>Yes</p><div class=\"moz-cite-prefix\">Le 05/01/2026, Lena a écrit :</div>"
                        + "<blockquote type=\"cite\" cite=\"mid:1\">Avez-vous ?</blockquote>")),
                text("Yes"));
        add(
                "answers between the lines stay in their order",
                answer(plain("> In red?\r\nYes\r\n> In blue?\r\nNo")),
                text("> In red?\nYes\n> In blue?\nNo"));
        add("signature", answer(plain("Yes\r\n-- \r\nAnna Muster\r\nexample.org")), text("Yes"));
        add("the line of a telephone", answer(plain("Yes\r\n\r\nVon meinem iPhone gesendet")), text("Yes"));
        add(
                "nothing but the quoted mail",
                answer(plain("On Mon, 5 Jan 2026, Lena wrote:\r\n> Do you?")),
                refused("The mail is empty"));
    }

    private void limits() {
        chapter("Limits");
        byte[] large = new byte[25 << 20];
        new Random(25).nextBytes(large);
        System.arraycopy(PDF, 0, large, 0, 8);
        add(
                "25 MB",
                answer(multi("mixed", plain("Large"), attached("application/pdf", "large.pdf", large))),
                text("Large"),
                document("large.pdf", large));
        add("empty", answer(part("", "")), refused("The mail is empty"));
        add(
                "an empty file",
                answer(multi("mixed", plain("See file"), attached("text/plain", "a.txt", new byte[0]))),
                refused("The document is empty"));
        byte[] photo = new byte[(5 << 20) + 1];
        System.arraycopy(PNG, 0, photo, 0, 24);
        add(
                "a picture that is too large for WhatsApp",
                answer(attached("image/png", "photo.png", photo)),
                refused("the maximum is 5242880"));
        add(
                "a text for more than one message",
                answer(plain("word ".repeat(1000))),
                text("word ".repeat(819).strip()),
                text("word ".repeat(181).strip()));
        add("a text for more than ten messages", answer(plain("word ".repeat(10_000))), refused("Attach it as a file"));
        add(
                "a tag that was changed",
                answer(plain("Yes")).replace("{tag}", "491700000000-0123456789abcdef"),
                ignored());
        add("no tag", answer(plain("Yes")).replace("+{tag}", ""), ignored());
    }
}
