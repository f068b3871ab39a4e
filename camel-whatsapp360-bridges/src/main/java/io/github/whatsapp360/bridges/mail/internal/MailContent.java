/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import jakarta.activation.DataSource;
import java.util.List;

/**
 * What a mail says to a customer.
 *
 * @param text readable on a phone; empty if there are only files
 * @param files in their order, with distinct names
 */
public record MailContent(String text, List<? extends DataSource> files) {

    public MailContent {
        files = List.copyOf(files);
    }

    /** Never the text, which is private. */
    @Override
    public String toString() {
        return "MailContent[" + text.length() + " characters, " + files.size() + " files]";
    }
}
