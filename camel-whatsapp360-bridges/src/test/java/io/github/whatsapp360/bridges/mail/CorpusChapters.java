/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Chapters of the corpus. */
abstract class CorpusChapters {

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

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final List<CorpusMail> mails = new ArrayList<>();
    private String chapter = "";

    final List<CorpusMail> mails() {
        return mails;
    }

    final void chapter(String title) {
        chapter = title;
    }

    final void add(String kind, String mail, String... phone) {
        mails.add(new CorpusMail(chapter, kind, mail, List.of(phone)));
    }
}
