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
import static io.github.whatsapp360.bridges.mail.Mails.file;
import static io.github.whatsapp360.bridges.mail.Mails.multi;
import static io.github.whatsapp360.bridges.mail.Mails.part;
import static io.github.whatsapp360.bridges.mail.Mails.plain;
import static io.github.whatsapp360.bridges.mail.Mails.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;

/** Mails by how names and texts are written in them, and what wraps them. */
final class ContentMails extends CorpusChapters {

    ContentMails() {
        names();
        charsets();
        signedAndEncrypted();
        outlook();
    }

    private void names() {
        chapter("Names of files");
        name("an encoded word", "filename=\"=?UTF-8?Q?N=C3=BAmero.pdf?=\"", "Número.pdf");
        name("an encoded word in base64", "filename=\"=?utf-8?B?TsO6bWVyby5wZGY=?=\"", "Número.pdf");
        name("several encoded words", "filename=\"=?UTF-8?Q?M=C3=A4?=\r\n =?UTF-8?Q?rz.pdf?=\"", "März.pdf");
        name("an encoded word of an unknown charset", "filename=\"=?x-none?Q?N=C3=BAmero.pdf?=\"", "Número.pdf");
        name("RFC 2231", "filename*=UTF-8''N%C3%BAmero.pdf", "Número.pdf");
        name("RFC 2231, continued", "filename*1*=mero%20.pdf; filename*0*=UTF-8'es'N%C3%BA", "Número .pdf");
        name("RFC 2231, continued in plain", "filename*0=\"long \"; filename*1=\"name.pdf\"", "long name.pdf");
        name("RFC 2231 of an unknown charset", "filename*=x-none''N%FAmero.pdf", "Número.pdf");
        name("both forms at once", "filename=\"N_mero.pdf\"; filename*=UTF-8''N%C3%BAmero.pdf", "Número.pdf");
        name("bytes of UTF-8", "filename=\"" + utf8("Número 日.pdf") + "\"", "Número 日.pdf");
        name("bytes of Latin-1", "filename=\"N\u00famero.pdf\"", "Número.pdf");
        name("blanks without quotes", "filename=my new scan.pdf", "my new scan.pdf");
        name("a semicolon within", "filename=\"a;b.pdf\"", "a;b.pdf");
        name("a path", "filename=\"C:\\Users\\anna\\scan.pdf\"", "scan.pdf");
        name("a path that leads elsewhere", "filename=\"../../etc/scan.pdf\"", "scan.pdf");
        name("no ending", "filename=scan", "scan.pdf");
        add(
                "only in the content type",
                answer(file("Content-Type: application/pdf;\r\n\tname=\"=?iso-8859-1?Q?N=FAmero.pdf?=\"", PDF)),
                document("Número.pdf", PDF));
        add(
                "an Office file as octet-stream with an encoded word",
                answer(multi(
                        "mixed",
                        plain("Hello"),
                        file(
                                "Content-Type: application/octet-stream; name=\"=?UTF-8?Q?N=C3=BAmero.docx?=\"\r\n"
                                        + "Content-Disposition: attachment; filename=\"=?UTF-8?Q?N=C3=BAmero.docx?=\"",
                                ZIP))),
                text("Hello"),
                document("Número.docx", ZIP));
    }

    private void name(String kind, String parameters, String arrives) {
        add(
                kind,
                answer(file("Content-Type: application/pdf\r\nContent-Disposition: attachment; " + parameters, PDF)),
                document(arrives, PDF));
    }

