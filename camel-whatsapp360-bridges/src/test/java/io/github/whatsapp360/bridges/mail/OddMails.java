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
import static io.github.whatsapp360.bridges.mail.Mails.file;
import static io.github.whatsapp360.bridges.mail.Mails.html;
import static io.github.whatsapp360.bridges.mail.Mails.multi;
import static io.github.whatsapp360.bridges.mail.Mails.part;
import static io.github.whatsapp360.bridges.mail.Mails.plain;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;

/** Mails that are seldom, or that break the standard, and are read by every mail program. */
final class OddMails extends CorpusChapters {

    private static final String AUTHOR = "From: Anna Muster <anna@example.org>";
    private static final String ADDRESSEE = "To: <support+{tag}@example.com>";

    OddMails() {
        headers();
        lines();
        parts();
        machines();
    }

    private void headers() {
        chapter("Odd headers");
        String yes = answer(plain("Yes"));
        add("no author", yes.replace(AUTHOR, "From: "), text("Yes"));
        add(
                "several authors",
                yes.replace(AUTHOR, AUTHOR + ", Bob <bob@example.org>\r\nSender: bob@example.org"),
                text("Yes"));
        add(
                "a group of addressees",
                yes.replace(ADDRESSEE, "To: Team: <support+{tag}@example.com>, bob@example.org;"),
                text("Yes"));
        add(
                "addressed by a copy only",
                yes.replace(ADDRESSEE, "To: undisclosed-recipients:;\r\nCc: <support+{tag}@example.com>"),
                text("Yes"));
        add("a date that is none", yes.replace("Mon, 5 Jan 2026 10:00:00 +0000", "yesterday, 99:99"), text("Yes"));
        add(
                "headers that are there twice",
                answer(
                        "Subject: Re: Lena\r\nSubject: Again\r\n"
                                + "Content-Type: text/plain; charset=utf-8; charset=utf-16\r\n"
                                + "Content-Type: application/pdf\r\n",
                        part(
                                "Content-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: base64",
                                Mails.utf8("Grüße"))),
                text("Grüße"));
        add(
                "a header of 100 kB",
                answer(
                        "Subject: Re: Lena\r\nARC-Seal: i=1;" + "\r\n b=0123456789".repeat(7_000) + "\r\n",
                        plain("Yes")),
                text("Yes"));
        add(
                "a subject of 100 kB",
                answer("Subject: " + "=?utf-8?Q?Gr=C3=BC=C3=9Fe?= ".repeat(3_500) + "\r\n", plain("Yes")),
                text("Yes"));
        add("headers and nothing else", answer("Subject: Re: Lena", ""), refused("The mail is empty"));
        add(
                "RFC 2231 with a piece missing",
                answer(file(
                        "Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n"
                                + " filename*0*=UTF-8''N%C3%BA;\r\n filename*2*=mero.pdf",
                        PDF)),
                document("Número.pdf", PDF));
        add(
                "a name that turns its ending round",
                answer(file(
                        "Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n"
                                + " filename*=UTF-8''scan%E2%80%AEfdp.pdf",
                        PDF)),
                document("scanfdp.pdf", PDF));
    }

    private void lines() {
        chapter("Odd lines and characters");
        String lines = answer(plain("Yes,\r\nin red"));
        add("lines that end with LF", lines.replace("\r\n", "\n"), text("Yes,\nin red"));
        add(
                "quoted-printable with blanks behind the end of a line, and what is no code",
                answer(part(
                        "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable",
                        "Gr=c3=BC=C3=9Fe =  \r\nover =\t\r\ntwo=\r\n lines, 1=2 =3 and =ZZ  \r\nend=")),
                text("Grüße over two lines, 1=2 =3 and =ZZ\nend"));
        add(
                "GB 18030",
                answer(part(
                        "Content-Type: text/plain; charset=gb18030",
                        new String("你好 𠀀".getBytes(Charset.forName("GB18030")), ISO_8859_1))),
                text("你好 𠀀"));
        add(
                "UTF-16",
                answer(part(
                        "Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64",
                        Base64.getMimeEncoder().encodeToString("\uFEFFGrüße 日本".getBytes(UTF_16LE)))),
                text("Grüße 日本"));
        add(
                "a table and symbols by their numbers",
                answer(html("<table><tr><th>Colour</th><th>Price</th></tr>"
                        + "<tr><td>Red</td><td>5&nbsp;&euro; &#128512;&#x1F44D;</td></tr></table>")),
                text("Colour Price\nRed 5 € 😀👍"));
        add(
                "uuencode",
                answer(part(
                        "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: x-uuencode",
                        uuencoded(PDF))),
                document("a.pdf", PDF));
    }

