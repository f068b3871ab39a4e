/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that was signed or encrypted within itself, as PGP does without MIME. */
final class PgpText {

    private static final String ENCRYPTED = "-----BEGIN PGP MESSAGE-----";
    private static final Pattern SIGNED = Pattern.compile(
            "-----BEGIN PGP SIGNED MESSAGE-----\\R(?:[A-Za-z-]+:[^\\r\\n]*\\R)*\\R?(?<text>.*?)"
                    + "(?:\\R?-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----\\R?|\\z))",
            Pattern.DOTALL);
    private static final Pattern DASHED = Pattern.compile("(?m)^- (?=-)");

    private PgpText() {}

    static boolean isEncrypted(String text) {
        return text.stripLeading().startsWith(ENCRYPTED);
    }

    /** The text without the signature around it; any other text as it is. */
    static String withoutSignature(String text) {
        Matcher signed = SIGNED.matcher(text);
        return signed.replaceAll(found ->
                Matcher.quoteReplacement(DASHED.matcher(signed.group("text")).replaceAll("")));
    }
}
