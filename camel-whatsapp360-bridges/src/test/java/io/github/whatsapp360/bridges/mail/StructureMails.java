/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static io.github.whatsapp360.bridges.mail.CorpusMail.document;
import static io.github.whatsapp360.bridges.mail.CorpusMail.media;
import static io.github.whatsapp360.bridges.mail.CorpusMail.refused;
import static io.github.whatsapp360.bridges.mail.CorpusMail.text;
import static io.github.whatsapp360.bridges.mail.Mails.answer;
import static io.github.whatsapp360.bridges.mail.Mails.attached;
import static io.github.whatsapp360.bridges.mail.Mails.bodyOf;
import static io.github.whatsapp360.bridges.mail.Mails.file;
import static io.github.whatsapp360.bridges.mail.Mails.html;
import static io.github.whatsapp360.bridges.mail.Mails.inline;
import static io.github.whatsapp360.bridges.mail.Mails.multi;
import static io.github.whatsapp360.bridges.mail.Mails.part;
import static io.github.whatsapp360.bridges.mail.Mails.plain;
import static io.github.whatsapp360.bridges.mail.Mails.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Mails by their structure: one part, several, pictures, and what is broken. */
final class StructureMails extends CorpusChapters {

    StructureMails() {
        singleParts();
        severalParts();
        pictures();
        brokenStructure();
    }

    private void singleParts() {
        chapter("One part alone");
        add("plain text", answer(plain("Yes, in red.")), text("Yes, in red."));
        add(
                "quoted-printable",
                answer(part(
                        "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable",
                        "Gr=C3=BC=C3=9Fe, it is a long=\r\n line =F0=9F=8E=88")),
                text("Grüße, it is a long line 🎈"));
        add(
                "base64 text",
                answer(part(
                        "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64",
                        Base64.getMimeEncoder().encodeToString("Grüße 日本".getBytes(UTF_8)))),
                text("Grüße 日本"));
        add(
                "wrapped lines (format=flowed)",
                answer(part(
                        "Content-Type: text/plain; charset=utf-8; format=flowed",
                        "This paragraph was \r\nwrapped by the \r\nprogram.\r\n\r\n From here on.\r\n-- \r\nAnna")),
                text("This paragraph was wrapped by the program.\n\nFrom here on."));
        add(
                "HTML only",
                answer(html("<html><head><style>p{}</style></head><body><p>Yes, in <b>red</b> &amp; blue.</p>"
                        + "<ul><li>small</li><li>large</li></ul><a href=\"https://example.org/a\">"
                        + "Shop</a></body></html>")),
                text("Yes, in *red* & blue.\n\n• small\n• large\n\nShop (https://example.org/a)"));
        add(
                "a PDF",
                answer(attached("application/pdf; name=\"scan.pdf\"", "scan.pdf", PDF)),
                document("scan.pdf", PDF));
        add("a picture", answer(attached("image/png", "photo.png", PNG)), media("image", PNG));
        add(
                "octet-stream with a name",
                answer(attached("application/octet-stream", "scan.pdf", PDF)),
                document("scan.pdf", PDF));
        add(
                "octet-stream without a name",
                answer(file("Content-Type: application/octet-stream", PDF)),
                document("document.pdf", PDF));
        add("a spreadsheet without a name", answer(file("Content-Type: " + XLSX, ZIP)), document("document.xlsx", ZIP));
        add("a voice memo", answer(attached("audio/x-m4a", "memo.m4a", M4A)), media("audio", M4A));
        add("a table as text", answer(attached("text/csv; charset=utf-8", "data.csv", CSV)), document("data.csv", CSV));
        add(
                "an invitation",
                answer(file("Content-Type: text/calendar; method=REQUEST; charset=UTF-8", ICS)),
                document("invite.ics", ICS));
        add("a contact card", answer(file("Content-Type: text/vcard", VCF)), document("contact.vcf", VCF));
    }