    private void charsets() {
        chapter("Charsets");
        charset("ISO-8859-1", "iso-8859-1", "Grüße", ISO_8859_1);
        charset("Windows-1252 that says ISO-8859-1", "iso-8859-1", "“Grüße” für 5 €", Charset.forName("windows-1252"));
        charset("unknown", "x-unknown-999", "Grüße 日本", UTF_8);
        charset("unknown, and no UTF-8", "x-unknown-999", "Grüße", ISO_8859_1);
        charset("UTF-8 that says ASCII", "us-ascii", "Grüße", UTF_8);
        charset("Latin-1 that says UTF-8", "utf-8", "Grüße", ISO_8859_1);
        charset("UTF-8 that says Latin-1", "iso-8859-1", "Grüße 日本", UTF_8);
        charset("GB 2312", "gb2312", "你好", Charset.forName("GB18030"));
        charset("ISO-2022-JP", "ISO-2022-JP", "こんにちは", Charset.forName("ISO-2022-JP"));
        charset("KOI8-R", "koi8-r", "привет", Charset.forName("KOI8-R"));
        charset("a name that is none", "%^&", "Grüße", UTF_8);
        add(
                "UTF-7",
                answer(part("Content-Type: text/plain; charset=unicode-1-1-utf-7", "Gr+APwA3w-e 1 +- 1")),
                text("Grüße 1 + 1"));
        add(
                "said in the HTML itself",
                answer(part(
                        "Content-Type: text/html",
                        "<html><head><meta charset=koi8-r></head><body><p>"
                                + new String("привет".getBytes(Charset.forName("KOI8-R")), ISO_8859_1)
                                + "</p></body></html>")),
                text("привет"));
        add(
                "8-bit headers",
                answer("Subject: " + utf8("Re: Größe") + "\r\nX-Note: \u00e4\u00ff\r\n", plain("Yes")),
                text("Yes"));
    }

    private void charset(String kind, String declared, String text, Charset written) {
        add(
                kind,
                answer(part(
                        "Content-Type: text/plain; charset=" + declared,
                        new String(text.getBytes(written), ISO_8859_1))),
                text(text));
    }

    private void signedAndEncrypted() {
        chapter("Signed and encrypted");
        add(
                "S/MIME signature",
                answer(multi(
                        "signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256",
                        plain("Yes"),
                        attached("application/pkcs7-signature", "smime.p7s", PDF))),
                text("Yes"));
        add(
                "PGP signature",
                answer(multi(
                        "signed; protocol=\"application/pgp-signature\"",
                        multi("mixed", plain("Yes"), attached("application/pgp-keys", "OpenPGP_0x1.asc", PDF)),
                        file("Content-Type: application/pgp-signature; name=\"signature.asc\"", PDF))),
                text("Yes"));
        add(
                "PGP signature within the text",
                answer(plain("-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nYes\r\n- -----\r\nin red\r\n"
                        + "-----BEGIN PGP SIGNATURE-----\r\n\r\nabc=\r\n-----END PGP SIGNATURE-----\r\n")),
                text("Yes\n-----\nin red"));
        add(
                "S/MIME, encrypted",
                answer(attached("application/pkcs7-mime; smime-type=enveloped-data", "smime.p7m", PDF)),
                refused("The mail is encrypted"));
        add(
                "S/MIME, signed so that the text is hidden",
                answer(attached("application/pkcs7-mime; smime-type=signed-data", "smime.p7m", PDF)),
                refused("The mail is encrypted, or signed in a form that hides its text"));
        add(
                "PGP, encrypted",
                answer(multi(
                        "encrypted; protocol=\"application/pgp-encrypted\"",
                        part("Content-Type: application/pgp-encrypted", "Version: 1"),
                        attached("application/octet-stream", "encrypted.asc", PDF))),
                refused("The mail is encrypted"));
        add(
                "PGP, encrypted within the text",
                answer(plain("-----BEGIN PGP MESSAGE-----\r\n\r\nabc=\r\n-----END PGP MESSAGE-----\r\n")),
                refused("The mail is encrypted"));
    }

    private void outlook() {
        chapter("Outlook's own format (winmail.dat)");
        byte[] files = new Tnef()
                .text("Text inside")
                .file("Invoice.pdf", PDF)
                .file("photo.png", PNG)
                .bytes();
        add(
                "files in it",
                answer(multi("mixed", plain("See file"), attached("application/ms-tnef", "winmail.dat", files))),
                text("See file"),
                document("Invoice.pdf", PDF),
                media("image", PNG));
        add(
                "the text in it as well",
                answer(attached(
                        "application/ms-tnef",
                        "winmail.dat",
                        new Tnef().text("Only inside").bytes())),
                text("Only inside"));
        add(
                "as octet-stream",
                answer(multi("mixed", plain("See file"), attached("application/octet-stream", "WINMAIL.DAT", files))),
                text("See file"),
                document("Invoice.pdf", PDF),
                media("image", PNG));
        add(
                "damaged",
                answer(multi("mixed", plain("See file"), attached("application/ms-tnef", "winmail.dat", PDF))),
                refused("winmail.dat"));
    }
}
