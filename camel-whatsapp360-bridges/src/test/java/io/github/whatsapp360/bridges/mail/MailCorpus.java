/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import java.util.List;
import java.util.stream.Stream;

/** Mails after the real kinds, written here, and what of each arrives on the phone. */
final class MailCorpus {

    private MailCorpus() {}

    static List<CorpusMail> all() {
        return Stream.of(new StructureMails(), new ContentMails(), new KindsOfMails(), new OddMails())
                .flatMap(chapters -> chapters.mails().stream())
                .toList();
    }
}
