package io.github.whatsapp360.bridges.mail;

import static io.github.whatsapp360.bridges.mail.CorpusMail.document;
import static io.github.whatsapp360.bridges.mail.CorpusMail.ignored;
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

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Mails after the real kinds, written here, and what of each arrives on the phone. */
final class MailCorpus {

    static final byte[] PDF = "%PDF-1.7 a page \r\n.\r\n %%EOF".getBytes(ISO_8859_1);
    static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 13, 10
    };
    static final byte[] ZIP = "PK\u0003\u0004 sheets".getBytes(ISO_8859_1);
    static final byte[] M4A = "\0\0\0\u0018ftypM4A \0\0\0\0M4A isom".getBytes(ISO_8859_1);
    static final byte[] ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".getBytes(UTF_8);
    static final byte[] VCF = "BEGIN:VCARD\r\nFN:Anna\r\nEND:VCARD\r\n".getBytes(UTF_8);
    static final byte[] CSV = "a;b\r\n1;2\r\n".getBytes(UTF_8);

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final List<CorpusMail> mails = new ArrayList<>();
    private String chapter = "";

    private MailCorpus() {}

    static List<CorpusMail> all() {
        MailCorpus corpus = new MailCorpus();
        corpus.singleParts();
        corpus.severalParts();
        corpus.pictures();
        corpus.brokenStructure();
        corpus.names();
        corpus.charsets();
        corpus.signedAndEncrypted();
        corpus.outlook();
        corpus.machines();
        corpus.forwarded();
        corpus.history();
        corpus.limits();
        return corpus.mails;
    }

    private void add(String kind, String mail, String... phone) {
        mails.add(new CorpusMail(chapter, kind, mail, List.of(phone)));
    }

    private void singleParts() {
        chapter = "One part alone";
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
                answer(
                        html(
                                "<html><head><style>p{}</style></head><body><p>Yes, in <b>red</b> &amp; blue.</p>"
                                        + "<ul><li>small</li><li>large</li></ul><a href=\"https://example.org/a\">Shop</a></body></html>")),
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
        chapter = "Several parts";
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
        chapter = "Pictures within the text";
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
        chapter = "Broken structure";
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

    private void names() {
        chapter = "Names of files";
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
        chapter = "Charsets";
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
        chapter = "Signed and encrypted";
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
        chapter = "Outlook's own format (winmail.dat)";
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

    private void machines() {
        chapter = "Written by machines";
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
        chapter = "Forwarded";
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
        chapter = "What is cut off";
        add(
                "Outlook",
                answer(html(
                        "<div><p>Yes</p><div style=\"border:none;border-top:solid #E1E1E1 1.0pt\"><p><b>From:</b> Lena<br>"
                                + "<b>Sent:</b> Monday</p></div><p>Do you?</p></div>")),
                text("Yes"));
        add(
                "Outlook on the web",
                answer(html(
                        "<div>Yes</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>Von:</b> Lena</div>"
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
                answer(
                        html(
                                "<div dir=\"ltr\">Yes</div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, Jan 5, 2026"
                                        + " Lena wrote:<br></div><blockquote class=\"gmail_quote\">Do you?</blockquote></div>")),
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
        chapter = "Limits";
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
