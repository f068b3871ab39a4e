/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Removes from HTML what mail programs mark as the mail that is answered, and as a signature. What the author forwards
 * stays.
 *
 * <p>Thread-safe.
 */
final class QuotedHtml {

    /** Elements of the usual programs that hold the mail that is answered. */
    private static final String HISTORY =
            "blockquote[type=cite], .gmail_quote, .gmail_quote_container, .moz-cite-prefix, .yahoo_quoted,"
                    + " .protonmail_quote, .zmail_extra, .tutanota_quote, #reply-intro";

    private static final String SIGNATURES =
            ".gmail_signature, .gmail_signature_prefix, [data-smartmail=gmail_signature], .moz-signature,"
                    + " .protonmail_signature_block, .AppleMailSignature, #AppleMailSignature, #Signature,"
                    + " #ms-outlook-mobile-signature, a[name=_MailAutoSig], [style*=mso-bookmark:_MailAutoSig]";

    /** Elements after which all is history. */
    private static final String BEGINNING =
            "#appendonsend, #divRplyFwdMsg, #mail-editor-reference-message-container, .OutlookMessageHeader,"
                    + " #ms-outlook-mobile-body-separator-line, div[style*=border-top:solid #E1E1E1],"
                    + " div[style*=border-top:solid #B5C4DF], div[style*=border-top: 1pt solid rgb(225, 225, 225)],"
                    + " div[style*=border-top: 1pt solid rgb(181, 196, 223)]";

    private QuotedHtml() {}

    /** Changes the document. */
    static void cut(Document document) {
        boolean isForward = QuotedHistory.isForward(document.body().text());
        document.select(SIGNATURES).remove();
        if (isForward) {
            return;
        }
        for (Element beginning : document.select(BEGINNING)) {
            removeFrom(beginning);
        }
        document.select(HISTORY).remove();
    }

    /** The element and all that comes after it in the document. */
    private static void removeFrom(Element beginning) {
        for (Element outer = beginning;
                outer.parent() != null && !outer.normalName().equals("body"); ) {
            Element parent = outer.parent();
            outer.nextElementSiblings().remove();
            outer = parent;
        }
        beginning.remove();
    }
}
