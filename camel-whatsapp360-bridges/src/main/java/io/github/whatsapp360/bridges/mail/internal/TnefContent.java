/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.media.LenientText;
import io.github.whatsapp360.media.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hsmf.datatypes.MAPIProperty;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code winmail.dat} (TNEF), into which Outlook puts files, and sometimes the text, of a mail in its own rich
 * format. The only class that needs Apache POI.
 */
final class TnefContent {

    private TnefContent() {}

    /**
     * Adds files, and the text if the mail has none beside it.
     *
     * @throws UnreadableMailException if it cannot be opened
     */
    static void addTo(MailBody body, byte[] container) throws UnreadableMailException {
        try {
            HMEFMessage message = new HMEFMessage(new ByteArrayInputStream(container));
            if (!body.hasText()) {
                addText(body, message);
            }
            for (Attachment attachment : message.getAttachments()) {
                body.add(file(attachment));
            }
        } catch (IOException | RuntimeException damaged) {
            throw new UnreadableMailException(
                    "The mail is in Outlook's own format (winmail.dat) and damaged. Send it as HTML or plain text.",
                    damaged);
        }
    }

    private static void addText(MailBody body, HMEFMessage message) throws IOException {
        byte[] html = data(message, MAPIProperty.BODY_HTML);
        byte[] plain = data(message, MAPIProperty.BODY);
        if (html != null) {
            body.add(new MailBody.Text(LenientText.decode(html, ReadableText.charset(html)), true));
        } else if (plain != null) {
            body.add(new MailBody.Text(LenientText.decode(plain, null).replace("\u0000", ""), false));
        } else {
            String rich = message.getBody();
            if (rich != null && !rich.isBlank()) {
                body.add(new MailBody.Text(RtfText.of(rich), false));
            }
        }
    }

    private static byte @Nullable [] data(HMEFMessage message, MAPIProperty property) {
        MAPIAttribute found = message.getMessageMAPIAttribute(property);
        return found == null || found.getData() == null || found.getData().length == 0 ? null : found.getData();
    }

    private static MailFile file(Attachment attachment) {
        String name = attachment.getLongFilename();
        if (name == null || name.isBlank()) {
            name = attachment.getFilename();
        }
        String clean = name == null ? "" : name.replace("\u0000", "");
        String type = MediaTypes.ofName(clean);
        return new MailFile(
                clean, type == null ? MediaTypes.UNKNOWN : type, null, MailFile.Content.of(attachment.getContents()));
    }
}
