/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a mail consists of for a person, in its order: texts and files.
 *
 * <p>Confined to one mail.
 */
final class MailBody {

    private final List<Text> texts = new ArrayList<>();
    private final List<MailFile> files = new ArrayList<>();
    private final List<String> forwarded = new ArrayList<>();

    /** A text as it was written. */
    record Text(String text, boolean isHtml) {

        boolean isVisible() {
            return isHtml ? ReadableText.isVisible(text) : !text.isBlank();
        }

        /** Never the text itself. */
        @Override
        public String toString() {
            return "Text[" + (isHtml ? "html" : "plain") + "]";
        }
    }

    void add(Text text) {
        texts.add(text);
    }

    void add(MailFile file) {
        files.add(file);
    }

    /** The readable text of an attached mail. */
    void addForwarded(String text) {
        forwarded.add(text);
    }

    void addAll(MailBody other) {
        texts.addAll(other.texts);
        addFiles(other);
    }

    /** All of it but the texts. */
    void addFiles(MailBody other) {
        files.addAll(other.files);
        forwarded.addAll(other.forwarded);
    }

    List<Text> texts() {
        return texts;
    }

    List<MailFile> files() {
        return files;
    }

    List<String> forwarded() {
        return forwarded;
    }

    /** Whether there is HTML in which a person sees something. */
    boolean hasHtml() {
        return texts.stream().anyMatch(text -> text.isHtml() && text.isVisible());
    }

    /** Whether there is any text in which a person sees something. */
    boolean hasText() {
        return texts.stream().anyMatch(Text::isVisible);
    }
}