    private void severalParts() {
        chapter("Several parts");
        add(
                "text and file",
                answer(multi("mixed", plain("See file"), attached("application/pdf", "a.pdf", PDF))),
                text("See file"),
                document("a.pdf", PDF));
        add(
                "plain text and HTML: HTML knows the paragraphs",
                answer(multi("alternative", plain("Yes,\r\nin\r\nred"), html("<p>Yes, in <i>red</i></p>"))),
                text("Yes, in _red_"));
        add(
                "HTML without a word beside plain text",
                answer(multi("alternative", plain("Yes"), html("<html><body><div></div></body></html>"))),
                text("Yes"));
        add(
                "a form for pages that move (AMP) and one for watches",
                answer(multi(
                        "alternative",
                        plain("Yes"),
                        part("Content-Type: text/x-amp-html", "<html amp4email></html>"),
                        part("Content-Type: text/watch-html", "<b>Yes</b>"),
                        html("<p>Yes</p>"))),
                text("Yes"));
        add(
                "Apple Mail: text, picture, text",
                answer(multi(
                        "mixed",
                        plain("Before"),
                        file(
                                "Content-Type: image/png; name=a.png\r\n"
                                        + "Content-Disposition: inline; filename=a.png",
                                PNG),
                        plain("After"))),
                text("Before\n\nAfter"),
                media("image", PNG));
        add(
                "Apple Mail: a file within one of two forms",
                answer(multi(
                        "alternative",
                        plain("See file"),
                        multi(
                                "mixed",
                                html("<p>See</p>"),
                                attached("application/pdf", "a.pdf", PDF),
                                html("<p>file</p>")))),
                text("See\n\nfile"),
                document("a.pdf", PDF));
        add(
                "an invitation, as a form of the text and as a file",
                answer(multi(
                        "mixed",
                        multi(
                                "alternative",
                                plain("Meet me"),
                                html("<p>Meet me</p>"),
                                part("Content-Type: text/calendar; method=REQUEST", new String(ICS, ISO_8859_1))),
                        attached("application/ics", "invite.ics", ICS))),
                text("Meet me"),
                document("invite.ics", ICS));
        add(
                "five levels",
                answer(multi(
                        "mixed",
                        multi("mixed", multi("related", multi("alternative", multi("mixed", plain("Deep"))))),
                        attached("application/pdf", "a.pdf", PDF))),
                text("Deep"),
                document("a.pdf", PDF));
        add(
                "two files of one name",
                answer(multi(
                        "mixed",
                        plain("Two"),
                        attached("application/pdf", "a.pdf", PDF),
                        attached("application/pdf", "A.pdf", CSV))),
                text("Two"),
                document("a.pdf", PDF),
                document("A (2).pdf", CSV));
        add(
                "files without names",
                answer(multi(
                        "mixed",
                        plain("Files"),
                        file("Content-Type: " + XLSX, ZIP),
                        file("Content-Type: image/png", PNG),
                        file("Content-Type: application/pdf", PDF),
                        part("Content-Type: text/calendar", new String(ICS, ISO_8859_1)))),
                text("Files"),
                document("document.xlsx", ZIP),
                media("image", PNG),
                document("document.pdf", PDF),
                document("invite.ics", ICS));
        add(
                "a text as a file is a file",
                answer(multi(
                        "mixed",
                        plain("See notes"),
                        attached("text/plain; charset=iso-8859-1", "notes.txt", "Grüße".getBytes(ISO_8859_1)))),
                text("See notes"),
                document("notes.txt", "Grüße".getBytes(ISO_8859_1)));
        add(
                "an unknown kind of multipart",
                answer(multi("x-own", plain("Yes"), attached("application/pdf", "a.pdf", PDF))),
                text("Yes"),
                document("a.pdf", PDF));
    }

    private void pictures() {
        chapter("Pictures within the text");
        add(
                "by content id",
                answer(multi(
                        "related",
                        html("<p>This one: <img src=\"cid:red@example\"></p>"),
                        inline("image/png", "red@example", PNG))),
                text("This one:"),
                media("image", PNG));
        add(
                "in the quoted mail only",
                answer(multi(
                        "related",
                        html("<p>Yes</p><blockquote type=\"cite\">Lena wrote: <img src=\"cid:old\"></blockquote>"),
                        inline("image/png", "old", PNG))),
                text("Yes"));
        add(
                "in the signature only",
                answer(multi(
                        "related",
                        html("<p>Yes</p><div>-- <br>Anna<br><img src=\"cid:logo%401\"></div>"),
                        inline("image/png", "logo@1", PNG))),
                text("Yes"));
        add(
                "written into the HTML itself",
                answer(html("<p>Look</p><img src=\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(PNG) + "\">")),
                text("Look"),
                media("image", PNG));
        add(
                "a picture and no word",
                answer(multi("related", html("<img src=\"cid:a\">"), inline("image/jpeg", "a", JPEG))),
                media("image", JPEG));
        add(
                "a symbol that the program draws as a picture",
                answer(html("<p>Thanks <img alt=\"😀\" src=\"https://example.org/smile.png\"></p>")),
                text("Thanks 😀"));
    }

    private void brokenStructure() {
        chapter("Broken structure");
        add(
                "the last boundary is missing",
                answer(part("Content-Type: multipart/mixed; boundary=b1", "--b1\r\n" + plain("Yes") + "\r\n")),
                text("Yes"));
        add(
                "a wrong boundary in the header",
                answer(part(
                        "Content-Type: multipart/mixed; boundary=wrong",
                        bodyOf("right", plain("Yes"), attached("application/pdf", "a.pdf", PDF))
                                .substring(34))),
                text("Yes"),
                document("a.pdf", PDF));
        add(
                "no boundary in the header",
                answer(part(
                        "Content-Type: multipart/mixed",
                        bodyOf("b", plain("Yes")).substring(34))),
                text("Yes"));
        add(
                "a multipart in base64",
                answer(part(
                        "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64",
                        Base64.getMimeEncoder().encodeToString(Mails.bytes(bodyOf("b", plain("Yes")))))),
                text("Yes"));
        add(
                "an encoding that does not exist",
                answer(part(
                        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8-bits", utf8("Grüße"))),
                text("Grüße"));
        add("half a content type", answer(part("Content-Type: text", "Yes")), text("Yes"));
        add("no content type", answer(part("", "Yes")), text("Yes"));
        add(
                "base64 without padding, with blanks",
                answer(part(
                        "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: BASE64",
                        Base64.getEncoder().withoutPadding().encodeToString(PDF).replaceAll("(.{11})", "$1 \r\n\t"))),
                document("a.pdf", PDF));
        add(
                "the end of a file is missing",
                answer(part(
                        "Content-Type: multipart/mixed; boundary=b1",
                        "--b1\r\n" + plain("Yes") + "\r\n--b1\r\n" + attached("application/pdf", "a.pdf", PDF))),
                refused("The mail is incomplete"));
        add(
                "damaged base64",
                answer(part(
                        "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64", "JVBERi0xL")),
                refused("The file is damaged"));
    }
}