    private static String uuencoded(byte[] content) {
        StringBuilder line = new StringBuilder("begin 644 a.pdf\r\n").append((char) (' ' + content.length));
        for (int i = 0; i < content.length; i += 3) {
            int group = 0;
            for (int j = i; j < i + 3; j++) {
                group = group << 8 | (j < content.length ? content[j] & 0xff : 0);
            }
            for (int shift = 18; shift >= 0; shift -= 6) {
                int value = group >> shift & 63;
                line.append(value == 0 ? '`' : (char) (' ' + value));
            }
        }
        return line.append("\r\n`\r\nend\r\n").toString();
    }

    private void parts() {
        chapter("Odd parts");
        String signed = "From: Bob <bob@example.org>\r\nSubject: Signed\r\nMIME-Version: 1.0\r\n"
                + multi(
                        "signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256",
                        plain("Here it is."),
                        attached("application/pkcs7-signature", "smime.p7s", ZIP));
        add(
                "a signed mail, forwarded as a file",
                answer(multi(
                        "mixed",
                        plain("See below"),
                        part(
                                "Content-Type: message/rfc822; name=\"Signed.eml\"\r\n"
                                        + "Content-Disposition: attachment; filename=\"Signed.eml\"",
                                signed))),
                text("See below\n\n*Signed*\n\nHere it is."));
        byte[] cancelled =
                new String(ICS, ISO_8859_1).replace("REQUEST", "CANCEL").getBytes(ISO_8859_1);
        add(
                "a cancelled meeting",
                answer(multi(
                        "alternative",
                        plain("It rains"),
                        html("<p>It rains</p>"),
                        file("Content-Type: text/calendar; charset=utf-8; method=CANCEL", cancelled))),
                text("It rains"),
                document("invite.ics", cancelled));
        add(
                "Exchange: the text behind a file is called ATT00001.txt",
                answer(multi(
                        "mixed",
                        plain("Before"),
                        attached("application/pdf", "a.pdf", PDF),
                        attached(
                                "text/plain; charset=us-ascii; name=\"ATT00001.txt\"",
                                "ATT00001.txt",
                                "After".getBytes(ISO_8859_1)))),
                text("Before\n\nAfter"),
                document("a.pdf", PDF));
        add(
                "Exchange: nothing behind a file is called ATT00001.htm",
                answer(multi(
                        "mixed",
                        html("<p>See file</p>"),
                        attached("application/pdf", "a.pdf", PDF),
                        attached(
                                "text/html; charset=us-ascii",
                                "ATT00001.htm",
                                "<html><body><br></body></html>".getBytes(ISO_8859_1)))),
                text("See file"),
                document("a.pdf", PDF));
        String deep = plain("Deep");
        for (int i = 0; i < 200; i++) {
            deep = multi("mixed", deep);
        }
        add("two hundred levels", answer(deep), refused("too many parts"));
    }

    private void machines() {
        chapter("Written by machines that mark nothing");
        machine(
                "delivery failure of Exchange",
                "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>\r\n"
                        + "Subject: Lena\r\n");
        for (String subject : List.of(
                "Automatiskt svar: Lena",
                "Automatisk svar: Lena",
                "Odpowiedź automatyczna: Lena",
                "Automatická odpověď: Lena",
                "Automatikus válasz: Lena",
                "Răspuns automat: Lena",
                "Otomatik yanıt: Lena",
                "Автоматический ответ: Lena",
                "Αυτόματη απάντηση: Lena",
                "自動応答: Lena",
                "自动答复: Lena",
                "자동 회신: Lena",
                "Kan inte levereras: Lena",
                "Kan ikke leveres: Lena",
                "Nie można dostarczyć: Lena",
                "Не удается доставить: Lena",
                "配信不能: Lena")) {
            machine(subject, "Subject: " + Mails.utf8(subject) + "\r\n");
        }
        add(
                "a person who writes about an answer",
                answer("Subject: Re: Automatiskt svar: Lena\r\n", plain("Yes")),
                text("Yes"));
    }

    private void machine(String kind, String headers) {
        add(kind, answer(headers, plain("I am away")), ignored());
    }
}
